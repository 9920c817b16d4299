import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { generateSecret } from '../../../server/src/secrets/generate.ts';
import { lintFiles } from '../../support/lint.ts';

const only = new Set(RULES.map(({ id }) => id).filter((id) => id.startsWith('secret/') || id.startsWith('url/')));

const NAMES = [
  'JWT_SECRET',
  'DB_PASSWORD',
  'API_TOKEN',
  'MASTER_KEY',
  'DATABASE_URL',
  'NEXT_PUBLIC_SECRET',
  'OLD_API_TOKEN',
  'NEO4J_AUTH',
  'FERNET_KEY',
  'Authorization',
  'a',
];

const PIECES = [
  '$',
  '{',
  '}',
  '${X',
  ':-',
  '://',
  '@',
  '=',
  ';',
  ':',
  '"',
  "'",
  '\\',
  '#',
  ' ',
  'password',
  'Vq7Lx2Kd9',
  'é',
  '%',
  '%zz',
  '<',
  '>',
  'postgres',
  'sslmode=disable',
  '&',
  '?',
  'host',
  '-----BEGIN PRIVATE KEY-----',
  'xoxb-',
  'ghp_',
  '\u{1f511}',
  '@tcp(',
  ')',
  '[',
  ']',
];

const value = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
const entries = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 });

function documents(list: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const env = list.map(([name, text]) => `${name}=${text}`).join('\n');
  const toml = list.map(([name, text], i) => `${name}_${i} = ${JSON.stringify(text)}`).join('\n');
  const items = list.map(([name, text]) => `      - ${JSON.stringify(`${name}=${text}`)}`).join('\n');
  return {
    '.env': env,
    '.env.example': env,
    'config.toml': toml,
    'docker-compose.yml': `services:\n  a:\n    image: b\n    environment:\n${items}\n    command: ["run", ${list.map(([name, text]) => JSON.stringify(`--${name}=${text}`)).join(', ')}]\n`,
  };
}

async function lintAll(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const path of Object.keys(files)) {
    const report = await lintFiles({ files: { [path]: files[path] ?? '' }, path, profile: 'all', selection: { only } });
    found.push(...report.findings);
  }
  return found;
}

describe('secret and URL rules on anything', () => {
  it('never crash, stay short, and every fix gives its edits', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        for (const finding of await lintAll(documents(list))) {
          expect(finding.rule).not.toBe('internal/rule-crashed');
          expect(finding.message.length, finding.message).toBeLessThanOrEqual(120);
          for (const fix of finding.fixes) fix.edits();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('no message, note or title shows a secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.nat(2), async (name, shape) => {
        const secret = generateSecret('characters-32');
        const text = [secret, `postgres://app:${secret}@db.example.net/x`, `\${X:-${secret}}`][shape] ?? secret;
        const findings = await lintAll(documents([[name, text]]));
        const shown = JSON.stringify(
          findings.map(({ message, related, fixes }) => [message, related, fixes.map(({ title }) => title)]),
        );
        expect(shown).not.toContain(secret.slice(2, 12));
      }),
      { numRuns: 60 },
    );
  });
});
