import { describe, expect, it } from 'vitest';
import { composeNamedValues } from '../../../../server/src/subjects/compose/values.ts';
import type { NamedValue } from '../../../../server/src/subjects/named-value.ts';
import { applyEdits, type TextEdit } from '../../../../server/src/text/edit.ts';
import { modelOf } from '../../formats/compose/memory-files.ts';

const values = (text: string, files: Readonly<Record<string, string>> = {}) => composeNamedValues(modelOf(text, files));

function named(text: string, name: string, files: Readonly<Record<string, string>> = {}): NamedValue {
  const found = values(text, files).find((value) => value.name === name);
  if (found === undefined) throw new Error(`no value ${name}`);
  return found;
}

const apply = (text: string, edits: readonly TextEdit[] | undefined) => edits && applyEdits(text, edits);

const service = (lines: string) => `services:\n  db:\n    image: postgres:16\n${lines.replace(/^/gm, '    ')}\n`;

describe('composeNamedValues', () => {
  it('finds every kind of place once, in order, with name and value spans', () => {
    const text = `x-env: &env
  SHARED: s
services:
  a:
    build:
      args: [ARG=1]
    environment:
      <<: *env
      OWN: "o"
      NOTHING:
    labels:
      my.label: l
    command: server --flag=f --next n KEY=k
  b:
    environment: *env
    entrypoint: [sh, -c, "run --pw=x"]
    healthcheck:
      test: redis-cli -a h ping
configs:
  c:
    content: |
      # comment
      name = "v"
`;
    const found = values(text).map((value) => [
      value.place,
      value.name,
      text.slice(value.nameSpan.start, value.nameSpan.end),
      text.slice(value.valueSpan.start, value.valueSpan.end),
      value.literal,
    ]);
    expect(found).toEqual([
      ['compose-environment', 'SHARED', 'SHARED', 's', 's'],
      ['compose-build-arg', 'ARG', 'ARG', '1', '1'],
      ['compose-environment', 'OWN', 'OWN', 'o', 'o'],
      ['compose-label', 'my.label', 'my.label', 'l', 'l'],
      ['compose-command', 'flag', 'flag', 'f', 'f'],
      ['compose-command', 'next', '--next', 'n', 'n'],
      ['compose-command', 'KEY', 'KEY', 'k', 'k'],
      ['compose-command', 'pw', 'pw', 'x', 'x'],
      ['compose-command', 'password', '-a', 'h', 'h'],
      ['compose-config', 'name', 'name', 'v', 'v'],
    ]);
  });

  it('looks into hooks', () => {
    const text = service('post_start:\n  - command: [run, --key=k]\n    environment: [X=v]');
    expect(values(text).map(({ path }) => path.join('.'))).toEqual([
      'services.db.post_start.0.command.key',
      'services.db.post_start.0.environment.X',
    ]);
    expect(apply(text, named(text, 'X').replaceWith('new'))).toBe(text.replace('X=v', 'X=new'));
  });

  it('tells literal from resolved, default and unknown', () => {
    const files = { '.env': 'SET=v\n' };
    const of = (value: string) => named(service(`environment:\n  X: ${value}`), 'X', files);
    expect([of('a$$b').literal, of('a$$b').resolved]).toEqual(['a$b', 'a$b']);
    expect([of('$SET').literal, of('$SET').resolved, of('$SET').references[0]?.resolved?.text]).toEqual([
      undefined,
      'v',
      'v',
    ]);
    expect([of('${NO:-d}').resolved, of('${NO:-d}').references[0]?.word?.text]).toEqual(['d', 'd']);
    expect(of('${NO}').resolved).toBeUndefined();
  });

  it('knows owner, image and words beside it', () => {
    const value = named(service('environment:\n  POSTGRES_USER: shop\n  POSTGRES_PASSWORD: x'), 'POSTGRES_PASSWORD');
    expect([value.owner, value.image, value.isEnvironment]).toEqual(['db', 'postgres:16', true]);
    expect(value.contextWords).toEqual(expect.arrayContaining(['db', 'shop', 'postgres']));
    expect(value.path).toEqual(['services', 'db', 'environment', 'POSTGRES_PASSWORD']);
  });

  it.each([
    ['environment:\n  X: old', 'environment:\n  X: new'],
    ['environment:\n  X: "old"', 'environment:\n  X: "new"'],
    ['environment:\n  - X=old', 'environment:\n  - X=new'],
    ["environment:\n  - 'X=old' # c", "environment:\n  - 'X=new' # c"],
    ['environment: [X=old, Y=1]', 'environment: [X=new, Y=1]'],
    ['environment: {X: old}', 'environment: {X: new}'],
    ['labels:\n  X: old', 'labels:\n  X: new'],
    ['command: a --X old', 'command: a --X new'],
    ['command: [a, --X, "old"]', 'command: [a, --X, "new"]'],
  ])('replaces %s', (before, after) => {
    const text = service(before);
    expect(apply(text, named(text, 'X').replaceWith('new'))).toBe(service(after));
  });

  it('doubles dollars and keeps references in parts', () => {
    const text = service('environment:\n  X: "a${Y:-old}b"');
    expect(apply(text, named(text, 'X').replaceWith('p$w'))).toBe(service('environment:\n  X: "p$$w"'));
    const word = named(text, 'X').references[0]?.word;
    expect(apply(text, word && named(text, 'X').replacePart(word.span, 'new'))).toBe(
      service('environment:\n  X: "a${Y:-new}b"'),
    );
    const plain = service('environment:\n  - X=old');
    const value = named(plain, 'X');
    expect(apply(plain, value.replacePart(value.valueSpan, '${X:?set it}'))).toBe(
      service('environment:\n  - X=${X:?set it}'),
    );
  });

  it('survives CRLF and quotes what the new text needs', () => {
    const text = service('environment:\n  - X=old').replaceAll('\n', '\r\n');
    expect(apply(text, named(text, 'X').replaceWith('a: b # c'))).toBe(text.replace('X=old', '"X=a: b # c"'));
  });

  it('offers nothing where others share the text, in blocks and behind a shell', () => {
    const shared =
      'x-e: &e\n  X: old\nservices:\n  a: { image: i, environment: *e }\n  b: { image: i, environment: *e }\n';
    const value = named(shared, 'X');
    expect([value.replaceWith('n'), value.replacePart(value.valueSpan, 'n'), value.remove()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(named(service('environment:\n  X: |\n    old'), 'X').replaceWith('n')).toBeUndefined();
    expect(named(service('command: run --X=old'), 'X').replaceWith('a b')).toBeUndefined();
  });

  it('removes entries of maps and lists', () => {
    const map = service('environment:\n  X: old\n  Y: 1');
    expect(apply(map, named(map, 'X').remove())).toBe(service('environment:\n  Y: 1'));
    const list = service('environment:\n  - Y=1\n  - X=old');
    expect(apply(list, named(list, 'X').remove())).toBe(service('environment:\n  - Y=1'));
    const only = service('environment:\n  - X=old');
    expect(apply(only, named(only, 'X').remove())).toBe('services:\n  db:\n    image: postgres:16\n');
  });

  it('gives values of other files to those files', () => {
    const text = 'services:\n  web:\n    extends: { file: base.yml, service: base }\n    environment: { OWN: a }\n';
    const found = values(text, { 'base.yml': 'services:\n  base:\n    environment: { THEIRS: b }\n' });
    expect(found.map(({ name }) => name)).toEqual(['OWN']);
  });
});
