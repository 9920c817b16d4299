import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { codes, Editor, until } from './editor.ts';

const BAD = 'DB_PASSWORD=changeme\n';
const UNCHECKED = 'preflight/unreadable';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(...args: ConstructorParameters<typeof Editor>): Promise<Editor> {
  editor = new Editor(...args);
  return editor.start();
}

describe('in the editor one file never takes the others with it', () => {
  it('whatever is in names, units and nesting: the scan goes through, open documents show what is wrong', async () => {
    const deep = '['.repeat(5000);
    const names = ['prüfung.env', '.env.生产', '%.env', '%zz.env', 'a%C3.env', 'a\nb.env'];
    const e = await started({
      ...Object.fromEntries(names.map((name) => [name, BAD])),
      'app.service': '[Service]\nEnvironmentFile=/etc/app/%%i.env\n',
      'a/docker-compose.yml': deep,
      'a/docker-compose.override.yml': `services: ${deep}`,
      'b.toml': `a = ${deep}`,
      'x.nginx.conf': 'http { '.repeat(5000),
      'many.env': '#=\n'.repeat(130_000),
      'zz/.env': BAD,
    });
    const stream = e.stream();
    await until(() => stream.codes(e.uri('zz/.env'))?.includes('secret/placeholder') === true, 'the last file');
    for (const name of names)
      await until(() => stream.codes(e.uri(name))?.includes('secret/placeholder') === true, JSON.stringify(name));
    for (const path of ['a/docker-compose.yml', 'a/docker-compose.override.yml', 'b.toml', 'x.nginx.conf'])
      await until(() => stream.codes(e.uri(path))?.includes(UNCHECKED) === true, path);
    for (const name of names) {
      const report = await e.pull(await e.open(name, BAD, 'dotenv'));
      expect(codes(report), name).toContain('secret/placeholder');
    }
    const open = await e.open('docker-compose.yml', `services: ${deep}`, 'yaml');
    const { items } = await e.pull(open);
    expect(items?.map(({ code, severity }) => [code, severity])).toEqual([[UNCHECKED, 1]]);
    expect(e.log.filter((line) => /failed/.test(line))).toEqual([]);
  });

  it('settings and checklists of a wrong shape are mistakes in them', async () => {
    const e = await started({
      '.env': BAD,
      'preflight.json': '{"nginx":{"pathMap":{"/etc/nginx":null}},"checklists":{"./own.checklist.json":{"manual":5}}}',
      'own.checklist.json':
        '{"name":"o","sections":[{"title":"s","items":[{"id":"a","title":"t","kind":"rule","checks":[{"kind":"rule","rules":{"a":1},"about":"service"}]}]}]}',
      'sub/preflight.json': `{ "rules": ${'['.repeat(20_000)} }`,
      'sub/.env': BAD,
    });
    const stream = e.stream();
    for (const path of ['.env', 'sub/.env'])
      await until(() => stream.codes(e.uri(path))?.includes('secret/placeholder') === true, path);
    expect(stream.codes(e.uri('preflight.json'))).toEqual(['preflight/settings', 'preflight/settings']);
    expect(stream.codes(e.uri('sub/preflight.json'))).toEqual([UNCHECKED]);
    const text = `{ "rules": ${'['.repeat(20_000)} }`;
    expect(codes(await e.pull(await e.open('sub/preflight.json', text, 'jsonc')))).toEqual([UNCHECKED]);
    expect(e.log.filter((line) => /failed/.test(line))).toEqual([]);
  });

  it('a link that leads out of the workspace says the same whether there is something or not', async () => {
    const e = new Editor({ 'ws/.env': BAD, 'private.env': BAD }, { folders: ['ws'] });
    editor = e;
    symlinkSync('../private.env', join(e.folder, 'ws/a.env'));
    symlinkSync('../gone.env', join(e.folder, 'ws/b.env'));
    symlinkSync(dirname(e.folder), join(e.folder, 'ws/c.env'));
    await e.start();
    const stream = e.stream();
    await until(() => stream.codes(e.uri('ws/.env'))?.includes('secret/placeholder') === true, 'a file inside');
    for (const name of ['a', 'b', 'c'])
      await until(() => stream.codes(e.uri(`ws/${name}.env`))?.join() === UNCHECKED, name);
  });
});
