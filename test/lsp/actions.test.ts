import { afterEach, describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/line-index.ts';
import { codes, type Diagnostic, Editor, FULL_CAPABILITIES, type Range, type Report } from './editor.ts';

interface Action {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
  readonly data?: unknown;
}

interface Edit {
  readonly range: Range;
  readonly newText?: string;
  readonly snippet?: { readonly kind: string; readonly value: string };
  readonly annotationId?: string;
}

interface WorkspaceEdit {
  readonly documentChanges?: readonly {
    readonly textDocument?: { readonly uri: string; readonly version: number | null };
    readonly edits?: readonly Edit[];
    readonly kind?: string;
    readonly uri?: string;
  }[];
  readonly changes?: Readonly<Record<string, readonly Edit[]>>;
  readonly changeAnnotations?: Readonly<Record<string, { readonly needsConfirmation?: boolean }>>;
}

const COMMANDS = { initializationOptions: { commands: true } };

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(...args: ConstructorParameters<typeof Editor>): Promise<Editor> {
  editor = new Editor(...args);
  return editor.start();
}

function actionsOn(
  e: Editor,
  uri: string,
  diagnostic: Diagnostic,
  only?: readonly string[],
): Promise<readonly Action[]> {
  const context = { diagnostics: [diagnostic], ...(only === undefined ? {} : { only }) };
  return e.request('textDocument/codeAction', { textDocument: { uri }, range: diagnostic.range, context });
}

function find(report: Report, code: string): Diagnostic {
  const found = report.items?.find((item) => item.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${codes(report).join(', ')}`);
  return found;
}

/** The text after the edits of one file, snippets taken as typed through. */
function applied(text: string, edit: WorkspaceEdit | undefined, uri: string): string {
  const lines = new LineIndex(text);
  const edits = edit?.documentChanges
    ?.filter(({ textDocument }) => textDocument?.uri === uri)
    .flatMap((c) => c.edits ?? []);
  return applyEdits(
    text,
    (edits ?? edit?.changes?.[uri] ?? []).map(({ range, newText, snippet }) => ({
      span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
      newText: newText ?? (snippet?.value ?? '').replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\\([\\$}])/g, '$1'),
    })),
  );
}

const COMPOSE = `services:
  web:
    image: nginx:1.27
    privileged: true
  db:
    image: postgres:17
    privileged: true
`;

describe('code actions', () => {
  it('come in the agreed order, without edits until they are chosen', async () => {
    const e = await started({}, COMMANDS);
    const uri = await e.open('docker-compose.yml', COMPOSE, 'dockercompose', e.uri('docker-compose.yml'));
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    expect(actions.every(({ edit }) => edit === undefined)).toBe(true);
    const titles = actions.map(({ title }) => title);
    expect(titles[0]).toMatch(/^Run "web" unprivileged/);
    expect(titles[1]).toMatch(/^Fix all 2 of compose\/privileged/);
    expect(titles.slice(2, -1).every((title) => title.startsWith('Fix all '))).toBe(true);
    expect(titles.at(-1)).toBe('Ignore, explain or configure…');
    expect(actions.at(-1)?.command).toMatchObject({
      command: 'preflight.moreActions',
      arguments: [{ uri, rule: 'compose/privileged-container', line: 3 }],
    });
  });

  it('besides fixes come when they are asked for by their kind, or where the editor lacks our commands', async () => {
    const e = await started({}, COMMANDS);
    const uri = await e.open('docker-compose.yml', COMPOSE, 'dockercompose', e.uri('docker-compose.yml'));
    const finding = find(await e.pull(uri), 'compose/privileged-container');
    const ask = (kind: string) =>
      e.request<readonly Action[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: finding.range,
        context: { diagnostics: [finding], only: [kind] },
      });
    const more = await ask('quickfix.preflight');
    expect(more.map(({ title }) => title)).toEqual([
      'Ignore compose/privileged-container here, with a reason',
      'Ignore compose/privileged-container in this file, with a reason',
      'Explain compose/privileged-container',
      'Configure severity of compose/privileged-container',
    ]);
    expect(more[2]?.command).toMatchObject({
      command: 'preflight.explainRule',
      arguments: ['compose/privileged-container'],
    });
    expect((await ask('quickfix.preflight.ignore')).map(({ title }) => title)).toHaveLength(2);
    expect((await ask('quickfix')).map(({ title }) => title).filter((title) => /^Ignore .* here/.test(title))).toEqual(
      [],
    );
    await e.stop();
    const other = await started();
    const same = await other.open('docker-compose.yml', COMPOSE, 'dockercompose', other.uri('docker-compose.yml'));
    const titles = (await actionsOn(other, same, find(await other.pull(same), 'compose/privileged-container'))).map(
      ({ title }) => title,
    );
    expect(titles.slice(2).every((title) => title.startsWith('Ignore '))).toBe(true);
    expect(titles).toHaveLength(4);
  });

  it('name the consequence of a fix that changes behavior, and prefer none of those', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const [fix] = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    expect(fix?.title).toMatch(/\(.+\)$/);
    expect(fix?.isPreferred).toBeUndefined();
  });

  it('offer no command that another editor does not have', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    expect(actions.filter(({ command }) => command !== undefined)).toEqual([]);
  });

  it('a resolved fix makes its finding go and nothing else change', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE, 'yaml', e.uri('docker-compose.yml'));
    const [fix] = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    const { edit } = await e.request<Action>('codeAction/resolve', fix);
    expect(edit?.documentChanges?.[0]?.textDocument).toEqual({ uri, version: 1 });
    const after = applied(COMPOSE, edit, uri);
    await e.change(uri, after);
    const left = codes(await e.pull(uri)).filter((code) => code === 'compose/privileged-container');
    expect(left).toHaveLength(1);
    expect(after).toBe(COMPOSE.replace('privileged: true', 'privileged: false'));
  });

  it('secrets are generated when the fix is chosen: two resolves give two values', async () => {
    const e = await started();
    const text = 'JWT_SECRET=changeme\n';
    const uri = await e.open('.env', text, 'dotenv', e.uri('.env'));
    const [fix] = await actionsOn(e, uri, find(await e.pull(uri), 'secret/placeholder'));
    const [one, two] = [
      await e.request<Action>('codeAction/resolve', fix),
      await e.request<Action>('codeAction/resolve', fix),
    ];
    const values = [one, two].map(({ edit }) => applied(text, edit, uri));
    expect(values[0]).toMatch(/^JWT_SECRET=.{32,}\n$/);
    expect(values[0]).not.toBe(values[1]);
  });

  it('an action whose finding is gone resolves to nothing', async () => {
    const e = await started();
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const [fix] = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    await e.change(uri, COMPOSE.replaceAll('true', 'false'));
    expect((await e.request<Action>('codeAction/resolve', fix)).edit).toBeUndefined();
  });

  it('a fix that would bring another finding is not offered, and changes nothing where it is chosen all the same', async () => {
    const e = await started();
    const text =
      'services:\n  web:\n    image: nginx:1.27\n    mem_limit: 256m\n    networkmode: host\n    ports: ["127.0.0.1:80:80"]\n';
    const uri = await e.open('docker-compose.yml', text, 'yaml', e.uri('docker-compose.yml'));
    const diagnostic = find(await e.pull(uri), 'compose/unknown-key');
    const titles = (await actionsOn(e, uri, diagnostic)).map(({ title }) => title);
    expect(titles.filter((title) => title.includes('network_mode'))).toEqual([]);
    expect(titles.some((title) => title.startsWith('Ignore'))).toBe(true);
    const { fingerprint } = diagnostic.data as { readonly fingerprint: string };
    const action = { title: 'Write network_mode', kind: 'quickfix', data: { uri, do: 'fix', fingerprint, fix: 0 } };
    expect((await e.request<Action>('codeAction/resolve', action)).edit).toBeUndefined();
    expect(e.shown.join()).toMatch(/^Nothing was changed: it would bring compose\/\S+ in docker-compose\.yml\.$/);
  });

  it('source.fixAll.preflight applies safe fixes only, and is silent unless asked for', async () => {
    const e = await started();
    const text = '# preflight-ignore env/debug-enabled -- was once on\nDEBUG=false\nJWT_SECRET=changeme\n';
    const uri = await e.open('.env', text, 'dotenv', e.uri('.env'));
    const report = await e.pull(uri);
    const useless = find(report, 'preflight/suppression');
    for (const only of [['source.fixAll.preflight'], ['source.fixAll'], ['source']]) {
      expect((await actionsOn(e, uri, useless, only)).map(({ kind }) => kind)).toEqual(['source.fixAll.preflight']);
    }
    expect((await actionsOn(e, uri, useless)).filter(({ kind }) => kind.startsWith('source'))).toEqual([]);
    expect(await actionsOn(e, uri, useless, ['refactor'])).toEqual([]);
    const [all] = await actionsOn(e, uri, useless, ['source.fixAll']);
    const { edit } = await e.request<Action>('codeAction/resolve', all);
    expect(applied(text, edit, uri)).toBe('DEBUG=false\nJWT_SECRET=changeme\n');
  });

  it('editors that cannot resolve get the edits at once', async () => {
    const { codeAction: _, ...textDocument } = FULL_CAPABILITIES.textDocument;
    const e = await started({}, { capabilities: { ...FULL_CAPABILITIES, textDocument } });
    const uri = await e.open('docker-compose.yml', COMPOSE);
    const [fix] = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    expect(fix?.edit?.documentChanges).toHaveLength(1);
  });
});

describe('a fix that touches two files', () => {
  const secret = ['vT9q', 'LmX2', 'rZ8w', 'Kp4s', 'Bn7y'].join('');
  const text = `services:\n  web:\n    image: nginx:1.27\n    environment:\n      DB_PASSWORD: ${secret}\n`;

  async function move(files: Record<string, string>): Promise<{ e: Editor; edit: WorkspaceEdit | undefined }> {
    const e = await started({ 'docker-compose.yml': text, ...files });
    const uri = await e.open('docker-compose.yml', text, 'yaml', e.uri('docker-compose.yml'));
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'secret/literal'));
    const action = actions.find(({ title }) => /^Move DB_PASSWORD to \.env/.test(title));
    expect(action, actions.map(({ title }) => title).join(' | ')).toBeDefined();
    return { e, edit: (await e.request<Action>('codeAction/resolve', action)).edit };
  }

  it('appends to the file that is there', async () => {
    const before = 'A=1\nB=2\n';
    const { e, edit } = await move({ '.env': before, '.gitignore': '.env\n' });
    expect(edit?.documentChanges?.some(({ kind }) => kind !== undefined)).toBe(false);
    expect(applied(before, edit, e.uri('.env'))).toMatch(/^A=1\nB=2\nDB_PASSWORD=\S{16,}\n$/);
    expect(applied(text, edit, e.uri('docker-compose.yml'))).not.toContain(secret);
  });

  it('makes the files that are not there', async () => {
    const { e, edit } = await move({});
    const made = edit?.documentChanges?.filter(({ kind }) => kind === 'create');
    expect(made).toMatchObject([{ uri: e.uri('.env') }, { uri: e.uri('.gitignore') }]);
    expect(applied('', edit, e.uri('.gitignore'))).toBe('.env\n');
    expect(applied('', edit, e.uri('.env'))).toMatch(/^DB_PASSWORD=\S{16,}\n$/);
  });
});

describe('a fix that moves a secret to a file of its own', () => {
  const secret = ['vT9q', 'LmX2', 'rZ8w', 'Kp4s', 'Bn7y'].join('');
  const text = `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${secret}\n`;

  it('is one change of three files', async () => {
    const e = await started({ 'docker-compose.yml': text, '.gitignore': 'dist\n' });
    const uri = await e.open('docker-compose.yml', text, 'yaml', e.uri('docker-compose.yml'));
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'secret/literal'));
    const action = actions.find(({ title }) => title.includes('Docker secret'));
    expect(action?.title).not.toContain(secret);
    const { edit } = await e.request<Action>('codeAction/resolve', action);
    const file = e.uri('secrets/postgres_password.txt');
    expect(edit?.documentChanges?.filter(({ kind }) => kind === 'create')).toMatchObject([{ uri: file }]);
    expect(applied('', edit, file)).toBe(secret);
    expect(applied('dist\n', edit, e.uri('.gitignore'))).toBe('dist\nsecrets/postgres_password.txt\n');
    expect(applied(text, edit, uri)).toBe(
      `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password
    secrets:\n      - postgres_password\nsecrets:\n  postgres_password:\n    file: ./secrets/postgres_password.txt\n`,
    );
  });
});

describe('ignoring', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['docker-compose.yml', COMPOSE, 'compose/privileged-container'],
    ['.env', 'A=1\r\nDEBUG=true\r\n', 'env/debug-enabled'],
    ['.env', '\ufeff#!/bin/sh\nDEBUG=true\n', 'env/debug-enabled'],
    ['app.toml', '[server]\nname = "ü🙂"\ndebug = true\nsecret_key = "changeme"\n', 'secret/placeholder'],
    [
      'docker-compose.yml',
      'services:\n  web: { image: "nginx:1.27", privileged: true }\n',
      'compose/privileged-container',
    ],
    [
      'docker-compose.yml',
      'services:\n  web:\n    image: nginx:1.27\n    environment:\n      - NOTE=a\n      - DEBUG=true\n',
      'env/debug-enabled',
    ],
  ];

  for (const what of [/ here, with a reason$/, / in this file, with a reason$/]) {
    it.each(cases)(`${what.source} silences exactly that finding in %s (%#)`, async (path, text, rule) => {
      const e = await started();
      const uri = await e.open(path, text, 'plaintext', e.uri(path));
      const before = await e.pull(uri);
      const action = (await actionsOn(e, uri, find(before, rule))).find(({ title }) => what.test(title));
      const { edit } = await e.request<Action>('codeAction/resolve', action);
      const [change] = edit?.documentChanges?.[0]?.edits ?? [];
      expect(change?.snippet?.value).toContain('${1:reason}');
      // What the action proposes is a placeholder; left as it is, it is no reason.
      const after = applied(text, edit, uri).replace('-- reason', '-- agreed with the team');
      if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      await e.change(uri, after);
      const expected = codes(before).filter((code) => code !== rule);
      const sameRule = codes(before).filter((code) => code === rule).length;
      const left = codes(await e.pull(uri));
      expect(left.filter((code) => code !== rule)).toEqual(expected);
      if (sameRule === 1) expect(left).not.toContain(rule);
    });
  }

  it('extends the comment that is there instead of adding another', async () => {
    const e = await started();
    const text =
      'services:\n  web:\n    image: nginx:1.27\n    # preflight-ignore compose/other -- old\n    privileged: true\n';
    const uri = await e.open('docker-compose.yml', text, 'yaml', e.uri('docker-compose.yml'));
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'compose/privileged-container'));
    const action = actions.find(({ title }) => / here, with a reason$/.test(title));
    const { edit } = await e.request<Action>('codeAction/resolve', action);
    expect(applied(text, edit, uri)).toContain(
      '# preflight-ignore compose/other compose/privileged-container -- old\n',
    );
  });

  it('offers no way to ignore a wrong suppression', async () => {
    const e = await started();
    const uri = await e.open('.env', '# preflight-ignore env/debug-enabled -- old\nA=1\n', 'dotenv');
    const actions = await actionsOn(e, uri, find(await e.pull(uri), 'preflight/suppression'));
    expect(actions.filter(({ title }) => /^Ignore/.test(title))).toEqual([]);
  });
});

