import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { fillSnippet } from '../../support/fill-snippet.ts';
import { lintText } from '../../support/lint.ts';

const only = { selection: { only: new Set(RULES.map(({ id }) => id).filter((id) => id.startsWith('toml/'))) } };

const prefix = fc.constantFrom(
  '',
  '',
  'no_',
  'disable_',
  'allow_',
  'skip_',
  'insecure_',
  'server_',
  'db-',
  'require_',
  'enable_',
  'use_',
);
const word = fc.constantFrom(
  'tls',
  'ssl_enabled',
  'tls_verify',
  'verify',
  'insecure',
  'insecure_skip_verify',
  'auth',
  'auth_enabled',
  'auth_mode',
  'anonymous',
  'allow_anonymous',
  'cors',
  'origins',
  'allowed_origins',
  'csrf',
  'csrf_protection',
  'cookie_secure',
  'secure',
  'http_only',
  'audit_log',
  'audit_enabled',
  'rate_limit_enabled',
  'max_connections',
  'body_limit',
  'debug',
  'pprof',
  'min_version',
  'ssl_mode',
  'bind',
  'listen_addr',
  'tls_cert',
  'privileged',
  'seccomp_profile',
  'ciphers',
  'url',
  'endpoint',
  'access_token_ttl',
  'expiration',
  'enabled',
  'mode',
  'reject_unauthorized',
);
const suffix = fc.constantFrom('', '', '', '_enabled', '_file', 's', '-mode');
const key = fc.tuple(prefix, word, suffix).map((parts) => parts.join(''));
const value = fc.constantFrom(
  'true',
  'false',
  '"none"',
  '"*"',
  '["*", "https://a.example"]',
  '0',
  '-1',
  '"unlimited"',
  '"TLSv1.1"',
  '["TLS10", "TLSv1.2"]',
  '"0.0.0.0:80"',
  '"127.0.0.1:80"',
  '""',
  '"disable"',
  "'trust'",
  '"http://x.example.com/"',
  '"30d"',
  '"unconfined"',
  '["RC4-SHA"]',
  '"${X}"',
);
const table = fc.constantFrom(
  '',
  'server',
  'tls',
  'auth',
  'cors',
  'session.cookie',
  'audit',
  'jwt',
  'a.rate_limit',
  'csrf',
);

const document = fc
  .array(fc.tuple(table, fc.dictionary(key, value, { minKeys: 1, maxKeys: 10 })), { minLength: 1, maxLength: 4 })
  .map((sections) => {
    const seen = new Set<string>();
    const rooted = [...sections].sort(([a], [b]) => a.length - b.length);
    return rooted
      .filter(([name]) => !seen.has(name) && seen.add(name))
      .map(([name, entries]) => {
        const body = Object.entries(entries).map(([one, text]) => `${one} = ${text}\n`);
        return (name === '' ? '' : `[${name}]\n`) + body.join('');
      })
      .join('\n');
  })
  .filter((text) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  });

const identity = ({ rule, fingerprint }: Finding): string => `${rule} ${fingerprint}`;

describe('general TOML rules', () => {
  it('have fixes that end their finding, start no other, and are done after one time', async () => {
    let fixes = 0;
    await fc.assert(
      fc.asyncProperty(document, async (text) => {
        const before = await lintText('app/service.toml', text, only);
        const known = new Set(before.map(identity));
        for (const finding of before) {
          expect(finding.message.length).toBeLessThanOrEqual(120);
          for (const fix of finding.fixes) {
            const edits = fix
              .edits()
              .map((edit) => (edit.snippet ? { ...edit, newText: fillSnippet(edit.newText) } : edit));
            const after = applyEdits(text, edits);
            parse(after);
            const left = await lintText('app/service.toml', after, only);
            expect(left.map(identity), `${fix.title}\n${text}\n=>\n${after}`).not.toContain(identity(finding));
            expect(
              left.map(identity).filter((one) => !known.has(one)),
              `${fix.title}\n${text}\n=>\n${after}`,
            ).toEqual([]);
            fixes++;
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(fixes).toBeGreaterThan(100);
  }, 120_000);
});
