import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { noRelatedFiles } from '../../../server/src/formats/related-files.ts';
import { removeNode, setKey } from '../../../server/src/formats/toml/edit/edit.ts';
import { buildToml, type TomlModel } from '../../../server/src/formats/toml/model/model.ts';
import { readToml } from '../../../server/src/formats/toml/read/read.ts';
import { tomlNamedValues } from '../../../server/src/subjects/toml/values.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const modelOf = (text: string): TomlModel =>
  buildToml(readToml(text), noRelatedFiles('file:///app.toml'), 'production');

/** Documents in every style of writing tables. */
const lines = fc.constantFrom(
  'a = 1',
  'tls.enabled = false # why',
  'tls.cert = "x"',
  "tls   = { enabled = false, 'k' = 1 }",
  'tls = {}',
  '[tls]',
  '[a.b]',
  '  [a.b.c]',
  '[[run]]',
  '  [run.docker]',
  '    privileged = true',
  'name     = "x"',
  "longname = 'y' # c",
  'list = [1, 2, 3]',
  'list = [\n  "a", # one\n  "b",\n]',
  'text = """\nlines\n"""',
  '# comment',
  '',
);
const document = fc
  .array(lines, { maxLength: 10 })
  .map((all) => all.join('\n'))
  .filter((text) => readToml(text).complete);
const styled = fc.tuple(document, fc.boolean(), fc.boolean(), fc.boolean()).map(([text, crlf, bom, end]) => {
  const body = end ? `${text}\n` : text;
  return (bom ? '\uFEFF' : '') + (crlf ? body.replaceAll('\n', '\r\n') : body);
});
const names = fc.constantFrom(
  ['tls', 'enabled'],
  ['tls', 'min_version'],
  ['a', 'x'],
  ['new'],
  ['a', 'b', 'k'],
  ['n', 'm', 'o'],
  ['a b', "c'd"],
);
const literal = fc.constantFrom<boolean | string | number | string[]>(true, 'text', "it's", 'back\\slash "q"', 7, [
  'x',
  'y',
]);

const setIn = (root: unknown, path: readonly string[], value: unknown): void => {
  let at = root as Record<string, unknown>;
  for (const name of path.slice(0, -1)) {
    at[name] ??= {};
    at = at[name] as Record<string, unknown>;
  }
  at[path[path.length - 1] ?? ''] = value;
};
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)));

