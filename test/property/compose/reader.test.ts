import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainYaml } from '../../../server/src/formats/compose/read/plain-yaml.ts';
import { type ComposeFile, readCompose, readWithLibrary } from '../../../server/src/formats/compose/read/read.ts';
import type { SourceNode } from '../../../server/src/formats/compose/read/tree.ts';

/** A tree without the objects its nodes share, so that two readings can be compared. */
function shape(node: SourceNode | undefined): unknown {
  if (node === undefined) return undefined;
  const base = [node.kind, node.span, node.anchor, node.tag, node.use.uses];
  switch (node.kind) {
    case 'scalar':
      return [...base, node.style, node.text, node.contentSpan, node.inFlow];
    case 'alias':
      return [...base, node.name, node.target?.span];
    case 'list':
      return [...base, node.flow, node.items.map(shape)];
    case 'map':
      return [...base, node.flow, node.pairs.map(({ key, value, span }) => [shape(key), shape(value), span])];
  }
}

function wholeShape(file: ComposeFile): unknown {
  const { root, further, ...rest } = file;
  return { ...rest, root: shape(root), further: further.map(shape) };
}

/** Whether the quick reader took the text; both must agree on it, down to every span. */
function agree(text: string): boolean {
  if (readPlainYaml(text) === undefined) return false;
  expect(wholeShape(readCompose(text))).toEqual(wholeShape(readWithLibrary(text)));
  return true;
}

const OWN = `# a file
---
x-common: &common
  restart: unless-stopped
  logging: { driver: json-file, options: {max-size: "10m"} }
services:
  web: &web
    <<: *common
    image: "nginx:1.27" # pinned
    command: ["nginx", -g, 'daemon off;',
      "-t"]
    ports:
    - "80:80"
    - target: 443
      published: '443'
    environment:
      A: a#b
      'B C': "x \\"y\\""
      D:
      E: !reset null
    healthcheck:
      test: [CMD-SHELL, "a || exit 1"]
  db:
    <<: [*common, *web]
    entrypoint: |
      set -e
        # not a comment
      run

    configs: [ ]
x-env:
  &env
  A: b
volumes:
  data: {}
  more: { a: [b, # why
      # and
      c] }
  long: "two
    lines

    \\
    more" # end
  single: 'it''s
    folded'
`;

const piece = fc.constantFrom(
  '"',
  "'",
  '\\',
  '\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  '#',
  ' #',
  ': ',
  ':',
  '- ',
  '-',
  '&a ',
  '*a',
  '<<: *common',
  '!reset ',
  '!x ',
  '|\n',
  '>-\n',
  '? ',
  '---\n',
  '...\n',
  ', ',
  ',',
  '\n  ',
  ' ',
  '~',
  '%',
  '@',
  '"a": b\n',
  '- - a\n',
  'a: b: c\n',
  '- a: b\n',
  '\t',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\ufeff',
  'é',
  '?',
  '!',
  '>',
);

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(12),
  insert: fc.option(piece, { nil: '' }),
});

function mutate(text: string, changes: readonly { at: number; cut: number; insert: string }[]): string {
  return changes.reduce((current, { at, cut, insert }) => {
    const start = Math.floor(at * current.length);
    return current.slice(0, start) + insert + current.slice(start + cut);
  }, text);
}

describe('the quick reader', () => {
  it('reads an ordinary file just as the library does', () => {
    expect(agree(OWN)).toBe(true);
    expect(agree(OWN.replaceAll('\n', '\r\n'))).toBe(true);
  });

  it.each([
    'a: &x\n  - b\n',
    'a:\n  [b,\n   c]\n',
    'a:   # c\n  b: c\n',
    'a: \nb: ""\n',
    "a: 'it''s' # x\n",
    'a: b\n...\n',
    'a: http://h:80/#x\n',
    'a: - b\n',
    'a: {b: c,}\n',
    'a:\n- b\n# c\n- d\n',
    'a: |-\n\n    x\n   # y\nb: c\n',
    '"a": b\n"c" : d\n',
    'a: "b\n  c"\n',
    'a: b\n c\n',
    'a: *b\n',
    'a: &b c\nd: *b\n',
    'a: [b: c]\n',
    'a: [b c, "d"e]\n',
    'a\n',
    '- a\n',
    'a: b\na: c\n',
    '\n\ufeff# c\na: b\n',
  ])('agrees or stands back: %j', (text) => {
    agree(text);
  });

  it('agrees or stands back on every mutation', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        agree(mutate(OWN, changes));
      }),
      { numRuns: 3000 },
    );
  });

  const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');
  it.skipIf(!existsSync(corpus))('reads nine in ten real files, and like the library', () => {
    const manifest = JSON.parse(readFileSync(`${corpus}/manifest.json`, 'utf8')) as { file: string; kind: string }[];
    const files = manifest.filter(({ kind }) => kind === 'compose');
    const taken = files.filter(({ file }) => agree(readFileSync(`${corpus}/${file}`, 'utf8'))).length;
    expect(taken / files.length).toBeGreaterThan(0.9);
  });
});
