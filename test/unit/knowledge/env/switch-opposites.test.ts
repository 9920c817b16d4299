import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../server/src/finding/finding.ts';
import { polarityOf } from '../../../../server/src/knowledge/env/switch-name.ts';
import { IMAGES } from '../../../../server/src/knowledge/images/lookup.ts';
import { applyFix } from '../../../support/apply-fix.ts';
import { lintFiles } from '../../../support/lint.ts';

/** What switches are about, with the words that say how. */
const NAMES: readonly string[] = [
  ...['SSL', 'TLS', 'CERT', 'CERTIFICATES', 'HTTPS', 'SSL_CERT'].flatMap((what) => [
    ...['IGNORE', 'BYPASS', 'SKIP', 'NO', 'DISABLE', 'ENABLE', 'REQUIRE', 'FORCE', 'USE', 'INSECURE', 'UNVERIFIED'].map(
      (word) => `${word}_${what}`,
    ),
    ...['VERIFY', 'CHECK', 'VALIDATION'].flatMap((check) => [
      `${what}_${check}`,
      `${check}_${what}`,
      `SKIP_${what}_${check}`,
      `NO_${check}_${what}`,
      `DISABLE_${what}_${check}`,
      `IGNORE_${what}_${check}`,
      `BYPASS_${what}_${check}`,
      `DISABLE_SKIP_${what}_${check}`,
      `${what}_NO_${check}`,
      `${what}_${check}_ENABLED`,
      `${what}_${check}_DISABLED`,
    ]),
    ...['INVALID', 'SELF_SIGNED', 'UNTRUSTED', 'UNVERIFIED', 'INSECURE'].flatMap((bad) => [
      `ACCEPT_${bad}_${what}`,
      `ALLOW_${bad}_${what}`,
      `DISALLOW_${bad}_${what}`,
      `${bad}_${what}`,
    ]),
    `${what}_ENABLED`,
    `${what}_DISABLED`,
    `${what}_INSECURE`,
    `${what}_REDIRECT`,
    `IGNORE_${what}_ERRORS`,
  ]),
  ...['INSECURE', 'ALLOW_INSECURE', 'BYPASS', 'NO_VERIFY', 'SKIP_VERIFY', 'INSECURE_SKIP_VERIFY', 'SELF_SIGNED'],
  ...['ALLOW_SELF_SIGNED', 'STRICT_SSL', 'TLS_REJECT_UNAUTHORIZED', 'INSECURE_HTTP', 'ALLOW_INSECURE_HTTP', 'VERIFY'],
  ...['TRUST_SERVER_CERTIFICATE', 'TRUST_ALL_CERTS', 'ACCEPT_INVALID_HOSTNAMES', 'VERIFY_HOSTNAME', 'UNVERIFIED'],
  ...['AUTH', 'AUTHENTICATION', 'CSRF', 'CSRF_CHECK', 'CSRF_PROTECTION', 'AUDIT', 'AUDIT_LOG', 'RATE_LIMIT'].flatMap(
    (what) => [
      what,
      ...['SKIP', 'NO', 'BYPASS', 'IGNORE', 'DISABLE', 'ENABLE', 'REQUIRE', 'ALLOW_NO'].map(
        (word) => `${word}_${what}`,
      ),
      `${what}_ENABLED`,
      `${what}_DISABLED`,
      `SKIP_${what}_ENABLED`,
      `NO_${what}_ENABLED`,
    ],
  ),
  ...[
    'COOKIE_SECURE',
    'SESSION_HTTP_ONLY',
    'BACKUP_ENCRYPTION',
    'ENCRYPTION_AT_REST',
    'DEBUG',
    'DISPLAY_ERRORS',
  ].flatMap((what) => [what, `DISABLE_${what}`, `NO_${what}`, `SKIP_${what}`, `${what}_ENABLED`, `${what}_DISABLED`]),
];

/** Switches that images read, and both words for on and off. */
const OF_IMAGES = IMAGES.flatMap(({ insecure = [] }) => insecure).filter(
  ({ where, values }) =>
    where === 'environment' && values.some((value) => /^(?:true|false|1|0|yes|no|on|off)$/.test(value)),
);

