import { type Fix, fix } from '../../finding/fix.ts';
import { judgeSecrets } from '../../secrets/judge.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { untilSet } from '../../subjects/secret/consequences.ts';
import { credentialOf } from '../../subjects/secret/credential.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import type { UrlValue } from '../../subjects/url.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'url/credentials',
  subject: 'url',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Password stands inside a URL of a shared file',
  fix: 'behavior-changing',
  check(url, report, context) {
    const { password, value } = url;
    if (password === undefined || !isKept(url, context)) return;
    // a weak, default or placeholder password is the business of the rule that says so
    const judged = judgeSecrets(value, context.workspaceWords).find(
      (secret) => secret.span.start === password.span.start,
    );
    if (judged?.grade.verdict !== 'strong') return;
    const name = value.name.length > 40 ? `${value.name.slice(0, 39)}…` : value.name;
    report({
      at: inFileOf(value, password.span),
      message: `${name} carries a password that leaks with every log of the URL; take it from a variable or a secret`,
      credential: credentialOf(value, judged, context),
      fixes: fixesOf(url, context),
    });
  },
});

/** Whether the URL is kept where others see it: a shared file, a file git tracks, or a web address that is logged. */
function isKept(url: UrlValue, context: RuleContext): boolean {
  if (context.format !== 'dotenv') return true;
  return context.tracked === true || url.scheme === 'http' || url.scheme === 'https';
}

function fixesOf(url: UrlValue, context: RuleContext): readonly Fix[] {
  const { password, value } = url;
  if (password === undefined || value.place !== 'compose-environment') return [];
  const stem = value.name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/_?(?:CONNECTION_STRING|URL|URI|DSN)$/, '');
  const name = `${stem === '' ? 'URL' : stem}_PASSWORD`;
  const edits = value.replacePart(password.span, `\${${name}:?set ${name}}`);
  if (edits === undefined) return [];
  return [
    fix(`Take the password from ${name} (${untilSet(value, context)})`, 'behavior-changing', editsIn(value, edits)),
  ];
}
