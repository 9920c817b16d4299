import { afterEach, describe, expect, it } from 'vitest';
import { Editor } from './editor.ts';

interface State {
  readonly title: string;
  readonly sections: readonly { readonly items: readonly Item[] }[];
  readonly summary: Readonly<Record<string, number>>;
}

interface Item {
  readonly id: string;
  readonly state: string;
  readonly tick: string;
  readonly places: readonly { readonly uri: string; readonly line: number; readonly text: string }[];
}

const BAD = 'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(files: Record<string, string>): Promise<Editor> {
  editor = new Editor(files);
  return editor.start();
}

const itemsOf = (state: State) => state.sections.flatMap(({ items }) => items);

describe('checklists', () => {
  it('every one of them is evaluated, and no item passes in a folder without files', async () => {
    const e = await started({ 'readme.txt': 'nothing' });
    const names = await e.request<readonly { name: string; items: number }[]>('preflight/checklistNames', {});
    expect(names.length).toBeGreaterThan(3);
    for (const { name, items } of names) {
      const state = await e.request<State>('preflight/checklist', { name, folder: e.uri('') });
      expect(itemsOf(state)).toHaveLength(items);
      expect(state.summary['pass'], name).toBe(0);
    }
  });

  it('an item that fails leads to the line that makes it fail, also in text that is not saved', async () => {
    const e = await started({ 'docker-compose.yml': BAD.replace('true', 'false') });
    const names = await e.request<readonly { name: string }[]>('preflight/checklistNames', {});
    await e.open('docker-compose.yml', BAD, 'yaml', e.uri('docker-compose.yml'));
    const states = await Promise.all(
      names.map(({ name }) => e.request<State>('preflight/checklist', { name, folder: e.uri('') })),
    );
    const places = states
      .flatMap(itemsOf)
      .filter(({ state }) => state === 'fail')
      .flatMap((item) => item.places);
    expect(places).toContainEqual(
      expect.objectContaining({
        uri: e.uri('docker-compose.yml'),
        line: 3,
        text: expect.stringContaining('privileged'),
      }),
    );
  });

  it('a tick goes into the file of ticks; those of the settings go with it', async () => {
    const old = { by: 'Grace', on: '2026-11-01' };
    const settings = `{\n  // ours\n  "checklists": { "bap": { "manual": { "bap-zdt": ${JSON.stringify(old)} } } }\n}\n`;
    const e = await started({ 'preflight.json': settings, 'docker-compose.yml': BAD });
    const bap = { name: 'bap', folder: e.uri('') };
    const stateOf = async (wanted: string) =>
      itemsOf(await e.request<State>('preflight/checklist', bap)).find(({ id }) => id === wanted);
    expect((await stateOf('bap-zdt'))?.tick).toContain('Grace');
    const tick = { by: 'Ada', on: new Date().toISOString().slice(0, 10), note: 'seen' };
    const edit = await e.request<Edit>('preflight/tick', { ...bap, item: 'bap-ufw', tick });
    const written = newTexts(edit, '.preflight/ticks.json');
    expect(JSON.parse(written)).toEqual({ bap: { 'bap-zdt': old, 'bap-ufw': tick } });
    expect(edit.documentChanges.map(({ textDocument }) => textDocument?.uri)).toContain(e.uri('preflight.json'));
    expect(newTexts(edit, 'preflight.json')).not.toContain('Grace');
    await e.open('.preflight/ticks.json', written, 'json', e.uri('.preflight/ticks.json'));
    expect(await stateOf('bap-ufw')).toMatchObject({ state: 'pass', tick: expect.stringContaining('Ada') });
    const untick = await e.request<Edit>('preflight/tick', { ...bap, item: 'bap-zdt' });
    expect(untick.documentChanges.length).toBeGreaterThan(0);
  });

  it('a file of ticks with a mistake is said, and the rest of it counts', async () => {
    const e = await started({
      '.preflight/ticks.json': '{ "bap": {\n "bap-ufw": { "by": "Ada", "on": "2026-11-01" },\n "bap-zdt": 3 } }',
    });
    const state = await e.request<State & { readonly notes: readonly string[] }>('preflight/checklist', {
      name: 'bap',
      folder: e.uri(''),
    });
    expect(state.notes).toEqual([expect.stringMatching(/^\.preflight\/ticks\.json:3: /)]);
    expect(itemsOf(state).find(({ id }) => id === 'bap-ufw')?.state).toBe('pass');
    expect(itemsOf(state).find(({ id }) => id === 'bap-zdt')?.state).toBe('manual');
  });
});

interface Edit {
  readonly documentChanges: readonly {
    readonly textDocument?: { readonly uri: string };
    readonly edits?: readonly { readonly newText: string }[];
  }[];
}

function newTexts({ documentChanges }: Edit, path: string): string {
  return documentChanges
    .filter(({ textDocument }) => textDocument?.uri.endsWith(`/${path}`))
    .flatMap(({ edits = [] }) => edits.map(({ newText }) => newText))
    .join('');
}
