import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { isScalar, type TomlScalar } from '../../../server/src/formats/toml/read/decode.ts';
import { readToml } from '../../../server/src/formats/toml/read/read.ts';

const OPTIONS = { integersAsBigInt: 'asNeeded' } as const;

/** Every scalar the library returns, by its path. */
function libraryLeaves(value: unknown, path: readonly (string | number)[] = []): Map<string, TomlScalar> {
  const leaves = new Map<string, TomlScalar>();
  if (isScalar(value)) leaves.set(JSON.stringify(path), value);
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const leaf of libraryLeaves(item, [...path, i])) leaves.set(...leaf);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      for (const leaf of libraryLeaves(Reflect.get(value, key), [...path, key])) leaves.set(...leaf);
    }
  }
  return leaves;
}

const shown = (value: unknown): string =>
  value instanceof Date ? `date ${value.toISOString()}` : `${typeof value} ${value}`;

/** Holds our index to the library: the same paths, one span each, and each span alone reads to the same value. */
function expectSameLeaves(text: string): void {
  const document = parse(text, OPTIONS);
  const file = readToml(text);
  expect(file.problems).toEqual([]);
  const wanted = libraryLeaves(document);
  const found = new Map(file.tree.leaves.map((leaf) => [JSON.stringify(leaf.path), leaf]));
  expect(found.size).toBe(file.tree.leaves.length);
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [path, leaf] of found) {
    const alone = parse(`v=${text.slice(leaf.valueSpan.start, leaf.valueSpan.end)}`, OPTIONS).v;
    expect(shown(alone), path).toBe(shown(wanted.get(path)));
    expect(shown(leaf.value), path).toBe(shown(wanted.get(path)));
  }
}

const key = fc.oneof(
  fc.constantFrom('a', 'b-1', '_c', '__proto__', 'constructor', '1', 'true', 'x y', 'é', 'a.b', '"', ''),
  fc.string({ maxLength: 5 }),
);
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed()),
  fc.boolean(),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noDefaultInfinity: false }),
  fc.constantFrom('it\'s "both"', 'line\nbreak', '\\', '# no comment', '[x]', '= y'),
);
const table = fc.letrec<{ value: unknown; table: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('table'),
  ),
  table: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
})).table;

const fragments = fc.constantFrom(
  '[',
  ']',
  '[[',
  ']]',
  '{',
  '}',
  '=',
  ',',
  '.',
  '"',
  "'",
  '"""',
  "'''",
  '#',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  '\\',
  'a',
  'b.c',
  'a = 1\n',
  'x = {',
  'y = [',
  '[t]\n',
  '[[u]]\n',
  '1979-05-27',
  '07:32',
  'true',
  '1_0',
  'inf',
  '\uFEFF',
  '\u0000',
  '\uD800',
  '"k"',
  '-',
  '[t',
);

describe('readToml', () => {
  it('finds every leaf of any document the library writes, once, and reads it from its span alone', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (document, crlf) => {
        const text = stringify(document);
        expectSameLeaves(crlf ? text.replaceAll('\n', '\r\n') : text);
      }),
      { numRuns: 400 },
    );
  });

  it('never throws, and stays inside the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const file = readToml(text);
        for (const leaf of file.tree.leaves) {
          expect(leaf.valueSpan.start).toBeLessThan(leaf.valueSpan.end);
          expect(leaf.valueSpan.end).toBeLessThanOrEqual(text.length);
          expect(leaf.textSpan.start).toBeGreaterThanOrEqual(leaf.valueSpan.start);
          expect(leaf.textSpan.end).toBeLessThanOrEqual(leaf.valueSpan.end);
        }
        for (const { span } of file.problems) expect(span.end).toBeLessThanOrEqual(text.length + 1);
        for (let i = 1; i < file.comments.length; i++) {
          expect(file.comments[i]?.span.start).toBeGreaterThan(file.comments[i - 1]?.span.start ?? -1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees with the library on whether a text is valid', () => {
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          parse(text, OPTIONS);
        } catch {
          valid = false;
        }
        expect(readToml(text).complete).toBe(valid);
        if (valid) expectSameLeaves(text);
      }),
      { numRuns: 5000 },
    );
  });
});

const SUITE = join(import.meta.dirname, '../../../../shared/fixtures/toml-test');

function tomlFiles(folder: string): string[] {
  return readdirSync(join(SUITE, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.toml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The invalid files of TOML 1.1; what only TOML 1.0 forbids is not among them. */
function invalidFiles(): string[] {
  return readFileSync(join(SUITE, 'files-toml-1.1.0'), 'utf8')
    .split('\n')
    .filter((name) => name.startsWith('invalid/') && name.endsWith('.toml'))
    .map((name) => join(SUITE, name));
}

/** Invalid by the standard, accepted by smol-toml: impossible dates, and bytes that decoding has already replaced. */
const ACCEPTED_BY_THE_LIBRARY = /feb-29|feb-30|bad-utf8|bad-codepoint|ideographic-space|invalid-utf8/;

describe.skipIf(!existsSync(SUITE))('toml-test', () => {
  it('reads every valid file that smol-toml reads', () => {
    const files = tomlFiles('valid');
    expect(files.length).toBeGreaterThan(150);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expectSameLeaves(text);
    }
  });

  it('reports a problem in every invalid file, and reads on', () => {
    const accepted: string[] = [];
    for (const file of invalidFiles()) {
      const text = readFileSync(file, 'utf8');
      if (readToml(text).problems.length === 0) accepted.push(file.slice(SUITE.length));
    }
    expect(accepted.filter((file) => !ACCEPTED_BY_THE_LIBRARY.test(file))).toEqual([]);
  });

  it('survives every prefix of every small file', () => {
    for (const file of tomlFiles('valid')) {
      const text = readFileSync(file, 'utf8');
      if (text.length > 1500) continue;
      for (let end = 0; end < text.length; end += 3) readToml(text.slice(0, end));
    }
  }, 60_000);
});
