import { describe, expect, it } from 'vitest';
import { appendItem, setEntry, setKey, setKeys } from '../../../../server/src/formats/compose/edit/edit.ts';
import { removeItem, removeKey } from '../../../../server/src/formats/compose/edit/remove.ts';
import { replaceInScalar, replaceScalar } from '../../../../server/src/formats/compose/edit/scalar.ts';
import type { Edits } from '../../../../server/src/formats/compose/edit/types.ts';
import type { ComposeService } from '../../../../server/src/formats/compose/model/model.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { modelOf } from './memory-files.ts';

function edited(text: string, make: (web: ComposeService) => Edits): string | undefined {
  const web = modelOf(text).service('web');
  const edits = web === undefined ? undefined : make(web);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

const WEB = 'services:\n  web:\n    image: nginx # the server\n    ports:\n      - "80:80"\n\n# end\nvolumes: {}\n';

describe('setKey', () => {
  it('goes behind the last key, before blank lines and comments', () => {
    expect(edited(WEB, (web) => setKey(web, ['mem_limit'], '512m'))).toBe(
      WEB.replace('"80:80"\n', '"80:80"\n    mem_limit: 512m\n'),
    );
  });

  it('makes maps on the way and joins several keys', () => {
    const changes = [
      [['deploy', 'resources', 'limits', 'memory'], '512M'],
      [['deploy', 'resources', 'limits', 'cpus'], '0.50'],
      [['read_only'], true],
    ] as const;
    expect(edited(WEB, (web) => setKeys(web, changes))).toBe(
      WEB.replace(
        '"80:80"\n',
        '"80:80"\n    deploy:\n      resources:\n        limits:\n          memory: 512M\n          cpus: "0.50"\n    read_only: true\n',
      ),
    );
  });

  it('keeps CRLF, tab-free wide indents, and dashes under their key', () => {
    const text = 'services:\r\n    web:\r\n        cap_add:\r\n        - A\r\n';
    expect(edited(text, (web) => setKey(web, ['tmpfs'], ['/run']))).toBe(`${text}        tmpfs:\r\n        - /run\r\n`);
    expect(edited(text, (web) => setKey(web, ['deploy', 'x'], 1))).toBe(
      `${text}        deploy:\r\n            x: 1\r\n`,
    );
  });

  it('writes into flow maps, empty and trailing-comma ones too', () => {
    const flow = (map: string) => `services:\n  web: ${map}\n`;
    const set = (map: string) => edited(flow(map), (web) => setKey(web, ['deploy', 'limits'], { entries: [['a', 1]] }));
    expect(set('{ image: a }')).toBe(flow('{ image: a, deploy: { limits: { a: 1 } } }'));
    expect(set('{image: a,}')).toBe(flow('{image: a, deploy: { limits: { a: 1 } }}'));
    expect(edited(flow('{}'), (web) => setKey(web, ['a'], 'b'))).toBe(flow('{ a: b }'));
  });

  it('works without a line break at the end and behind a block scalar', () => {
    const text = 'services:\n  web:\n    command: |\n      a\n      b';
    expect(edited(text, (web) => setKey(web, ['user'], '1000'))).toBe(`${text}\n    user: "1000"`);
    expect(edited(`${text.replace('|', '|+')}\n\n`, (web) => setKey(web, ['user'], '1000'))).toBeUndefined();
  });

  it('fills an empty key and replaces what is there', () => {
    const empty = 'services:\n  web:\n    deploy: # later\n    image: a\n';
    expect(edited(empty, (web) => setKey(web, ['deploy', 'mode'], 'global'))).toBe(
      empty.replace('# later\n', '# later\n      mode: global\n'),
    );
    expect(edited(WEB, (web) => setKey(web, ['image'], 'nginx:1.27'))).toBe(WEB.replace('nginx #', 'nginx:1.27 #'));
    expect(edited(WEB, (web) => setKey(web, ['ports'], ['81:81']))).toBe(WEB.replace('80:80', '81:81'));
    expect(edited(WEB, (web) => setKey(web, ['ports'], { flow: [] }))).toBe(
      WEB.replace('ports:\n      - "80:80"', 'ports: []'),
    );
  });

  it('leaves shared anchors and merged maps alone', () => {
    const shared = 'x-d: &d\n  limits: {a: 1}\nservices:\n  web:\n    deploy: *d\n  b: { deploy: *d }\n';
    expect(edited(shared, (web) => setKey(web, ['deploy', 'x'], 1))).toBeUndefined();
    const once = 'x-d: &d\n  limits: {a: 1}\nservices:\n  web:\n    deploy: *d\n';
    expect(edited(once, (web) => setKey(web, ['deploy', 'x'], 1))).toBe(once.replace('{a: 1}', '{a: 1}\n  x: 1'));
    const merged = 'x-d: &d\n  deploy: {a: 1}\nservices:\n  web:\n    <<: *d\n  b:\n    <<: *d\n';
    expect(edited(merged, (web) => setKey(web, ['deploy', 'x'], 1))).toBeUndefined();
    expect(edited(merged, (web) => setKey(web, ['user'], 'app'))).toBe(
      merged.replace('web:\n    <<: *d', 'web:\n    <<: *d\n    user: app'),
    );
  });

  it('marks placeholders as a snippet and escapes the rest', () => {
    const web = modelOf(WEB).service('web');
    const edits = web && setKey(web, ['environment'], [{ placeholder: 'A}' }, 'B=$${X}']);
    expect(edits?.[0]?.snippet).toBe(true);
    expect(edits?.[0]?.newText).toBe('\n    environment:\n      - ${1:A\\}}\n      - B=\\$\\${X\\}');
  });

  it('quotes what YAML would misread', () => {
    for (const text of [
      'yes',
      '1',
      '22:22',
      '0x1f',
      '',
      ' a',
      'a: b',
      'a #b',
      '- x',
      '*x',
      'null',
      '2024-01-01',
      "it's",
      'a\nb',
    ]) {
      const after = edited(WEB, (web) => setKey(web, ['user'], text));
      expect(
        modelOf(after ?? '')
          .service('web')
          ?.scalar('user')?.text,
        text,
      ).toBe(text);
      expect(
        modelOf(after ?? '')
          .service('web')
          ?.scalar('user')?.isString,
        text,
      ).toBe(true);
    }
  });

  it('works on long items', () => {
    const text = 'services:\n  web:\n    ports:\n      - target: 80\n        published: "80"\n      - target: 81\n';
    const after = edited(text, (web) => {
      const node = web.ports[0]?.node;
      return node?.kind === 'map' ? setEntry(node, ['host_ip'], '127.0.0.1') : undefined;
    });
    expect(after).toBe(text.replace('"80"\n', '"80"\n        host_ip: 127.0.0.1\n'));
  });
});

describe('appendItem', () => {
  it('appends in block and flow, makes lists, wraps scalars', () => {
    const add = (lines: string) =>
      edited(`services:\n  web:\n    ${lines}\n`, (web) => appendItem(web, ['security_opt'], 'no-new-privileges:true'));
    expect(add('security_opt:\n      - a # x')).toContain('- a # x\n      - no-new-privileges:true\n');
    expect(add('security_opt: [a]')).toContain('[a, no-new-privileges:true]');
    expect(add('security_opt: []')).toContain('[no-new-privileges:true]');
    expect(add('security_opt: a')).toContain('security_opt: [a, no-new-privileges:true]');
    expect(add('security_opt:')).toContain('security_opt:\n      - no-new-privileges:true');
    expect(add('image: a')).toContain('image: a\n    security_opt:\n      - no-new-privileges:true\n');
    expect(add('security_opt: [no-new-privileges:true]')).toContain('security_opt: [no-new-privileges:true]\n');
  });

  it('does not hide a merged list', () => {
    const text = 'x-a: &a\n  cap_drop: [A]\nservices:\n  web:\n    <<: *a\n';
    expect(edited(text, (web) => appendItem(web, ['cap_drop'], 'ALL'))).toBeUndefined();
  });
});

describe('remove', () => {
  it('takes the lines, and the map that is left empty', () => {
    const text =
      'services:\n  web:\n    image: a\n    deploy:\n      resources:\n        limits: {a: 1}\n    # kept\n    user: b\n';
    expect(edited(text, (web) => removeKey(web, ['deploy', 'resources', 'limits', 'a']))).toBe(
      'services:\n  web:\n    image: a\n    # kept\n    user: b\n',
    );
    expect(edited('services:\n  web:\n    a: 1\n    b: 2', (web) => removeKey(web, ['b']))).toBe(
      'services:\n  web:\n    a: 1',
    );
    expect(edited('services:\n  web: {a: 1, b: 2}', (web) => removeKey(web, ['b']))).toBe('services:\n  web: {a: 1}');
    expect(edited('services:\n  web: {a: 1, b: 2}', (web) => removeKey(web, ['a']))).toBe('services:\n  web: {b: 2}');
    expect(edited('services:\n  web:\n    a: 1\n', (web) => removeKey(web, ['a']))).toBeUndefined();
  });

  it('takes an item, and the key of an emptied list', () => {
    const remove = (lines: string, index: number) =>
      edited(`services:\n  web:\n    image: a\n${lines}`, (web) => {
        const item = web.list('cap_add')?.items[index];
        return item && removeItem(web, ['cap_add'], item);
      });
    expect(remove('    cap_add:\n      - A # a\n      - B\n', 0)).toBe(
      'services:\n  web:\n    image: a\n    cap_add:\n      - B\n',
    );
    expect(remove('    cap_add: [A, B, C]\n', 1)).toContain('[A, C]');
    expect(remove('    cap_add:\n    - A\n', 0)).toBe('services:\n  web:\n    image: a\n');
  });

  it('keeps what an alias elsewhere needs', () => {
    const text = 'services:\n  web:\n    image: a\n    cap_add: &caps [A]\n  b: { cap_add: *caps }\n';
    expect(edited(text, (web) => removeKey(web, ['cap_add']))).toBeUndefined();
  });
});

describe('replace', () => {
  const replace = (value: string, text: string | boolean) =>
    edited(`services:\n  web:\n    user: ${value}\n`, (web) => {
      const node = web.scalar('user');
      return node && replaceScalar(node, text);
    })?.slice('services:\n  web:\n    user:'.length, -1);

  it.each([
    ['a', 'b', ' b'],
    ['"a"', 'b"c\\', ' "b\\"c\\\\"'],
    ["'a'", "it's", " 'it''s'"],
    ['a # c', 'b: c', ' "b: c" # c'],
    ['true', 'false', ' false'],
    ['a', 'false', ' "false"'],
    ['a', false, ' false'],
    ['', 'b', ' b'],
    ["'a'", 'two\nlines', ' "two\\nlines"'],
  ])('%s by %s', (value, text, expected) => {
    expect(replace(value, text)).toBe(expected);
  });

  it('leaves blocks to their author', () => {
    expect(replace('|\n      a', 'b')).toBeUndefined();
  });

  const part = (value: string, from: string, to: string) =>
    edited(`services:\n  web:\n    command: ${value}\n`, (web) => {
      const node = web.scalar('command');
      if (node === undefined) return undefined;
      const start = node.document.text.indexOf(from);
      return replaceInScalar(node, { start, end: start + from.length }, to);
    })?.slice('services:\n  web:\n    command: '.length, -1);

  it.each([
    ['run --pw=secret x', 'secret', '${PW:?}', 'run --pw=${PW:?} x'],
    ['run --pw=secret x', 'secret', 'a: b', '"run --pw=a: b x"'],
    ['"a\\tb secret"', 'secret', 'x"y', '"a\\tb x\\"y"'],
    ["'it''s secret'", 'secret', "d'or", "'it''s d''or'"],
    ['>\n      a secret\n      b', 'secret', 'x', '>\n      a x\n      b'],
  ])('%s: a part', (value, from, to, expected) => {
    expect(part(value, from, to)).toBe(expected);
  });
});
