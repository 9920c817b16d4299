import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { buildToml } from '../../../../server/src/formats/toml/model/model.ts';
import { readToml } from '../../../../server/src/formats/toml/read/read.ts';
import type { TomlPath } from '../../../../server/src/formats/toml/read/tree.ts';

const modelOf = (text: string) => buildToml(readToml(text), noRelatedFiles('file:///app.toml'), 'production');
const problems = (text: string) => readToml(text).problems.map(({ span }) => text.slice(span.start, span.end));

/** `get(path)` as `key source -> value source`. */
function at(text: string, path: TomlPath): string | undefined {
  const node = modelOf(text).get(path);
  if (node?.type !== 'leaf') return node?.type;
  return `${text.slice(node.keySpan.start, node.keySpan.end)} -> ${text.slice(node.valueSpan.start, node.valueSpan.end)}`;
}

describe('readToml', () => {
  it.each<[string, TomlPath, string]>([
    ['a.b.c = 1', ['a', 'b', 'c'], 'a.b.c -> 1'],
    ['a . "b.c" . \'d\' = 1', ['a', 'b.c', 'd'], 'a . "b.c" . \'d\' -> 1'],
    ['"\\u0041" = 1', ['A'], '"\\u0041" -> 1'],
    ['t = { x = 1, y.z = "v" }', ['t', 'y', 'z'], 'y.z -> "v"'],
    ['t = {\n  x = 1, # one\n  y = 2,\n}', ['t', 'y'], 'y -> 2'],
    ['l = [1, { k = 2 }]', ['l', 1, 'k'], 'k -> 2'],
    ['[[a]]\nx = 1\n[[a]]\n[a.b]\nx = 2', ['a', 1, 'b', 'x'], 'x -> 2'],
    ['[[a]]\n[[a.b]]\n[[a.b]]\nx = 3', ['a', 0, 'b', 1, 'x'], 'x -> 3'],
    ["[v4.1]\n[router.custom.'/t/+/+']\nk = 1", ['router', 'custom', '/t/+/+', 'k'], 'k -> 1'],
    ['k = """a\\""" "" b"""', ['k'], 'k -> """a\\""" "" b"""'],
    ['k = 1979-05-27 07:32:00Z # c', ['k'], 'k -> 1979-05-27 07:32:00Z'],
    ['k = 07:32', ['k'], 'k -> 07:32'],
    ['k = 9223372036854775807', ['k'], 'k -> 9223372036854775807'],
    ['\uFEFFk = 1\r\nl = 2\r\n', ['l'], 'l -> 2'],
    ['__proto__.constructor = 1', ['__proto__', 'constructor'], '__proto__.constructor -> 1'],
  ])('%j knows %j', (text, path, wanted) => {
    expect(readToml(text).problems).toEqual([]);
    expect(at(text, path)).toBe(wanted);
  });

  it('reports each of several mistakes at its place and reads the rest', () => {
    const text =
      'a = \n[tls\nenabled = false\nname = hello world # c\nwhen = 2020-13-01\nlist = [1, 2\n[next]\nk = "x\nk = 1\n';
    expect(problems(text)).toEqual(['a =', '[tls', 'hello world', '2020-13-01', '[', '"x', 'k']);
    expect(at(text, ['tls', 'enabled'])).toBe('enabled -> false');
    expect(at(text, ['tls', 'list', 1])).toBe('list -> 2');
    expect(modelOf(text).get(['tls', 'enabled'])).toMatchObject({ value: false });
    expect(readToml(text).complete).toBe(false);
  });

  it('says once that a template is one, and reads what it can', () => {
    const text = '[server]\n{{ if .Tls }}\ntls = true\n{{ end }}\nport = {{ .Port }}\nname = "{{ .Name }}"\n';
    expect(readToml(text).problems.map(({ message }) => message)).toEqual([
      'a template: only what it becomes when filled in is TOML',
    ]);
    expect(problems(text)).toEqual(['{{']);
    expect(modelOf(text).get(['server', 'tls'])).toMatchObject({ value: true });
    expect(readToml('name = "{{ .Name }}"\n').problems).toEqual([]);
  });

  it('keeps both of a duplicate key, and names the second', () => {
    const text = '[a]\nk = 1\nk = 2\n[a]\nl = 3\n';
    expect(problems(text)).toEqual(['k', 'a']);
    expect(modelOf(text).leaves.map((leaf) => leaf.value)).toEqual([1, 2, 3]);
    expect(at(text, ['a', 'k'])).toBe('k -> 1');
  });

  it('never shows a value in a message', () => {
    const secret = 'hunter-two';
    for (const text of [
      `k = ${secret}`,
      `k = "${secret}`,
      `k = "${secret}\\q"`,
      `k = "${secret}"\nk = "${secret}"`,
      `k = {a = "${secret}`,
    ]) {
      expect(readToml(text).problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(readToml(text).problems)).not.toContain(secret);
    }
  });

  it('an unclosed multi-line string costs its line, not the file', () => {
    expect(at('a = """\nb = 1\n', ['b'])).toBe('b -> 1');
  });

  it('knows comments and whether they have a line of their own', () => {
    const text = '# one\nk = "#no" # two\nl = [ # three\n  # four\n]\n';
    const { comments } = readToml(text);
    expect(comments.map(({ span, ownLine }) => [text.slice(span.start, span.end), ownLine])).toEqual([
      ['# one', true],
      ['# two', false],
      ['# three', false],
      ['# four', true],
    ]);
  });

  it('gives tables with their bodies and entries as elements', () => {
    const text = 'k = 1\n[t]\na = 1\nb = 2\n\n[u]\n';
    expect(readToml(text).elements.map(({ start, end }) => text.slice(start, end))).toEqual([
      'k = 1',
      '[t]\na = 1\nb = 2',
      'a = 1',
      'b = 2',
      '[u]',
    ]);
  });

  it('lets a comment stand above a member of a value that has its own line', () => {
    const text = 'l = [\n  "a", "b",\n  { x = 1 },\n]\ni = {\n  y = [2],\n}\n';
    expect(readToml(text).elements.map(({ start, end }) => text.slice(start, end))).toEqual([
      'l = [\n  "a", "b",\n  { x = 1 },\n]',
      '"a"',
      '{ x = 1 }',
      'i = {\n  y = [2],\n}',
      'y = [2]',
    ]);
  });

  it('says how each table is written and which name owns it', () => {
    const text = 'd.x = 1\ni = { y = 2 }\n[h]\n[[e]]\n[m.n]\n';
    const tables = modelOf(text).tables.map((table) => [
      table.form,
      text.slice(table.nameSpan.start, table.nameSpan.end),
    ]);
    expect(tables).toEqual([
      ['root', ''],
      ['dotted', 'd'],
      ['inline', 'i'],
      ['header', 'h'],
      ['element', 'e'],
      ['implicit', 'm'],
      ['header', 'n'],
    ]);
  });
});

