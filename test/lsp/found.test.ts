import { afterEach, describe, expect, it } from 'vitest';
import type { Found } from '../../server/src/protocol/messages.ts';
import { Editor } from './editor.ts';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

const COMPOSE = 'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n';
const SECRET = ['hunter', '2-hunter', '2'].join('');

describe('what is found, for who asks without a list of problems', () => {
  it('is there at once, of files nobody opened, the worst first, masked, and nothing more is shown', async () => {
    editor = new Editor({ 'a/compose.yml': COMPOSE, 'b/.env': `DEBUG=true\nADMIN_PASSWORD=${SECRET}\n` });
    const e = await editor.start();
    const all = await e.request<Found>('preflight/found', {});
    expect(all).toMatchObject({ files: 2, isWhole: true });
    expect(all.entries[0]).toMatchObject({
      uri: e.uri('a/compose.yml'),
      line: 3,
      character: 16,
      severity: 1,
      rule: 'compose/privileged-container',
    });
    const severities = all.entries.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
    expect(JSON.stringify(all)).not.toContain(SECRET);
    const one = await e.request<Found>('preflight/found', { below: e.uri('b') });
    expect(new Set(one.entries.map(({ uri }) => uri))).toEqual(new Set([e.uri('b/.env')]));
    expect(one.files).toBe(1);
    const file = await e.request<Found>('preflight/found', { below: e.uri('b/.env') });
    expect(file).toEqual(one);
    expect(await e.request<Found>('preflight/found', { below: e.uri('nowhere') })).toEqual({
      files: 0,
      isWhole: true,
      isOff: false,
      entries: [],
    });
  });

  it('is not called nothing while findings are hidden', async () => {
    editor = new Editor({ 'a/compose.yml': COMPOSE });
    const e = await editor.start();
    await e.request('preflight/toggle', { enabled: false });
    expect(await e.request<Found>('preflight/found', {})).toMatchObject({ files: 0, isOff: true });
    await e.request('preflight/toggle', { enabled: true });
    expect(await e.request<Found>('preflight/found', {})).toMatchObject({ files: 1, isOff: false });
  });
});
