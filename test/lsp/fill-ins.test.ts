import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { FillIn, FillInResult, FillIns } from '../../server/src/protocol/messages.ts';
import { Editor, pause } from './editor.ts';

const COMPOSE = 'services:\n  web:\n    image: nginx\n    ports: ["443:443"]\n    privileged: true\n';
const LIMITS = 'compose/missing-resource-limits';
const IMAGE = 'compose/mutable-image-tag';
const CORS = 'nginx/cors-wildcard-credentials';
const CHANGED = {
  edit: null,
  refusal: 'The file, or one it was read with, has changed since the value was asked for.',
};
const OPTIONS =
  '    if ($request_method = OPTIONS) { add_header Access-Control-Allow-Origin *;' +
  ' add_header Access-Control-Allow-Credentials true; return 204; }\n';

interface Edit {
  readonly documentChanges: readonly {
    readonly textDocument: { readonly uri: string };
    readonly edits: readonly {
      readonly range: { readonly start: { readonly line: number } };
      readonly newText: string;
    }[];
  }[];
}

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(files: Readonly<Record<string, string>>): Promise<Editor> {
  editor = new Editor(files);
  return editor.start();
}

async function listed(e: Editor, uri?: string): Promise<readonly FillIn[]> {
  const { ended, fillIns } = await e.request<FillIns>('preflight/fillIns', uri === undefined ? {} : { uri });
  expect(ended).toBe('complete');
  return fillIns;
}

function filled(e: Editor, fillIn: FillIn | undefined, ...values: readonly string[]): Promise<FillInResult> {
  const given = fillIn?.asked.map(({ name }, index) => [name, values[index]]) ?? [];
  return e.request('preflight/fillIn', { ...fillIn, values: Object.fromEntries(given) });
}

function editsOf({ edit, refusal }: FillInResult) {
  expect(refusal).toBe('');
  return (edit as Edit).documentChanges.flatMap(({ edits }) => edits);
}

