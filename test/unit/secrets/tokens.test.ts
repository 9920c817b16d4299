import { describe, expect, it } from 'vitest';
import { base62, checksumFits, crc32 } from '../../../server/src/secrets/tokens/checksum.ts';
import { SHAPE_FORMATS } from '../../../server/src/secrets/tokens/formats.ts';
import { KEYED_FORMATS } from '../../../server/src/secrets/tokens/keyed-formats.ts';
import { compilePatterns, matchAt } from '../../../server/src/secrets/tokens/pattern.ts';
import { sampleToken } from '../../../server/src/secrets/tokens/sample.ts';
import { findTokens } from '../../../server/src/secrets/tokens/scan.ts';
import { lintFiles } from '../../support/lint.ts';

const ids = (text: string): readonly string[] => findTokens(text).map(({ format }) => format.id);

describe('provider tokens', () => {
  for (const id of new Set(SHAPE_FORMATS.map((format) => format.id))) {
    it(`${id}: its sample is found, alone and inside a text`, () => {
      const token = sampleToken(id);
      expect(ids(token)).toContain(id);
      expect(ids(`x "${token}" y`)).toContain(id);
    });
  }

  for (const { id, keys } of KEYED_FORMATS) {
    it(`${id}: its sample is found under the provider's name only`, () => {
      const token = sampleToken(id);
      expect(ids(`${keys?.[0]}_secret=${token}`)).toContain(id);
      const shapes = SHAPE_FORMATS.some((format) => format.id === id);
      if (!shapes) expect(ids(`secret=${token}`)).not.toContain(id);
    });
  }

  it('a token is no piece of a longer word', () => {
    const token = sampleToken('github-pat');
    expect(ids(`a${token}`)).toEqual([]);
    expect(ids(`${token}Z`)).toEqual([]);
    expect(ids(`-${token}`)).toEqual([]);
  });

  it('checksums are worked out as their providers say', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(base62(61, 2)).toBe('0z');
    const token = sampleToken('github-pat');
    expect(checksumFits('github', token)).toBe(true);
    const other = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    expect(findTokens(other)[0]?.checksum).toBe(false);
    expect(findTokens(sampleToken('gitlab-pat-routable'))[0]?.checksum).toBe(true);
  });

  it('samples of manuals and fillers are no leaks', () => {
    expect(ids('AKIAIOSFODNN7EXAMPLE')).toEqual([]);
    expect(ids(`ghp_${'x'.repeat(36)}`)).toEqual([]);
    expect(ids(`ghp_${'0'.repeat(36)}`)).toEqual([]);
    expect(ids('AKIAXXXXXXXXXXXXXXXX')).toEqual([]);
  });

  it('patterns never go back', () => {
    const [pattern] = compilePatterns('a{n2-4}b');
    if (pattern === undefined) throw new Error('no pattern');
    expect(matchAt(pattern, 'a12-b', 0)).toBe(-1);
    expect(matchAt(pattern, 'a1234b', 0)).toBe(6);
    expect(matchAt(pattern, 'a1b', 0)).toBe(-1);
  });
});

describe('secret/leaked-token', () => {
  const only = { only: new Set(['secret/leaked-token']) };
  const files = (token: string): readonly (readonly [string, string])[] => [
    ['.env', `GH_TOKEN=${token}\n`],
    ['.env.example', `GH_TOKEN=${token}\r\n`],
    ['docker-compose.dev.yml', `services:\n  a:\n    image: b\n    environment:\n      - GH_TOKEN=${token}\n`],
    ['docker-compose.yml', `services:\n  a:\n    image: b\n    command: run --gh-token=${token}\n`],
    ['config.toml', `[gh]\n# clé\ntoken = "${token}"\n`],
  ];

  for (const [path] of files('')) {
    it(`${path}: finds it, at its place, without showing it`, async () => {
      const token = sampleToken('github-pat');
      const text = new Map(files(token)).get(path) ?? '';
      const { findings } = await lintFiles({ files: { [path]: text }, path, selection: only });
      expect(findings).toHaveLength(1);
      const [finding] = findings;
      expect(text.slice(finding?.span.start, finding?.span.end)).toBe(token);
      expect(JSON.stringify(findings)).not.toContain(token.slice(4, 20));
      expect(finding?.severity).toBe(path.includes('.dev.') ? 'medium' : 'high');
    });
  }

  it('is critical when git tracks the file, silent in a .env that git does not track', async () => {
    const text = `GH_TOKEN=${sampleToken('github-pat')}\n`;
    const lint = (tracked: boolean) =>
      lintFiles({ files: { '.env': text }, path: '.env', selection: only, tracked: () => tracked });
    expect((await lint(true)).findings.map(({ severity }) => severity)).toEqual(['critical']);
    expect((await lint(false)).findings).toEqual([]);
  });

  it('says so when the checksum does not fit', async () => {
    const token = sampleToken('github-pat');
    const text = `GH_TOKEN=${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}\n`;
    const { findings } = await lintFiles({ files: { '.env': text }, path: '.env', selection: only });
    expect(findings.map(({ severity }) => severity)).toEqual(['medium']);
  });
});