interface Door {
  readonly name: string;
  readonly path: string;
  readonly write: (names: readonly string[], value: 'true' | 'false') => string;
}

/** Each name has a table or a prefix of its own: nothing stands beside it. */
const DOORS: readonly Door[] = [
  {
    name: 'dotenv',
    path: '.env',
    write: (names, value) => names.map((name, i) => `K${i}_${name}=${value}\n`).join(''),
  },
  {
    name: 'compose environment',
    path: 'compose.yml',
    write: (names, value) =>
      `services:\n  web:\n    image: ghcr.io/acme/web:1.0.0\n    environment:\n${names.map((name, i) => `      K${i}_${name}: "${value}"\n`).join('')}`,
  },
  {
    name: 'toml',
    path: 'config.toml',
    write: (names, value) => names.map((name, i) => `k${i}_${name.toLowerCase()} = ${value}\n`).join(''),
  },
  {
    name: 'toml tables',
    path: 'config.toml',
    write: (names, value) =>
      names
        .map(
          (name, i) =>
            `[t${i}.tls]\n${name.toLowerCase()} = ${value}\n[t${i}.client]\n${name.toLowerCase()} = ${value}\n`,
        )
        .join(''),
  },
  {
    name: 'image switches',
    path: '.env',
    write: (_, value) => [...new Set(OF_IMAGES.map(({ name }) => name))].map((name) => `${name}=${value}\n`).join(''),
  },
];

const UNIQUE = [...new Set(NAMES)];

async function lint(path: string, text: string): Promise<readonly Finding[]> {
  const { findings } = await lintFiles({ files: { [path]: text }, path, profile: 'all' });
  const lines = text.split('\n');
  // what is absent of a service is none of its switches
  return findings.filter((one) => /=|: "/.test(lines[lineOf(text, one) - 1] ?? '') && !one.rule.endsWith('/syntax'));
}

function lineOf(text: string, { span }: Finding): number {
  return text.slice(0, span.start).split('\n').length;
}

describe('a switch and its opposite', () => {
  it.each(DOORS)('$name: at most one of the two values is a problem', async ({ path, write }) => {
    const texts = { true: write(UNIQUE, 'true'), false: write(UNIQUE, 'false') };
    const [on, off] = [await lint(path, texts.true), await lint(path, texts.false)];
    const bad = new Map(on.map((finding) => [lineOf(texts.true, finding), finding.rule]));
    const both = off.filter((finding) => bad.has(lineOf(texts.false, finding)));
    const told = both.map((one) => {
      const line = lineOf(texts.false, one);
      return `${texts.false.split('\n')[line - 1]?.trim()}: ${one.rule} and ${bad.get(line)}`;
    });
    expect(told).toEqual([]);
    expect(on.length).toBeGreaterThan(0);
    expect(off.length).toBeGreaterThan(0);
  });

  it.each(DOORS)('$name: after its fix nothing asks for it back', async ({ path, write }) => {
    for (const value of ['true', 'false'] as const) {
      let files: Readonly<Record<string, string>> = { [path]: write(UNIQUE, value) };
      const findings = (await lint(path, files[path] ?? '')).filter(({ fixes }) => fixes.length > 0);
      // from the last on, so that places before it stay
      for (const finding of [...findings].sort((a, b) => b.span.start - a.span.start))
        files = applyFix(files, finding, 0);
      const left = await lint(path, files[path] ?? '');
      const lines = (files[path] ?? '').split('\n');
      expect(
        left.filter(({ fixes }) => fixes.length > 0).map((one) => lines[lineOf(files[path] ?? '', one) - 1]),
      ).toEqual([]);
    }
  });
});

describe('the polarity of a name', () => {
  it.each([
    ['SSL_VERIFY', 'plain'],
    ['IGNORE_SSL', 'negated'],
    ['INSECURE_SKIP_VERIFY', 'negated'],
    ['TLS_INSECURE', 'negated'],
    ['DISABLE_SKIP_VERIFY', 'unclear'],
    ['NO_INSECURE', 'unclear'],
    // whole words only
    ['NOTIFY_TLS', 'plain'],
    ['OFFICE_SSL', 'plain'],
  ])('%s is %s', (key, polarity) => {
    expect(polarityOf(key)).toBe(polarity);
  });
});
