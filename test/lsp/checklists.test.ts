import { afterEach, describe, expect, it } from 'vitest';
import { codes, Editor, type Report } from './editor.ts';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

const COMPOSE = 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    mem_limit: 1g\n    cpus: 1\n';

describe('a chosen checklist', () => {
  it('switches its rules on inline, and off again', async () => {
    editor = await new Editor({ 'docker-compose.yml': COMPOSE }).start();
    const e = editor;
    const uri = e.uri('docker-compose.yml');
    await e.open('docker-compose.yml', COMPOSE);
    const rules = async () => codes(await e.request<Report>('textDocument/diagnostic', { textDocument: { uri } }));
    expect(await rules()).not.toContain('compose/missing-healthcheck');
    await e.request('preflight/chooseChecklist', { name: 'bap', folder: e.uri('') });
    expect(await rules()).toContain('compose/missing-healthcheck');
    await e.request('preflight/chooseChecklist', { name: '', folder: e.uri('') });
    expect(await rules()).not.toContain('compose/missing-healthcheck');
  });
});
