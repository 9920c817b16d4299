import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

const OWN = new Set(RULES.map((rule) => rule.id).filter((id) => /^(?:env|dotenv)\//.test(id)));

const key = fc.constantFrom(
  ...[
    'APP_DEBUG',
    'DEBUG',
    'NODE_ENV',
    'CORS_ORIGIN',
    'CORS_ALLOW_CREDENTIALS',
    'CORS_ALLOW_ALL_ORIGINS',
    'ALLOWED_HOSTS',
    'CORS_MAX_AGE',
  ],
  ...[
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'VAULT_SKIP_VERIFY',
    'DB_SSLMODE',
    'DB_HOST',
    'SMTP_USE_TLS',
    'FORCE_HTTPS',
    'TLS_MIN_VERSION',
  ],
  ...[
    'JWT_EXPIRES_IN',
    'ACCESS_TOKEN_EXPIRE_MINUTES',
    'JWT_ALGORITHM',
    'JWT_SECRET',
    'DB_PASSWORD',
    'BCRYPT_ROUNDS',
    'AUDIT_LOG_ENABLED',
  ],
  ...[
    'AUDIT_RETENTION_DAYS',
    'RATE_LIMIT_ENABLED',
    'MAX_LOGIN_ATTEMPTS',
    'AUTH_ENABLED',
    'ALLOW_EMPTY_PASSWORD',
    'SESSION_SECURE_COOKIE',
  ],
  ...[
    'SESSION_SAME_SITE',
    'WTF_CSRF_ENABLED',
    'TRUSTED_PROXIES',
    'SECURE_HSTS_SECONDS',
    'MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE',
    'KC_DB',
  ],
  ...[
    'POSTGRES_PASSWORD',
    'POSTGRES_PASSWORD_FILE',
    'TLS_CERT_PATH',
    'TLS_KEY_PATH',
    'PASSWORD_MIN_LENGTH',
    'LOG_LEVEL',
    'TITLE',
    'A-B',
    '1X',
  ],
);
const text = fc.constantFrom(
  ...[
    'true',
    'False',
    '0',
    '1',
    'yes',
    '*',
    'none',
    'null',
    'disable',
    'prefer',
    'development',
    'debug',
    '365d',
    '11520',
    '-1',
    '1.0',
    'trust',
  ],
  ...[
    'https://a.example, *',
    '["*"]',
    'https://*',
    'db.example.com',
    'localhost',
    '/run/secrets/x',
    '0.0.0.0/0',
    '2',
    'dev-file',
    '',
  ],
  ...[
    'pa$word',
    'a#b',
    '#b',
    '$(openssl rand -hex 32)',
    '${DB_HOST}',
    '${A:-true}',
    '${OPEN',
    '${A:b}',
    'two words',
    'a\\nb',
    'x\u200by',
    'é',
  ],
);
const line = fc
  .tuple(
    fc.constantFrom('', '', '', 'export ', '  '),
    key,
    fc.constantFrom('=', '=', '=', ' = ', ': '),
    fc.constantFrom('', '', '"', "'", '`'),
    text,
    fc.constantFrom('', '', ' # note', '#note', '"'),
  )
  .map(([before, name, separator, quote, value, after]) => before + name + separator + quote + value + quote + after);
const document = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: line },
        { weight: 1, arbitrary: fc.constantFrom('', '# about', 'BARE', 'not a line') },
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, ending]) => lines.join(ending) + ending);

/** Files beside it that tell which loaders read it. */
const neighbours = fc
  .subarray([
    ['package.json', '{ "dependencies": { "dotenv": "17.0.0" } }'],
    ['app.service', '[Service]\nEnvironmentFile=/srv/app/.env\n'],
    ['compose.yaml', 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    env_file: .env\n'],
    ['run.sh', 'docker run --env-file .env acme/web:1.2.3\n'],
    ['requirements.txt', 'python-dotenv==1.0.1\n'],
    ['Gemfile', "gem 'dotenv'\n"],
    ['start.sh', 'set -a\n. ./.env\n'],
    ['.env.example', 'APP_DEBUG=\n'],
  ] as const)
  .map((files) => Object.fromEntries(files));

async function findingsOf(files: Readonly<Record<string, string>>) {
  const { findings } = await lintFiles({ files, path: '.env', profile: 'all', selection: { only: OWN } });
  return findings;
}

describe('env and dotenv rules on any .env', () => {
  it('never crash, keep their messages short, and every fix removes its finding and changes its own keys only', async () => {
    await fc.assert(
      fc.asyncProperty(document, neighbours, async (source, others) => {
        const files = { ...others, '.env': source };
        const before = parse(source);
        const findings = await findingsOf(files);
        const countOf = (list: typeof findings, rule: string) => list.filter((each) => each.rule === rule).length;
        for (const finding of findings) {
          expect(finding.rule).not.toBe('internal/rule-crashed');
          expect(finding.message.length, finding.message).toBeLessThanOrEqual(120);
          expect(finding.span.end).toBeLessThanOrEqual(source.length);
          for (const index of finding.fixes.keys()) {
            const fixedFiles = { ...files, ...applyFix(files, finding, index) };
            const fixed = fixedFiles['.env'] ?? '';
            const left = await findingsOf(fixedFiles);
            const title = `${finding.rule}: ${finding.fixes[index]?.title}`;
            // A second cause of the same value may be left, in other words.
            if (left.some((each) => each.rule === finding.rule && each.message === finding.message))
              expect(countOf(left, finding.rule), title).toBeLessThan(countOf(findings, finding.rule));
            const after = parse(fixed);
            const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
              (name) => before[name] !== after[name],
            );
            expect(changed.length, `${title} changes ${changed.join(' ')}`).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