describe('the whole workspace', () => {
  const fixAll = (e: Editor, params: object) =>
    e.request<{
      files: number;
      fixes: number;
      needInput: number;
      refused: readonly object[];
      edit: WorkspaceEdit | null;
    }>('preflight/fixWorkspace', params);
  const useless = '# preflight-ignore env/debug-enabled -- was once on\nDEBUG=false\n';

  it('is fixed by one change, each part under an annotation of its own, safe fixes only', async () => {
    const e = await started({ 'a/.env': useless, 'b/.env': useless, 'c/docker-compose.yml': COMPOSE });
    const result = await fixAll(e, { level: 'safe' });
    expect(result).toMatchObject({ files: 2, fixes: 2 });
    expect(result.edit?.documentChanges?.map(({ textDocument }) => textDocument?.uri)).toEqual([
      e.uri('a/.env'),
      e.uri('b/.env'),
    ]);
    for (const { edits } of result.edit?.documentChanges ?? []) {
      for (const { annotationId } of edits ?? []) {
        expect(result.edit?.changeAnnotations?.[annotationId ?? '']).toMatchObject({ needsConfirmation: false });
      }
    }
  });

  it('is fixed in everything that has a fix: what changes behavior needs confirmation and says its consequence', async () => {
    const e = await started({ 'a/.env': useless, 'c/docker-compose.yml': COMPOSE });
    const { edit, fixes, files } = await fixAll(e, { level: 'unsafe' });
    const shown = Object.values(edit?.changeAnnotations ?? {}) as { label?: string; needsConfirmation?: boolean }[];
    expect(fixes).toBe(shown.length);
    expect(files).toBe(2);
    expect(shown.filter(({ needsConfirmation }) => needsConfirmation !== true).map(({ label }) => label)).toEqual([
      'Changes nothing that a working deployment notices',
    ]);
    for (const { label, needsConfirmation } of shown)
      if (needsConfirmation === true) expect(label).toMatch(/^(?:Changes behavior|All or none)/);
    const compose = applied(COMPOSE, edit ?? undefined, e.uri('c/docker-compose.yml'));
    expect(compose).not.toContain('privileged: true');
  });

  it('is fixed in one rule: the other findings stay', async () => {
    const e = await started({
      'a/docker-compose.yml': COMPOSE,
      'b/docker-compose.yml': COMPOSE,
      '.env': 'DEBUG=true\n',
    });
    const { rules } = await e.request<{ rules: readonly { rule: string; places: number }[] }>(
      'preflight/rulesFound',
      {},
    );
    expect(rules).toContainEqual({ rule: 'compose/privileged-container', places: 4 });
    const { edit, fixes } = await fixAll(e, { level: 'unsafe', rule: 'compose/privileged-container' });
    expect(fixes).toBe(4);
    for (const name of ['a', 'b']) {
      const text = applied(COMPOSE, edit ?? undefined, e.uri(`${name}/docker-compose.yml`));
      expect(text).not.toContain('privileged: true');
    }
    expect(edit?.documentChanges?.map(({ textDocument }) => textDocument?.uri)).not.toContain(e.uri('.env'));
  });

  it('says what rests and that nothing was looked at, and never that there is nothing', async () => {
    const quiet = await started({ 'vendor/a/docker-compose.yml': COMPOSE });
    const { resting, ...found } = await quiet.request<{ resting: number }>('preflight/rulesFound', {});
    expect(found).toEqual({ ended: 'complete', rules: [] });
    expect(resting).toBeGreaterThan(0);
    expect(await fixAll(quiet, { level: 'unsafe' })).toMatchObject({ ended: 'complete', fixes: 0, resting });
    await quiet.request('preflight/toggle', { enabled: false });
    expect(await quiet.request('preflight/rulesFound', {})).toMatchObject({ ended: 'disabled', rules: [] });
    expect(await fixAll(quiet, { level: 'unsafe' })).toMatchObject({ ended: 'disabled', edit: null });
    const off = await started({ '.env': 'DEBUG=true\n' }, { settings: () => ({ enable: false }) });
    expect(await off.request('preflight/rulesFound', {})).toMatchObject({ ended: 'disabled', rules: [] });
    const alone = await started({}, { folders: [] });
    await alone.open('desk/docker-compose.yml', COMPOSE, 'dockercompose');
    expect(await alone.request('preflight/rulesFound', {})).toMatchObject({ ended: 'complete' });
    expect(await fixAll(alone, { level: 'unsafe' })).toMatchObject({ ended: 'complete' });
    const aloneOff = await started({}, { folders: [], settings: () => ({ enable: false }) });
    expect(await aloneOff.request('preflight/rulesFound', {})).toMatchObject({ ended: 'disabled', rules: [] });
  });

  it('tells of fixes that the proof refuses, with place and reason', async () => {
    const text =
      'services:\n  web:\n    image: nginx:1.27\n    mem_limit: 256m\n    networkmode: host\n    ports: ["127.0.0.1:80:80"]\n';
    const e = await started({ 'docker-compose.yml': text });
    const { refused } = await fixAll(e, { level: 'unsafe', rule: 'compose/unknown-key' });
    expect(refused).toContainEqual({
      uri: e.uri('docker-compose.yml'),
      path: 'docker-compose.yml',
      rule: 'compose/unknown-key',
      line: 5,
      title: expect.stringContaining('network_mode'),
      reason: expect.stringMatching(/^it would bring compose\//),
    });
  });

  it('a severity is configured in the nearest preflight.json, comments kept, or in a new one', async () => {
    const settings = '{\n  // why\n  "rules": { "env/x": "off" } // here\n}\n';
    const e = await started({ 'a/preflight.json': settings, 'a/.env': 'DEBUG=true\n', 'b/.env': 'DEBUG=true\n' });
    const ask = (path: string) =>
      e.request<WorkspaceEdit>('preflight/configureRule', {
        uri: e.uri(path),
        rule: 'env/debug-enabled',
        severity: 'low',
      });
    const near = await ask('a/.env');
    const text = applied(settings, near, e.uri('a/preflight.json'));
    expect(text).toContain('// why');
    expect(text).toContain('// here');
    expect(text).toMatch(/"env\/debug-enabled": "low"/);
    const fresh = await ask('b/.env');
    expect(fresh.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: e.uri('preflight.json') });
    expect(JSON.parse(applied('', fresh, e.uri('preflight.json')))).toEqual({ rules: { 'env/debug-enabled': 'low' } });
  });
});
