import type { Purpose } from '../../secrets/purpose.ts';
import { commentAbove } from '../../subjects/comment.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defaultedIn } from '../../subjects/env/compose-use.ts';
import { nameOf, secretsGraded } from '../../subjects/secret/report.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

/** What a server or the application checks itself; keys of providers are filled in anyway, or nothing works. */
const OWN: ReadonlySet<Purpose> = new Set([
  'password',
  'signing-key',
  'app-secret',
  'django-key',
  'rails-key-base',
  'laravel-key',
  'master-key',
  'encryption-key',
]);
/** A template for developers and their tests. */
const FOR_DEVELOPERS = /(?:^|[._-])(?:dev|development|test|testing|local|ci|e2e|sail)(?:[._-]|$)/i;
/** The comment asks for another value: who copies the file is told. */
const SAYS_CHANGE =
  /\b(?:change|changed|replace|generate|generated|random|your own|must be|set (?:this|it|a)|fill|secure|strong|unique|example|sample|openssl)\b/i;
/**
 * Programs that read an empty variable as one that is not set, and take a default that everybody knows.
 * rabbitmq/rabbitmq-server deps/rabbit_common/src/rabbit_env.erl (`get_prefixed_env_var`), docker-library/rabbitmq docker-entrypoint.sh.
 */
const EMPTY_IS_DEFAULT: ReadonlySet<string> = new Set(['RABBITMQ_DEFAULT_PASS']);
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
      if (secret.part !== 'value' || !OWN.has(secret.purpose) || SAYS_CHANGE.test(commentAbove(value, context.text)))
        continue;
      report({
        at: inFileOf(value, secret.span),
        message: `${nameOf(secret)} is guessed, and whoever copies this template keeps it; ${adviceFor(value.name, context)}`,
        severity: 'low',
      });
    }
  },
});

/** What makes a copy stop and ask: left empty a value is asked for, unless something else stands in for it then. */
function adviceFor(name: string, context: RuleContext): string {
  const file = defaultedIn(name, context);
  if (file !== undefined) return `require it by :? in ${file.length > 24 ? 'the Compose file' : file}`;
  return EMPTY_IS_DEFAULT.has(name) ? 'say above it to generate one' : 'leave it empty there';
}
