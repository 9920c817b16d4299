import { afterEach, describe, expect, it } from 'vitest';
import type { FillIn, FillInResult } from '../../server/src/protocol/messages.ts';
import { Editor } from './editor.ts';

const COMPOSE = 'services:\n  web:\n    image: nginx\n    ports: ["443:443"]\n    privileged: true\n';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(files: Readonly<Record<string, string>>): Promise<Editor> {
  editor = new Editor(files);
  return editor.start();
}

describe('values to fill in', () => {
  it('are those of findings that nothing else repairs, by file and line', async () => {
    const e = await started({ 'a/compose.yml': COMPOSE, 'b/compose.yml': COMPOSE });
    const all = await e.request<readonly FillIn[]>('preflight/fillIns', {});
    expect(all.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
      'a/compose.yml:1 compose/missing-resource-limits',
      'a/compose.yml:2 compose/mutable-image-tag',
      'b/compose.yml:1 compose/missing-resource-limits',
      'b/compose.yml:2 compose/mutable-image-tag',
    ]);
    expect(all[1]?.asked).toEqual([{ name: '1', shown: 'VERSION', isUsable: false }]);
    const here = await e.request<readonly FillIn[]>('preflight/fillIns', { uri: e.uri('b/compose.yml') });
    expect(here).toEqual(all.slice(2));
  });

  it('are written where they belong', async () => {
    const e = await started({ 'compose.yml': COMPOSE });
    const all = await e.request<readonly FillIn[]>('preflight/fillIns', {});
    const image = all.find(({ rule }) => rule === 'compose/mutable-image-tag');
    const params = { uri: image?.uri, rule: image?.rule, fingerprint: image?.fingerprint };
    const filled = await e.request<FillInResult>('preflight/fillIn', { ...params, values: { 1: '1.29.4' } });
    expect(JSON.stringify(filled.edit)).toContain('1.29.4');
    expect(filled.refusal).toBeUndefined();
  });

  it('are refused with the reason where they do harm, and give nothing where the finding is gone', async () => {
    const e = await started({ 'compose.yml': COMPOSE });
    const all = await e.request<readonly FillIn[]>('preflight/fillIns', {});
    const image = all.find(({ rule }) => rule === 'compose/mutable-image-tag');
    const params = { uri: image?.uri, rule: image?.rule, fingerprint: image?.fingerprint };
    const still = await e.request<FillInResult>('preflight/fillIn', { ...params, values: { 1: 'latest' } });
    expect(still.edit).toBeNull();
    expect(still.refusal).toMatch(/\w/);
    const gone = await e.request<FillInResult>('preflight/fillIn', { ...params, fingerprint: 'none', values: {} });
    expect(gone).toEqual({ edit: null });
  });
});