/** smol-toml 1.9 takes all of TOML 1.1; what an application takes is the business of its profile (`toml/newer-syntax`). */
describe('TOML 1.1', () => {
  it.each([
    ['line breaks in an inline table', 'a = {\n  b = 1,\n  c = 2\n}\n', { b: 1, c: 2 }],
    ['comments in an inline table', 'a = { # one\n  b = 1 }\n', { b: 1 }],
    ['a last comma in an inline table', 'a = { b = 1, }\n', { b: 1 }],
    ['the escape \\e', 'a = "\\e["\n', '\u001B['],
    ['the escape \\xHH', 'a = "\\x41\\xe9"\n', 'Aé'],
    ['escapes over several lines', 'a = """\n\\e\\x41"""\n', '\u001BA'],
  ])('%s is read, by the library and by us', (_, text, value) => {
    expect(parse(text).a).toEqual(value);
    expect(readToml(text).problems).toEqual([]);
  });

  it.each([
    '07:32',
    '2026-01-01T07:32',
    '2026-01-01 07:32Z',
    '2026-01-01T07:32+01:00',
  ])('the time %s without seconds is read, by the library and by us', (source) => {
    expect(parse(`a = ${source}\n`).a).toBeInstanceOf(Date);
    expect(readToml(`a = ${source}\n`).problems).toEqual([]);
  });

  it.each([
    'a = { , }\n',
    'a = { b = 1,, }\n',
    'a = "\\x4"\n',
    'a = "\\xzz"\n',
    'a = 7:32\n',
  ])('what 1.1 does not allow either is a problem: %j', (text) => {
    expect(() => parse(text)).toThrow();
    expect(readToml(text).problems).not.toEqual([]);
  });
});
