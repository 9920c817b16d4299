import { judgeSecrets } from '../../secrets/judge.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import type { UrlValue } from '../../subjects/url.ts';
import { defineRule, env, type Fix, fix, type RuleContext, toml, yaml } from '../contract.ts';

export default defineRule({
  id: 'url/credentials',
  subject: 'url',
  severity: 'high',
  severityBecause: "A leaked copy of the file, or of a log that prints the URL, gives one service's data.",
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Password stands inside a URL of a shared file',
  why: 'URLs are printed by start-up logs, error messages, process lists and proxies, so a password inside one leaks with them; in a Compose or TOML file it also sits in version control for ever. In a .env file that git ignores, a database URL is the usual place and is left alone; a web address with a password is not.',
  references: [
    { name: 'RFC 3986 section 3.2.1, user information', url: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1' },
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        METRICS_URL=https://scraper:n7Vq2Lx9Kd4Rt8Zw@metrics.example.net/write
      `,
      yaml`
        services:
          app:
            image: example/app:1
            environment:
              DATABASE_URL: postgres://app:n7Vq2Lx9Kd4Rt8Zw@db:5432/app
      `,
      toml`
        [database]
        url = "postgres://app:n7Vq2Lx9Kd4Rt8Zw@db:5432/app"
      `,
    ],
    good: [
      env`
        METRICS_URL=https://metrics.example.net/write
        DATABASE_URL=postgres://app:\${DB_PASSWORD}@db:5432/app
      `,
      yaml`
        services:
          app:
            image: example/app:1
            environment:
              DATABASE_URL: postgres://app:\${DB_PASSWORD:?}@db:5432/app
      `,
    ],
  },
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
      fixes: fixesOf(url),
    });
  },
});

/** Whether the URL is kept where others see it: a shared file, a file git tracks, or a web address that is logged. */
function isKept(url: UrlValue, context: RuleContext): boolean {
  if (context.format !== 'dotenv') return true;
  return context.tracked === true || url.scheme === 'http' || url.scheme === 'https';
}

function fixesOf(url: UrlValue): readonly Fix[] {
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
    fix(
      `Take the password from ${name} (Compose refuses to start until it is set)`,
      'behavior-changing',
      editsIn(value, edits),
    ),
  ];
}
