import { OWN_SECRETS } from '../../secrets/empty-secrets.ts';
import { commentAbove } from '../../subjects/comment.ts';
import { nameOf, secretsGraded } from '../../subjects/secret/report.ts';
import { adviceForTemplate } from '../../subjects/secret/template-advice.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

/** A template for developers and their tests. */
const FOR_DEVELOPERS = /(?:^|[._-])(?:dev|development|test|testing|local|ci|e2e|sail)(?:[._-]|$)/i;
/** The comment asks for another value: who copies the file is told. */
const SAYS_CHANGE =
  /\b(?:change|changed|replace|generate|generated|random|your own|must be|set (?:this|it|a)|fill|secure|strong|unique|example|sample|openssl)\b/i;
/** Logins at servers of others. */
const ELSEWHERE = /(?:^|_)(?:MAIL|SMTP|AWS|S3|LDAP|IMAP|FTP|SSH|API)(?:_|$)/i;

export default defineRule({
  id: 'secret/weak-in-template',
  subject: 'namedValue',
  severity: 'low',
  category: 'secret',
  profile: 'recommended',
  stages: 'deployed',
  formats: ['dotenv'],
  summary: 'Template gives every copy of it a password that works and is guessed',
  fix: 'none',
  check(value, report, context) {
    if (context.stage !== 'template' || FOR_DEVELOPERS.test(fileNameOf(context.uri)) || ELSEWHERE.test(value.name))
      return;
    for (const secret of [...secretsGraded(value, context, 'weak'), ...secretsGraded(value, context, 'default')]) {
      if (
        secret.part !== 'value' ||
        !OWN_SECRETS.has(secret.purpose) ||
        SAYS_CHANGE.test(commentAbove(value, context.text))
      )
        continue;
      report({
        at: inFileOf(value, secret.span),
        message: `${nameOf(secret)} is guessed, and whoever copies this template keeps it; ${adviceForTemplate(value.name, context)}`,
        severity: 'low',
      });
    }
  },
});
