import * as vscode from 'vscode';
import { apply, changeText, closeAll, fileUri, show, until, write } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';

/** A small deployment with something to lead to from every format; below a folder of its own. */
const FILES: Readonly<Record<string, string>> = {
  '.env': '# The application\n# (production)\nAPP_TAG=1.2.3\nAPP_KEY_FILE=./secrets/key.txt\n\n# Mail\nMAIL_FROM=a\n',
  '.env.example': '# APP_TAG=\nAPP_TAG=\n',
  'compose.yml': [
    'services:',
    '  web:',
    '    image: example/app:${APP_TAG}',
    '    extends:',
    '      file: base.yml',
    '      service: base',
    '    volumes:',
    '      - ./site.conf:/etc/nginx/conf.d/site.conf:ro',
    '    secrets: [key]',
    '    configs:',
    '      - tuning',
    'secrets:',
    '  key:',
    '    file: secrets/key.txt',
    'configs:',
    '  tuning:',
    '    file: tuning.txt',
    '',
  ].join('\n'),
  'base.yml': 'services:\n  base:\n    image: example/base:1\n',
  'site.conf': 'server {\n  listen 81;\n}\n',
  'tuning.txt': 'x\n',
  'secrets/key.txt': 'x\n',
  'nginx.conf': [
    'events {}',
    'http {',
    '  map $uri $kind { default 1; }',
    '  limit_req_zone $binary_remote_addr zone=login:10m rate=5r/s;',
    '  upstream app { server a:1; }',
    '  include parts/*.conf;',
    '}',
    '',
  ].join('\n'),
  'parts/site.conf': [
    'server {',
    '  location / {',
    '    limit_req zone=login;',
    '    proxy_set_header X-Kind $kind;',
    '    proxy_pass http://app;',
    '  }',
    '}',
    '',
  ].join('\n'),
  'traefik.toml': [
    'readme = "tuning.txt"',
    '[entryPoints.web]',
    'address = ":80"',
    '[providers.file]',
    'directory = "/d"',
    '[log]',
    'level = "INFO"',
    '',
  ].join('\n'),
};
const FOLDER = 'way';

/** Finding one's way: outline, folding, links, definitions, references, rename; and what is completed in each format. */
export function navigationTests({ test }: Harness): void {
  const on = (name: string, body: () => Promise<void>) =>
    test(name, async () => {
      for (const [path, text] of Object.entries(FILES)) await write(`${FOLDER}/${path}`, text);
      try {
        await body();
      } finally {
        await closeAll();
        await vscode.workspace.fs.delete(fileUri(FOLDER), { recursive: true });
      }
    });
  on('outline: .env, compose, TOML and nginx show their names', outlines);
  on('folding: groups of .env, tables of TOML, blocks of nginx; YAML stays with the editor', folding);
  on('links: mounts, extends, secrets, configs of compose; values of .env and TOML', links);
  on('definition and references: secrets of compose, variables, zones and upstreams of nginx', definitions);
  on('a variable is renamed from the compose file in .env and template as well', rename);
  on('compose completes variables of the env file, secrets and blocks that harden', completesCompose);
  on('TOML completes keys and values of the application it is for', completesToml);
  on('nginx completes zones, upstreams and variables of the other files', completesNginx);
}

async function outlines(): Promise<void> {
  const names = async (path: string) => {
    const { document } = await open(path);
    const ask = () => run<readonly vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    // Another outline may answer first: ours is there when its names are.
    await until(async () => ((await ask()) ?? []).length > 0, 10_000);
    return flatten((await ask()) ?? []);
  };
  const holds = (found: readonly string[], wanted: readonly string[]) =>
    equal(
      wanted.filter((name) => !found.includes(name)),
      [],
      found.join(' '),
    );
  holds(await names('.env'), ['APP_TAG', 'APP_KEY_FILE', 'MAIL_FROM']);
  holds(await names('compose.yml'), ['services', 'web', 'image', 'secrets', 'key', 'configs', 'tuning']);
  holds(await names('traefik.toml'), ['entryPoints.web', 'address', 'log', 'level']);
  holds(await names('nginx.conf'), ['http', '$kind', 'app']);
}