describe('setKey', () => {
  it('changes the value at the path and nothing else, in every style', () => {
    fc.assert(
      fc.property(styled, names, literal, (text, path, value) => {
        const model = modelOf(text);
        const edits = setKey(model, model.root, path, value);
        if (edits === undefined) return;
        const after = applyEdits(text, edits);
        const wanted = plain(parse(text)) as object;
        setIn(wanted, path, value);
        expect(plain(parse(after)), after).toEqual(wanted);
        expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
        if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        const again = setKey(modelOf(after), modelOf(after).root, path, value);
        expect(again === undefined ? after : applyEdits(after, again)).toBe(after);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['[tls]\nenabled = false # keep\n', ['tls', 'enabled'], true, '[tls]\nenabled = true # keep\n'],
    [
      '[tls]\nport    = 1\nenabled = true\n',
      ['tls', 'cert'],
      'x',
      '[tls]\nport    = 1\nenabled = true\ncert    = "x"\n',
    ],
    ["[tls]\nname = 'a'\n\n[z]\n", ['tls', 'cert'], 'x', "[tls]\nname = 'a'\ncert = 'x'\n\n[z]\n"],
    ['tls = { enabled = false }\n', ['tls', 'cert'], 'x', 'tls = { enabled = false, cert = "x" }\n'],
    ['tls={enabled=false}\n', ['tls', 'cert'], 'x', 'tls={enabled=false, cert="x"}\n'],
    [
      'bindPort = 1\ntransport.tls.force = false\n',
      ['auth', 'token'],
      'x',
      'bindPort = 1\ntransport.tls.force = false\nauth.token = "x"\n',
    ],
    ['auth.a = 1\nport = 2\n', ['auth', 'b'], 2, 'auth.a = 1\nauth.b = 2\nport = 2\n'],
    ['# top\n\n# about a\n[a]\nb = 1\n', ['k'], 1, '# top\n\nk = 1\n\n# about a\n[a]\nb = 1\n'],
    ['[a.b]\nc = 1\n', ['a', 'k'], 1, '[a]\nk = 1\n\n[a.b]\nc = 1\n'],
    ['[a]\n  b = 1\n[c]\n', ['a', 'tls', 'on'], true, '[a]\n  b = 1\n\n[a.tls]\n  on = true\n[c]\n'],
    ['[a]\nb = 1', ['tls', 'on'], true, '[a]\nb = 1\n\n[tls]\non = true\n'],
    ['\uFEFF', ['k'], 1, '\uFEFFk = 1\n'],
  ] as const)('writes as the file does: %j %j', (text, path, value, wanted) => {
    const model = modelOf(text);
    expect(applyEdits(text, setKey(model, model.root, path, value) ?? [])).toBe(wanted);
  });

  it('inserts a sub-table inside the element of an array of tables it belongs to', () => {
    const text = '[[runners]]\n  name = "a"\n[[runners]]\n  name = "b"\n';
    const model = modelOf(text);
    const first = model.get(['runners', 0]);
    const edits = first?.type === 'table' ? setKey(model, first, ['docker', 'privileged'], false) : undefined;
    expect(parse(applyEdits(text, edits ?? []))).toEqual({
      runners: [{ name: 'a', docker: { privileged: false } }, { name: 'b' }],
    });
  });
});

describe('removeNode', () => {
  it('removes one value and keeps the rest', () => {
    fc.assert(
      fc.property(styled, fc.nat(), (text, n) => {
        const model = modelOf(text);
        const leaf = model.leaves[n % Math.max(1, model.leaves.length)];
        if (leaf === undefined) return;
        const after = applyEdits(text, removeNode(model, leaf) ?? []);
        expect(modelOf(after).leaves.length, after).toBe(model.leaves.length - 1);
        expect(readToml(after).complete).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('tomlNamedValues', () => {
  it('replaces any string by any text in its own quotes, so that it decodes to that text', () => {
    const sources = fc.constantFrom(
      '"a"',
      "'a'",
      '"""a"""',
      "'''a'''",
      '"""\na\n"""',
      '7',
      'true',
      '["a", \'b\']',
      '{ x = "a" }',
    );
    const texts = fc
      .string({ unit: 'binary', maxLength: 10 })
      .filter((text) => text.isWellFormed() && !text.includes('\r'));
    fc.assert(
      fc.property(sources, texts, (source, replacement) => {
        const text = `k = ${source} # c`;
        for (const value of tomlNamedValues(modelOf(text))) {
          const after = applyEdits(text, value.replaceWith(replacement) ?? []);
          const at = modelOf(after).leaves.find((leaf) => leaf.path.join() === value.path.join());
          expect(at?.value, after).toBe(replacement);
          expect(after.endsWith(' # c')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['"${DB_PASSWORD}"', ['DB_PASSWORD'], undefined],
    ["'${A:-x}-${B:-y}'", ['A', 'B'], 'x-y'],
    ['"$TOKEN"', ['TOKEN'], undefined],
    ['"pa$word"', [], 'pa$word'],
    ['"env(KEY)"', ['KEY'], undefined],
    ['"%{env:SECRET}%"', ['SECRET'], undefined],
    ['"@{store:key}"', ['store:key'], undefined],
    ['"$__file{/run/x}"', ['/run/x'], undefined],
    ['"{{ .Envs.TOKEN }}"', ['.Envs.TOKEN'], undefined],
    ['"plain"', [], 'plain'],
    ['12', [], '12'],
  ])('knows the references of %s', (source, references, resolved) => {
    const [value] = tomlNamedValues(modelOf(`k = ${source}\n`));
    expect(value?.references.map((reference) => reference.name)).toEqual(references);
    expect(value?.resolved).toBe(resolved);
    expect(value?.literal === undefined).toBe(references.length > 0);
  });

  it('knows the variables in a list of assignments', () => {
    const text = '[[runners]]\nenvironment = ["A_TOKEN=one=1", \'B=${B}\', "plain", "c=d"]\n';
    const values = tomlNamedValues(modelOf(text));
    expect(values.map(({ name, literal, isEnvironment }) => [name, literal, isEnvironment])).toEqual([
      ['A_TOKEN', 'one=1', true],
      ['B', undefined, true],
      ['environment', 'plain', false],
      ['environment', 'c=d', false],
    ]);
    const [token] = values;
    expect(token && text.slice(token.nameSpan.start, token.nameSpan.end)).toBe('A_TOKEN');
    expect(applyEdits(text, token?.replaceWith('x"y') ?? [])).toContain('["A_TOKEN=x\\"y", ');
    expect(applyEdits(text, token?.remove() ?? [])).toContain("environment = ['B=");
  });

  it('names what programs read from their environment', () => {
    const text = '[env]\nA = "x"\n[other]\nB = "y"\n';
    const values = (uri: string) => tomlNamedValues(buildToml(readToml(text), noRelatedFiles(uri), 'production'));
    expect(values('file:///app/fly.toml').map((value) => value.isEnvironment)).toEqual([true, false]);
    expect(values('file:///app/fly.production.toml').map((value) => value.isEnvironment)).toEqual([true, false]);
    expect(values('file:///app/app.toml').map((value) => value.isEnvironment)).toEqual([false, false]);
  });
});
