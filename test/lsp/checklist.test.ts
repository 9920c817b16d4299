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
  readonly isManual: boolean;
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

  it('a tick goes into preflight.json, comments kept, and away again', async () => {
    const settings = '{\n  // ours\n  "extends": "recommended"\n}\n';
    const e = await started({ 'preflight.json': settings, 'docker-compose.yml': BAD });
    const names = await e.request<readonly { name: string }[]>('preflight/checklistNames', {});
    let found: { name: string; id: string } | undefined;
    for (const { name } of names) {
      const state = await e.request<State>('preflight/checklist', { name, folder: e.uri('') });
      const item = itemsOf(state).find(({ isManual }) => isManual);
      if (item !== undefined) found ??= { name, id: item.id };
    }
    expect(found).toBeDefined();
    const params = { name: found?.name, folder: e.uri(''), item: found?.id };
    const tick = { by: 'Ada', on: new Date().toISOString().slice(0, 10), note: 'seen' };
    const edit = await e.request<{ documentChanges: readonly { edits: readonly { newText: string }[] }[] }>(
      'preflight/tick',
      { ...params, tick },
    );
    const text = edit.documentChanges.flatMap(({ edits }) => edits.map(({ newText }) => newText)).join('');
    expect(text).toContain('"Ada"');
    expect(text).not.toContain('// ours');
    const ticked = `{\n  // ours\n  "checklists": { "${found?.name}": { "manual": { "${found?.id}": ${JSON.stringify(tick)} } } }\n}\n`;
    await e.open('preflight.json', ticked, 'jsonc', e.uri('preflight.json'));
    const state = await e.request<State>('preflight/checklist', { name: found?.name, folder: e.uri('') });
    const item = itemsOf(state).find(({ id }) => id === found?.id);
    expect(item?.state).toBe('pass');
    expect(item?.tick).toContain('Ada');
  });
});