async function folding(): Promise<void> {
  const folds = async (path: string, wanted: string) => {
    const { document } = await open(path);
    const ask = async () =>
      ((await run<readonly vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri)) ?? []).map(
        ({ start, end }) => `${start}-${end}`,
      );
    ok(await until(async () => (await ask()).includes(wanted), 10_000), `${path}: ${(await ask()).join(' ')}`);
  };
  await folds('.env', '0-3');
  await folds('traefik.toml', '5-6');
  await folds('nginx.conf', '1-5');
}

async function links(): Promise<void> {
  const targets = async (path: string, wanted: readonly string[]) => {
    const { document } = await open(path);
    const ask = async () =>
      ((await run<readonly vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri)) ?? []).flatMap(
        ({ target }) => (target === undefined ? [] : [target.toString()]),
      );
    const missing = (found: readonly string[]) =>
      wanted.filter((name) => !found.includes(fileUri(`${FOLDER}/${name}`).toString()));
    ok(
      await until(async () => missing(await ask()).length === 0, 10_000),
      `${path}: no link to ${missing(await ask()).join(', ')}`,
    );
  };
  await targets('compose.yml', ['base.yml', 'site.conf', 'secrets/key.txt', 'tuning.txt']);
  await targets('.env', ['secrets/key.txt']);
  await targets('traefik.toml', ['tuning.txt']);
}

async function definitions(): Promise<void> {
  await leadsTo('compose.yml', '[key', 1, 'compose.yml', '  key:');
  await leadsTo('parts/site.conf', '$kind', 1, 'nginx.conf', '$kind');
  await leadsTo('parts/site.conf', 'login', 1, 'nginx.conf', 'login');
  await leadsTo('parts/site.conf', '//app', 3, 'nginx.conf', 'upstream app');
  equal(await usesOf('compose.yml', '  key:', 3), ['compose.yml:13', 'compose.yml:9'], 'uses of the secret');
  equal(await usesOf('nginx.conf', '$kind', 1), ['nginx.conf:3', 'parts/site.conf:4'], 'uses of the variable');
  equal(await usesOf('nginx.conf', 'login', 1), ['nginx.conf:4', 'parts/site.conf:3'], 'uses of the zone');
  equal(await usesOf('nginx.conf', 'upstream app', 10), ['nginx.conf:5', 'parts/site.conf:5'], 'uses of the upstream');
}

async function rename(): Promise<void> {
  const { document } = await open('compose.yml');
  const at = place(document, '${APP_TAG', 3);
  const ask = () =>
    run<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, at, 'APP_VERSION').catch(
      () => undefined,
    );
  let edit: vscode.WorkspaceEdit | undefined;
  await until(async () => {
    edit = await ask();
    return edit !== undefined;
  }, 10_000);
  ok(edit !== undefined, 'nothing can be renamed');
  equal(
    edit
      .entries()
      .map(([uri]) => pathOf(uri))
      .sort(),
    ['.env', '.env.example', 'compose.yml'],
    'files',
  );
  await apply(edit);
  for (const [path, wanted] of [
    ['.env', 'APP_VERSION=1.2.3'],
    ['.env.example', '# APP_VERSION=\nAPP_VERSION=\n'],
    ['compose.yml', 'example/app:${APP_VERSION}'],
  ] as const) {
    const changed = await vscode.workspace.openTextDocument(fileUri(`${FOLDER}/${path}`));
    ok(changed.getText().includes(wanted), `${path}: ${changed.getText()}`);
  }
}

