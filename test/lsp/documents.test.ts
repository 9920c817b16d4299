import { afterEach, describe, expect, it } from 'vitest';
import { codes, Editor, until } from './editor.ts';

const COMPOSE = 'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(...args: ConstructorParameters<typeof Editor>): Promise<Editor> {
  editor = new Editor(...args);
  return editor.start();
}

describe('document pull', () => {
  it('does not check an open document that is larger than the setting allows, and says so', async () => {
    const e = await started({}, { settings: () => ({ maxFileSize: 2048 }) });
    const large = `${COMPOSE}${'# filler\n'.repeat(400)}`;
    const uri = await e.open('docker-compose.yml', large, 'dockercompose');
    const { items = [] } = await e.pull(uri);
    expect(items.map(({ message }) => message)).toEqual([expect.stringContaining('2048')]);
    await e.change(uri, COMPOSE);
    expect(codes(await e.pull(uri))).toContain('compose/privileged-container');
  });

  it('names the rule, its page and the exact range', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE, 'dockercompose');
    const report = await e.pull(uri);
    const finding = report.items?.find(({ code }) => code === 'compose/privileged-container');
    expect(finding).toMatchObject({
      source: 'preflight',
      severity: 1,
      range: { start: { line: 3, character: 16 }, end: { line: 3, character: 20 } },
    });
    expect(finding?.codeDescription?.href).toMatch(/docs\/rules\/compose\/privileged-container\.md$/);
  });

  it('follows incremental changes, and counts in UTF-16 units behind an astral character', async () => {
    const e = await started();
    const uri = await e.open('.env', 'NOTE=🙂\nDEBUG=false\n', 'dotenv');
    expect(codes(await e.pull(uri))).not.toContain('env/debug-enabled');
    await e.change(uri, 'true', { start: { line: 1, character: 6 }, end: { line: 1, character: 11 } });
    const report = await e.pull(uri);
    expect(codes(report)).toContain('env/debug-enabled');
    await e.change(uri, ' # 🙂 DEBUG', { start: { line: 1, character: 10 }, end: { line: 1, character: 10 } });
    const after = (await e.pull(uri)).items?.find(({ code }) => code === 'env/debug-enabled');
    expect(after?.range).toEqual({ start: { line: 1, character: 6 }, end: { line: 1, character: 10 } });
  });

  it('answers unchanged for the same result and full for an unknown id', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const first = await e.pull(uri);
    expect(first).toMatchObject({ kind: 'full' });
    expect(await e.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(await e.pull(uri, 'of another session')).toMatchObject({ kind: 'full', resultId: first.resultId });
    await e.change(uri, COMPOSE.replace('true', 'false'));
    const second = await e.pull(uri, first.resultId);
    expect(second.kind).toBe('full');
    expect(codes(second)).not.toContain('compose/privileged-container');
  });

  it('reads untitled documents by their language, and says nothing of others', async () => {
    const e = await started();
    const toml = await e.open('', 'DEBUG=true\n', 'dotenv', 'untitled:Untitled-1');
    expect(codes(await e.pull(toml))).toContain('env/debug-enabled');
    const text = await e.open('', 'DEBUG=true\n', 'plaintext', 'untitled:Untitled-2');
    expect(codes(await e.pull(text))).toEqual([]);
  });

  it('knows a file by every spelling of its URI', async () => {
    const e = await started({ 'docker-compose.yml': COMPOSE });
    const uri = await e.open('', COMPOSE.replace('true', 'false'), 'yaml', e.otherUri('docker-compose.yml'));
    expect(uri).not.toBe(e.uri('docker-compose.yml'));
    expect(codes(await e.pull(uri))).not.toContain('compose/privileged-container');
    expect(codes(await e.pull(e.uri('docker-compose.yml')))).not.toContain('compose/privileged-container');
  });

  it('survives half-typed text of every format', async () => {
    const e = await started();
    for (const [path, text] of [
      ['docker-compose.yml', 'services:\n  web:\n    image: [\n  privileged: "'],
      ['app.toml', '[a\nb = """\n'],
      ['nginx.conf', 'server { listen 80; location / { proxy_pass http://x'],
      ['.env', 'A="\nB=${'],
    ] as const) {
      const uri = await e.open(path, text);
      expect((await e.pull(uri)).kind, path).toBe('full');
    }
    expect(e.log.filter((line) => /failed/.test(line))).toEqual([]);
  });

  it('never shows a secret in a message, hover or log', async () => {
    const secret = ['k9', 'Qz', '7Lm', 'Tx', '2Vb', 'Rw8', 'Hn', '4Pd'].join('');
    const e = await started();
    const uri = await e.open('.env', `DB_PASSWORD=${secret}\nJWT_SECRET=${secret}\n`, 'dotenv');
    const report = await e.pull(uri);
    const hover = await e.request('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 14 },
    });
    expect(JSON.stringify([report, hover, e.log])).not.toContain(secret);
  });
});

