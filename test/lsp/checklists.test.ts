import { afterEach, describe, expect, it } from 'vitest';
import { codes, Editor, type Report } from './editor.ts';

interface Rules {
  readonly isOn: boolean;
  readonly findings: number;
  readonly files: number;
  readonly edit: { readonly documentChanges: readonly Change[] };
}

interface Change {
  readonly textDocument?: { readonly uri: string };
  readonly edits?: readonly { readonly newText: string }[];
}

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

const COMPOSE = 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    mem_limit: 1g\n    cpus: 1\n';

describe('a checklist that is looked at', () => {
  it('adds no finding; having its rules checked says first how many it adds, and preflight.json names it', async () => {
    editor = await new Editor({ 'docker-compose.yml': COMPOSE }).start();
    const e = editor;
    const uri = e.uri('docker-compose.yml');
    await e.open('docker-compose.yml', COMPOSE);
    const rules = async () => codes(await e.request<Report>('textDocument/diagnostic', { textDocument: { uri } }));
    const before = await rules();
    const bap = { name: 'bap', folder: e.uri('') };
    await e.request('preflight/checklist', bap);
    expect(await rules()).toEqual(before);
    const { isOn, findings, files, edit } = await e.request<Rules>('preflight/checklistRules', bap);
    expect({ isOn, files }).toEqual({ isOn: false, files: 1 });
    const text = edit.documentChanges.flatMap(({ edits = [] }) => edits.map(({ newText }) => newText)).join('');
    expect(JSON.parse(text)).toEqual({ checklists: { bap: {} } });
    await e.open('preflight.json', text, 'jsonc', e.uri('preflight.json'));
    const after = await rules();
    expect(after).toContain('compose/missing-healthcheck');
    expect(after.length - before.length).toBe(findings);
  });

  it('whose rules are on says how many findings go when they are taken out', async () => {
    const settings = '{\n  // ours\n  "checklists": {\n    "bap": {}\n  }\n}\n';
    editor = await new Editor({ 'docker-compose.yml': COMPOSE, 'preflight.json': settings }).start();
    const { isOn, findings } = await editor.request<Rules>('preflight/checklistRules', {
      name: 'bap',
      folder: editor.uri(''),
    });
    expect(isOn).toBe(true);
    expect(findings).toBeGreaterThan(0);
  });

  it('is a document to keep, as Markdown and as HTML, with the same verdicts', async () => {
    editor = await new Editor({ 'docker-compose.yml': COMPOSE }).start();
    const bap = { name: 'bap', folder: editor.uri('') };
    const state = await editor.request<{ readonly summary: { readonly fail: number } }>('preflight/checklist', bap);
    const markdown = await editor.request<string>('preflight/checklistReport', { ...bap, format: 'markdown' });
    const html = await editor.request<string>('preflight/checklistReport', { ...bap, format: 'html' });
    expect(markdown.match(/^- \[ \] \*\*fail\*\*/gm)).toHaveLength(state.summary.fail);
    expect(html.match(/>fail<\/span>/g)?.length).toBeGreaterThanOrEqual(state.summary.fail);
    expect(markdown).toContain('docker-compose.yml:');
    expect(markdown).not.toContain('file://');
  });
});

describe('the checklists there are', () => {
  it("hold a team's own that the settings of the folder name; mistakes in it are said", async () => {
    const list =
      '{"name":"ours","title":"Ours","sections":[{"title":"A","items":[{"id":"a","title":"A","kind":"manual"}]}],"sectoins":1}';
    const files = { 'preflight.json': '{"checklists":{"ours.json":{}}}', 'ours.json': list, 'x-checklist.json': list };
    editor = await new Editor(files).start();
    const folder = editor.uri('');
    const names = await editor.request<readonly { readonly name: string }[]>('preflight/checklistNames', { folder });
    expect(names.map(({ name }) => name)).toContain('ours.json');
    expect(names.map(({ name }) => name)).not.toContain('x-checklist.json');
    const state = await editor.request<{ readonly notes: readonly string[] }>('preflight/checklist', {
      name: 'ours.json',
      folder,
    });
    expect(state.notes).toEqual([expect.stringContaining('did you mean "sections"')]);
  });
});
