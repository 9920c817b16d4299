import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { codes, Editor } from './editor.ts';

/** Says whether `base.yml` was read: what it does not set is missing, while of a file that is not known nothing is said to be missing. */
const extending = (path: string) => `services:\n  db:\n    extends: { file: ${path}, service: b }\n`;
const BASE = 'services:\n  b:\n    image: x:1\n    privileged: true\n';
const LOOKED_UP = 'compose/missing-healthcheck';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

describe('a document outside all folders of the workspace', () => {
  it('sees what lies beside it, and nothing that it names elsewhere', async () => {
    const e = new Editor(
      { 'workspace/.env': 'A=1\n', 'elsewhere/base.yml': BASE, 'desk/base.yml': BASE, 'desk/x': '' },
      { folders: ['workspace'] },
    );
    editor = e;
    e.settings = () => ({ profile: 'all' });
    await e.start();
    const open = async (name: string, path: string) =>
      codes(await e.pull(await e.open(`desk/${name}`, extending(path), 'dockercompose')));
    expect(await open('a.compose.yml', 'base.yml')).toContain(LOOKED_UP);
    expect(await open('b.compose.yml', '../elsewhere/base.yml')).not.toContain(LOOKED_UP);
    expect(await open('c.compose.yml', join(e.folder, 'elsewhere/base.yml'))).not.toContain(LOOKED_UP);
  });

  it('is checked in an editor without a folder, and when it has no place at all', async () => {
    const e = new Editor({ 'desk/base.yml': BASE }, { folders: [] });
    editor = e;
    await e.start();
    const saved = await e.open('desk/compose.yml', extending('base.yml'), 'dockercompose');
    expect(codes(await e.pull(saved)).length).toBeGreaterThan(0);
    const text = 'ADMIN_PASSWORD=changeme\n';
    const untitled = await e.open('', text, 'dotenv', 'untitled:Untitled-1');
    expect(codes(await e.pull(untitled))).toContain('secret/placeholder');
  });
});