describe('settings', () => {
  it('off means off: no findings, no actions', async () => {
    const e = await started({}, { settings: () => ({ enable: false }) });
    const uri = await e.open('docker-compose.yml', COMPOSE);
    expect(codes(await e.pull(uri))).toEqual([]);
    const actions = await e.request('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 3, character: 16 }, end: { line: 3, character: 16 } },
      context: { diagnostics: [] },
    });
    expect(actions).toEqual([]);
  });

  it('of the editor that name nothing are said once, with what was meant; the rest counts', async () => {
    const rules = { 'compose/privilegd-container': 'off', 'env/debug-enabled': 'off', 'compose/*': 'loud' };
    const e = await started({}, { settings: () => ({ rules, checklists: ['cis-nginz'], profile: 'strictest' }) });
    const uri = await e.open('.env', 'DEBUG=true\n', 'dotenv');
    expect(codes(await e.pull(uri))).not.toContain('env/debug-enabled');
    await e.notify('workspace/didChangeConfiguration', { settings: null });
    await e.pull(uri);
    expect([...e.shown].sort()).toEqual([
      'preflight.checklists: Unknown checklist "cis-nginz"; did you mean "cis-nginx"?',
      'preflight.profile: must be essential, recommended, strict or all',
      'preflight.rules: "compose/*" must be off, low, medium, high or critical',
      'preflight.rules: Unknown rule "compose/privilegd-container"; did you mean "compose/privileged-container"?',
    ]);
  });

  it('says how a file is read, for the status item', async () => {
    const e = await started({
      'dev/preflight.json': '{ "extends": "strict", "ignore": ["old/**"] }',
      'dev/old/compose.yaml': COMPOSE,
    });
    const status = (path: string) => e.request('preflight/fileStatus', { uri: e.uri(path) });
    await e.open('dev/compose.yaml', 'services:\n  web:\n    image: [nginx\n');
    expect(await status('dev/compose.yaml')).toEqual({
      format: 'compose',
      stage: 'development',
      because: 'development, because of the folder dev/',
      resting: 0,
      profile: 'strict',
      settings: 'dev/preflight.json',
      state: 'checked',
      isComplete: false,
    });
    expect(await status('dev/old/compose.yaml')).toMatchObject({ state: 'ignored' });
    await e.open('.env.example', 'DEBUG=true\nADMIN_PASSWORD=changeme\n', 'dotenv');
    expect(await status('.env.example')).toMatchObject({
      stage: 'template',
      because: 'template, because of its name',
      resting: 2,
    });
    await e.open('shop.env', 'PORT=80\n', 'dotenv');
    expect(await status('shop.env')).toMatchObject({ stage: 'production', because: null, resting: 0 });
    await e.open('notes.md', '# notes\n', 'markdown');
    expect(await status('notes.md')).toMatchObject({ state: 'not-ours', format: null });
  });

  it('takes a change without a restart and asks for a refresh', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE);
    expect(codes(await e.pull(uri))).toContain('compose/privileged-container');
    const before = e.refreshes;
    e.settings = () => ({ rules: { 'compose/*': 'off' } });
    await e.notify('workspace/didChangeConfiguration', { settings: null });
    await until(() => e.refreshes > before, 'refresh');
    expect(codes(await e.pull(uri))).not.toContain('compose/privileged-container');
  });

  it('preflight.json wins over the editor, follows edits while unsaved, and shows its own mistakes', async () => {
    const e = await started(
      { 'preflight.json': '{ "rules": { "compose/privileged-container": "low" } }' },
      { settings: () => ({ rules: { 'compose/privileged-container': 'off' } }) },
    );
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const find = async () => (await e.pull(uri)).items?.find(({ code }) => code === 'compose/privileged-container');
    expect((await find())?.severity).toBe(3);
    const settings = await e.open('preflight.json', '{ "rules": { "compose/privileged-container": "off" } }', 'jsonc');
    expect(await find()).toBeUndefined();
    await e.change(settings, '{ "rules": { "compose/privileged-containers": "off" } }');
    const own = await e.pull(settings);
    expect(own.items).toMatchObject([{ code: 'preflight/settings', message: expect.stringContaining('did you mean') }]);
  });

  it('configPath names the only settings file, profile and checklists come from the editor', async () => {
    const off = (rule: string) => `{ "rules": { "${rule}": "off" } }`;
    const e = await started(
      {
        'cfg/team.json': off('compose/privileged-container'),
        'preflight.json': off('compose/missing-resource-limits'),
      },
      { settings: () => ({ configPath: 'cfg/team.json' }) },
    );
    const uri = await e.open('docker-compose.yml', COMPOSE, 'yaml', e.uri('docker-compose.yml'));
    const found = codes(await e.pull(uri));
    expect(found).not.toContain('compose/privileged-container');
    expect(found).toContain('compose/missing-resource-limits');
    const before = found.length;
    e.settings = () => ({ profile: 'all' });
    const refreshes = e.refreshes;
    await e.notify('workspace/didChangeConfiguration', { settings: null });
    await until(() => e.refreshes > refreshes, 'refresh');
    expect(codes(await e.pull(uri)).length).toBeGreaterThan(before);
  });

  it('holds each folder to its own settings', async () => {
    const e = await started(
      { 'one/docker-compose.yml': COMPOSE, 'two/docker-compose.yml': COMPOSE },
      { folders: ['one', 'two'], settings: (scope) => (scope?.endsWith('/two') ? { enable: false } : {}) },
    );
    const one = await e.open('one/docker-compose.yml', COMPOSE);
    const two = await e.open('two/docker-compose.yml', COMPOSE);
    expect(codes(await e.pull(one))).toContain('compose/privileged-container');
    expect(codes(await e.pull(two))).toEqual([]);
  });
});