describe('values to fill in', () => {
  it('are those of findings that nothing else repairs, by file and line', async () => {
    const e = await started({ 'a/compose.yml': COMPOSE, 'b/compose.yml': COMPOSE });
    const all = await listed(e);
    expect(all.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
      `a/compose.yml:1 ${LIMITS}`,
      `a/compose.yml:2 ${IMAGE}`,
      `b/compose.yml:1 ${LIMITS}`,
      `b/compose.yml:2 ${IMAGE}`,
    ]);
    expect(all[1]?.asked).toEqual([{ name: '1', shown: 'VERSION', key: 'image', isSecret: false }]);
    expect(await listed(e, e.uri('b/compose.yml'))).toEqual(all.slice(2));
  });

  it('are written where they belong', async () => {
    const e = await started({ 'compose.yml': COMPOSE });
    const image = (await listed(e)).find(({ rule }) => rule === IMAGE);
    const [edit] = editsOf(await filled(e, image, '1.29.4'));
    expect(edit?.range.start.line).toBe(2);
    expect(edit?.newText).toContain('1.29.4');
  });

  it('are refused with a sentence where they do harm or are missing', async () => {
    const e = await started({ 'compose.yml': COMPOSE });
    const image = (await listed(e)).find(({ rule }) => rule === IMAGE);
    const refusal = 'With this value its finding would still be there.';
    expect(await filled(e, image, 'latest')).toEqual({ edit: null, refusal });
    expect(await filled(e, image)).toEqual({ edit: null, refusal: 'A value is missing.' });
  });

  it('never land at another of equal places, and the list made anew asks for the others where they are', async () => {
    const site = `server {\n  listen 8080;\n  location / {\n${OPTIONS.repeat(3)}  }\n}\n`;
    const e = await started({ 'site.nginx.conf': site });
    const uri = await e.open('site.nginx.conf', site, 'nginx');
    const three = (await listed(e)).filter(({ rule }) => rule === CORS);
    expect(three.map(({ line }) => line)).toEqual([3, 4, 5]);
    const [edit] = editsOf(await filled(e, three[0], 'https://app.acme.eu'));
    expect(edit?.range.start.line).toBe(3);
    await e.change(uri, site.replace('Origin *', 'Origin https://app.acme.eu'));
    expect(await filled(e, three[1], 'https://app.acme.eu')).toEqual(CHANGED);
    const two = (await listed(e)).filter(({ rule }) => rule === CORS);
    expect(two.map(({ line }) => line)).toEqual([4, 5]);
    expect(editsOf(await filled(e, two[1], 'https://app.acme.eu'))[0]?.range.start.line).toBe(5);
  });

  it('are told apart by their keys, and what may be a password is not shown', async () => {
    const e = await started({
      '.env.example': 'APP_HOST=app.acme.eu\nPORT=80\nDB_PASSWORD=\nREGION=eu\n',
      '.env': 'APP_HOST=app.acme.eu\n',
    });
    const keys = (await listed(e)).find(({ rule }) => rule === 'dotenv/missing-key');
    const asked = keys?.asked.map(({ key, isSecret }) => [key, isSecret]);
    expect(asked).toContainEqual(['DB_PASSWORD', true]);
    expect(new Set(asked?.map(([key]) => key)).size).toBe(asked?.length);
    expect(asked?.filter(([, isSecret]) => isSecret)).toHaveLength(1);
  });

  it('are not asked for a second time where one answer repairs several places', async () => {
    const text =
      'services:\n  web:\n    image: nginx\n    mem_limit: 64m\n  worker:\n    image: nginx\n    mem_limit: 64m\n';
    const e = await started({ 'compose.yml': text });
    const uri = await e.open('compose.yml', text, 'yaml');
    const images = (await listed(e)).filter(({ rule }) => rule === IMAGE);
    expect(images).toHaveLength(2);
    const edits = editsOf(await filled(e, images[0], '1.29.4'));
    expect(edits.map(({ range }) => range.start.line)).toEqual([2, 5]);
    await e.change(uri, text.replaceAll('nginx', 'nginx:1.29.4'));
    expect((await listed(e)).filter(({ rule }) => rule === IMAGE)).toEqual([]);
  });

  it('are not none because nobody looked', async () => {
    const e = await started({ 'compose.yml': COMPOSE });
    const source = new CancellationTokenSource();
    const request = e.connection.sendRequest('preflight/fillIns', {}, source.token);
    source.cancel();
    expect(await request).toEqual({ ended: 'cancelled', fillIns: [] });
    const [first] = await listed(e);
    await e.request('preflight/toggle', { enabled: false });
    expect(await e.request('preflight/fillIns', {})).toEqual({ ended: 'disabled', fillIns: [] });
    expect((await filled(e, first, '64m')).refusal).toBe('Config Preflight is switched off.');
  });

  it('are those of the text in the editor, saved or not', async () => {
    const clean = COMPOSE.replace('image: nginx', 'image: nginx:1.29.4');
    const e = await started({ 'compose.yml': clean });
    const uri = await e.open('compose.yml', clean, 'yaml');
    expect((await listed(e)).map(({ rule }) => rule)).toEqual([LIMITS]);
    await pause(50);
    await e.change(uri, COMPOSE);
    expect((await listed(e)).map(({ rule }) => rule)).toEqual([LIMITS, IMAGE]);
  });

  it('are asked for in a document that only the editor knows the language of', async () => {
    const text = 'server {\n  listen 8080;\n  client_max_body_size 0;\n}\n';
    const e = await started({ 'site.txt': text });
    await e.open('site.txt', text, 'nginx');
    const found = (await listed(e)).find(({ rule }) => rule === 'nginx/client-body-unlimited');
    expect(found?.asked.map(({ key }) => key)).toEqual(['client_max_body_size']);
    expect(editsOf(await filled(e, found, '12m'))[0]?.newText).toContain('12m');
  });

  it('are suggested and no more where only the person knows whether they are right', async () => {
    const e = await started({
      'nginx.conf': 'events {}\nhttp {\n  server {\n    listen 443;\n    server_name app.acme.eu;\n  }\n}\n',
    });
    const paths = (await listed(e))
      .flatMap(({ asked }) => asked)
      .filter(({ shown }) => shown.startsWith('/etc/nginx/'));
    expect(paths.map(({ key }) => key)).toEqual(['ssl_certificate', 'ssl_certificate_key']);
    for (const one of paths) expect(Object.keys(one).sort()).toEqual(['isSecret', 'key', 'name', 'shown']);
  });
});