async function completesCompose(): Promise<void> {
  const head = 'services:\n  web:\n    image: postgres:17\n';
  await completes('compose.yml', `${head}    user: \${`, ['${APP_TAG}']);
  await completes('compose.yml', `${head}    secrets:\n      - |\nsecrets:\n  key:\n    file: ./k\n`, ['key']);
  await completes('compose.yml', `${head}    |\n  other:\n    image: b:1\n`, [
    'memory limit',
    'healthcheck (known for this image)',
  ]);
}

async function completesToml(): Promise<void> {
  const head = FILES['traefik.toml'] ?? '';
  await completes('traefik.toml', `${head}[api]\n|`, ['insecure', 'dashboard']);
  await completes('traefik.toml', head.replace('"INFO"', '"|"'), ['ERROR', 'WARN']);
}

async function completesNginx(): Promise<void> {
  const site = (line: string) => `server {\n  location / {\n    ${line}\n  }\n}\n`;
  await completes('parts/site.conf', site('limit_req zone=|'), ['zone=login']);
  await completes('parts/site.conf', site('proxy_pass http://|'), ['http://app']);
  await completes('parts/site.conf', site('proxy_set_header X-Kind $|'), ['$kind']);
}

/** Types a text, in which `|` (or its end) is the cursor, over a file, and looks for labels in what is proposed there. */
async function completes(path: string, marked: string, wanted: readonly string[]): Promise<void> {
  const editor = await open(path);
  const { document } = editor;
  const mark = marked.indexOf('|');
  const offset = mark < 0 ? marked.length : mark;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await changeText(editor, (edit) => edit.replace(all, marked.slice(0, offset) + marked.slice(offset + 1)));
  const ask = async () => {
    const list = await run<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(offset),
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };
  const missing = (found: readonly string[]) => wanted.filter((label) => !found.includes(label));
  ok(
    await until(async () => missing(await ask()).length === 0, 10_000),
    `${path}: ${missing(await ask()).join(', ')} not in ${(await ask()).slice(0, 15).join(' | ')}`,
  );
}

async function leadsTo(path: string, mark: string, offset: number, file: string, target: string): Promise<void> {
  const { document } = await open(path);
  const at = place(document, mark, offset);
  const wanted = `${file}:${lineOf(file, target)}`;
  const ask = async () => {
    const found = await run<readonly (vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    return (found ?? []).map((one) =>
      'uri' in one
        ? `${pathOf(one.uri)}:${one.range.start.line + 1}`
        : `${pathOf(one.targetUri)}:${one.targetRange.start.line + 1}`,
    );
  };
  ok(
    await until(async () => (await ask()).includes(wanted), 10_000),
    `${path} ${mark}: ${(await ask()).join(' ')} instead of ${wanted}`,
  );
}

async function usesOf(path: string, mark: string, offset: number): Promise<readonly string[]> {
  const { document } = await open(path);
  const found = await run<readonly vscode.Location[]>(
    'vscode.executeReferenceProvider',
    document.uri,
    place(document, mark, offset),
  );
  return (found ?? []).map(({ uri, range }) => `${pathOf(uri)}:${range.start.line + 1}`).sort();
}

function open(path: string): Promise<vscode.TextEditor> {
  return show(`${FOLDER}/${path}`);
}

async function run<R>(command: string, ...args: readonly unknown[]): Promise<R> {
  return vscode.commands.executeCommand<R>(command, ...args);
}

function place(document: vscode.TextDocument, mark: string, offset: number): vscode.Position {
  const at = document.getText().indexOf(mark);
  ok(at >= 0, `${mark} is not in ${document.uri.path}`);
  return document.positionAt(at + offset);
}

/** The line of a file's text, from 1. */
function lineOf(path: string, mark: string): number {
  const lines = (FILES[path] ?? '').split('\n');
  return lines.findIndex((line) => line.includes(mark)) + 1;
}

/** Below the tests' folder. */
function pathOf(uri: vscode.Uri): string {
  return uri.path.slice(fileUri(FOLDER).path.length + 1);
}

function flatten(symbols: readonly vscode.DocumentSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, children = [] }) => [name, ...flatten(children)]);
}