describe('editors that do not pull', () => {
  const capabilities = { workspace: {}, textDocument: {} };

  it('get findings pushed with the version, again after a change, and none after closing', async () => {
    const e = await started({}, { capabilities });
    expect(e.initializeResult.capabilities).not.toHaveProperty('diagnosticProvider');
    const uri = await e.open('.env', 'DEBUG=true\n');
    await until(() => (e.published.get(uri)?.length ?? 0) > 0, 'pushed findings');
    expect(e.publishedVersions.get(uri)).toBe(1);
    await e.change(uri, 'DEBUG=false\n');
    await until(() => e.published.get(uri)?.length === 0, 'findings gone');
    await e.change(uri, 'DEBUG=true\n');
    await until(() => (e.published.get(uri)?.length ?? 0) > 0, 'findings again');
    await e.close(uri);
    await until(() => e.published.get(uri)?.length === 0, 'cleared on close');
  });

  it('can send their settings at the start', async () => {
    const initializationOptions = { settings: { rules: { 'env/debug-enabled': 'off' } } };
    const e = await started({}, { capabilities, initializationOptions });
    const uri = await e.open('.env', 'DEBUG=true\n');
    await until(() => e.published.has(uri), 'pushed');
    expect(e.published.get(uri)?.map(({ code }) => code)).not.toContain('env/debug-enabled');
  });

  it('are never pushed to when they pull', async () => {
    const e = await started();
    const uri = await e.open('.env', 'DEBUG=true\n');
    await e.pull(uri);
    await e.close(uri);
    await e.pull(uri);
    expect(e.published.size).toBe(0);
  });
});
