import { afterEach, describe, expect, it } from 'vitest';
import { Editor, type Range } from './editor.ts';

interface Hover {
  readonly contents: { readonly value: string };
  readonly range?: Range;
}

interface Location {
  readonly uri: string;
  readonly range: Range;
}

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(...args: ConstructorParameters<typeof Editor>): Promise<Editor> {
  editor = new Editor(...args);
  return editor.start();
}

/** Opens a file of the disk and returns what the request says at the first `mark` in it. */
async function at<R>(e: Editor, method: string, path: string, text: string, mark: string, offset = 1): Promise<R> {
  const uri = await e.open(path, text, 'plaintext', e.uri(path));
  const before = text.slice(0, text.indexOf(mark) + offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return e.request<R>(method, { textDocument: { uri }, position, context: { includeDeclaration: true } });
}

const COMPOSE =
  'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n    env_file: web.env\n    environment:\n      A: $' +
  '{TOKEN_NAME}\n      B: $' +
  '{MISSING:-fallback-value}\n';

describe('hover', () => {
  it('says in two lines what a finding is about, on the finding only, with a link to the rule', async () => {
    const e = await started();
    const hover = await at<Hover>(e, 'textDocument/hover', 'docker-compose.yml', COMPOSE, 'true');
    expect(hover.contents.value).toMatch(
      /^\*\*Container runs with full host privileges\*\*\n\nA privileged container has [^\n]*\.\n\n\[Explain\]\(https:[^)]*privileged-container\.md\)$/,
    );
    expect(hover.range?.start).toEqual({ line: 3, character: 16 });
    expect(await at(e, 'textDocument/hover', 'docker-compose.yml', COMPOSE, 'services')).toBeNull();
  });

  it('links to fixing, ignoring and explaining where the editor has our commands', async () => {
    const e = await started({}, { initializationOptions: { commands: true } });
    const hover = await at<Hover>(e, 'textDocument/hover', 'docker-compose.yml', COMPOSE, 'true');
    const links = [...hover.contents.value.matchAll(/\[(\w+)\]\(command:([\w.]+)\?([^)]*)\)/g)];
    expect(links.map(([, title, command]) => [title, command])).toEqual([
      ['Fix', 'preflight.fixFinding'],
      ['Ignore', 'preflight.ignoreFinding'],
      ['Explain', 'preflight.explainRule'],
    ]);
    expect(JSON.parse(decodeURIComponent(links[0]?.[3] ?? ''))).toEqual([
      { uri: e.uri('docker-compose.yml'), rule: 'compose/privileged-container', line: 3, character: 16 },
    ]);
  });

  it('of a variable of nginx says where it is made, not that it comes from the environment', async () => {
    const e = await started({ 'nginx.conf': 'http {\n  map $uri $kind { default 1; }\n  include conf.d/*.conf;\n}\n' });
    const site = 'server {\n  location / {\n    set $own 1;\n    add_header A "$kind $own $host";\n  }\n}\n';
    const hover = async (mark: string) =>
      (await at<Hover>(e, 'textDocument/hover', 'conf.d/site.conf', site, mark, 2)).contents.value;
    expect(await hover('$kind')).toMatch(/^`\$kind` is made by `map` in `nginx\.conf:2`\n/);
    expect(await hover('$own')).toMatch(/^`\$own` is made by `set` in `conf\.d\/site\.conf:3`\n/);
    expect(await hover('$host')).not.toContain('environment');
  });

  it('shows the value of a variable masked, with file and line, or its default', async () => {
    const value = ['correct', 'horse', 'battery'].join('-');
    const e = await started({ '.env': `X=1\nTOKEN_NAME=${value}\n`, 'web.env': 'Y=1\n' });
    const set = await at<Hover>(e, 'textDocument/hover', 'docker-compose.yml', COMPOSE, 'TOKEN_NAME');
    expect(set.contents.value).toMatch(/^`TOKEN_NAME` is `\*{4}`, set in `\.env:2`/);
    expect(set.contents.value).not.toContain(value);
    const unset = await at<Hover>(e, 'textDocument/hover', 'docker-compose.yml', COMPOSE, 'MISSING');
    expect(unset.contents.value).toContain('its default is');
  });

  it('says what a secret must be like, without showing it', async () => {
    const e = await started();
    const hover = await at<Hover>(e, 'textDocument/hover', '.env', 'JWT_SECRET=abcdef\n', 'JWT');
    expect(hover.contents.value).toContain('signing key');
    expect(hover.contents.value).not.toContain('abcdef');
  });
});

describe('definition, references, links', () => {
  it('lead from a variable to its line, and from the line to its uses', async () => {
    const e = await started({ '.env': 'X=1\nTOKEN_NAME=a\n', 'docker-compose.yml': COMPOSE, 'web.env': 'Y=1\n' });
    const [place] = await at<Location[]>(e, 'textDocument/definition', 'docker-compose.yml', COMPOSE, 'TOKEN_NAME');
    expect(place).toMatchObject({ uri: e.uri('.env'), range: { start: { line: 1 } } });
    const uses = await at<Location[]>(e, 'textDocument/references', '.env', 'X=1\nTOKEN_NAME=a\n', 'TOKEN_NAME');
    expect(uses).toMatchObject([{ uri: e.uri('docker-compose.yml'), range: { start: { line: 6 } } }]);
  });

  it('lead from a reference in TOML to the .env beside it', async () => {
    const toml = '[agent]\ninterval = "10s"\n[[outputs.influxdb_v2]]\nurls = []\ntoken = "${TOKEN_NAME}"\n';
    const e = await started({ '.env': 'X=1\nTOKEN_NAME=a\n', 'telegraf.toml': toml });
    const [place] = await at<Location[]>(e, 'textDocument/definition', 'telegraf.toml', toml, 'TOKEN_NAME');
    expect(place).toMatchObject({ uri: e.uri('.env'), range: { start: { line: 1 } } });
  });

  it('lead from a path to its file, and from an include to every file it takes in', async () => {
    const nginx = 'http {\n  include conf.d/*.conf;\n}\n';
    const e = await started({
      'docker-compose.yml': COMPOSE,
      'web.env': 'Y=1\n',
      'nginx/conf.d/a.conf': 'server { listen 80; }\n',
      'nginx/conf.d/b.conf': 'server { listen 81; }\n',
    });
    const [file] = await at<Location[]>(e, 'textDocument/definition', 'docker-compose.yml', COMPOSE, 'web.env');
    expect(file?.uri).toBe(e.uri('web.env'));
    const uri = e.uri('docker-compose.yml');
    const links = await e.request('textDocument/documentLink', { textDocument: { uri } });
    expect(links).toMatchObject([{ target: e.uri('web.env'), range: { start: { line: 4, character: 14 } } }]);
    const files = await at<Location[]>(e, 'textDocument/definition', 'nginx/nginx.conf', nginx, 'conf.d');
    expect(files.map((one) => one.uri)).toEqual([e.uri('nginx/conf.d/a.conf'), e.uri('nginx/conf.d/b.conf')]);
  });
});

describe('names of nginx', () => {
  const NGINX =
    'http {\n  map $uri $kind { default 1; }\n  upstream app { server a:1; }\n  include conf.d/*.conf;\n}\n';
  const SITE =
    'server {\n  location / {\n    add_header A $kind;\n    proxy_pass http://app;\n    proxy_set_header B $kind;\n  }\n}\n';

  it('lead from a fragment to the file that takes it in, and from there to every use', async () => {
    const e = await started({ 'nginx.conf': NGINX, 'conf.d/site.conf': SITE });
    const [place] = await at<Location[]>(e, 'textDocument/definition', 'conf.d/site.conf', SITE, '$kind');
    expect(place).toEqual({ uri: e.uri('nginx.conf'), range: range(1, 11, 1, 16) });
    const [upstream] = await at<Location[]>(e, 'textDocument/definition', 'conf.d/site.conf', SITE, '//app', 3);
    expect(upstream).toEqual({ uri: e.uri('nginx.conf'), range: range(2, 11, 2, 14) });
    const uses = await at<Location[]>(e, 'textDocument/references', 'nginx.conf', NGINX, '$kind');
    expect(uses).toEqual([
      { uri: e.uri('nginx.conf'), range: range(1, 11, 1, 16) },
      { uri: e.uri('conf.d/site.conf'), range: range(2, 17, 2, 22) },
      { uri: e.uri('conf.d/site.conf'), range: range(4, 23, 4, 28) },
    ]);
  });
});

function range(line: number, character: number, endLine: number, endCharacter: number): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

describe('completion and outline', () => {
  interface Item {
    readonly label: string;
    readonly textEdit: { readonly newText: string };
    readonly documentation?: { readonly value: string };
  }

  it('propose what fits into the nginx block, with the page when looked at, without snippets for editors that have none', async () => {
    const e = await started();
    const items = await at<Item[]>(
      e,
      'textDocument/completion',
      'nginx.conf',
      'http {\n  server {\n    ssl_p\n  }\n}\n',
      'ssl_p',
      5,
    );
    const item = items.find(({ label }) => label === 'ssl_protocols');
    expect(item?.textEdit.newText).not.toMatch(/\$\{?\d/);
    const resolved = await e.request<Item>('completionItem/resolve', item);
    expect(resolved.documentation?.value).toContain('ssl_protocols');
  });

  it('propose values before the `;`, and the files of the folder', async () => {
    const e = await started({ 'conf.d/site.conf': 'server { listen 80; }\n', 'tls/cert.pem': 'x' });
    const ask = async (line: string) =>
      (
        await at<Item[]>(
          e,
          'textDocument/completion',
          'nginx.conf',
          `events {}\nhttp {\n  server {\n    ${line}\n    root /srv;\n  }\n}\n`,
          line,
          line.length,
        )
      ).map(({ label }) => label);
    expect((await ask('ssl_protocols '))[0]).toBe('TLSv1.2 TLSv1.3');
    expect(await ask('include conf.d/')).toContain('conf.d/site.conf');
    expect(await ask('ssl_certificate tls/')).toEqual(['tls/cert.pem']);
    expect((await ask('include ../')).filter((label) => label.includes('..'))).toEqual([]);
  });

  it('show the blocks of an nginx file as its outline', async () => {
    const e = await started();
    const text = 'http {\n  server {\n    server_name a.example;\n    location /api { return 204; }\n  }\n}\n';
    const uri = await e.open('nginx.conf', text);
    const outline = JSON.stringify(await e.request('textDocument/documentSymbol', { textDocument: { uri } }));
    for (const part of ['http', 'a.example', '/api']) expect(outline).toContain(part);
  });
});

describe('inlay hints', () => {
  const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('are off unless switched on, and masked', async () => {
    const value = ['correct', 'horse'].join('-');
    const files = { '.env': `TOKEN_NAME=${value}\n`, 'docker-compose.yml': COMPOSE };
    const off = await started(files);
    const uri = await off.open('docker-compose.yml', COMPOSE, 'yaml', off.uri('docker-compose.yml'));
    expect(await off.request('textDocument/inlayHint', { textDocument: { uri }, range: everything })).toBeNull();
    await off.stop();
    const on = await started(files, { settings: () => ({ inlayHints: true }) });
    const same = await on.open('docker-compose.yml', COMPOSE, 'yaml', on.uri('docker-compose.yml'));
    const hints = await on.request('textDocument/inlayHint', { textDocument: { uri: same }, range: everything });
    expect(hints).toMatchObject([{ position: { line: 6 }, label: ' = ****' }]);
    expect(JSON.stringify(hints)).not.toContain(value);
  });
});

describe('why', () => {
  it('explains format, stage, settings, ignores and results of a file', async () => {
    const e = await started({
      '.gitignore': 'logs/\n',
      'preflight.json': '{ "rules": { "env/debug-enabled": "off" }, "ignore": ["old/"] }',
      'dev.env': 'DEBUG=true\nADMIN_PASSWORD=hunter2\n',
      'old/.env': 'DEBUG=true\n',
      'logs/.env': '# preflight-ignore env/debug-enabled -- x\nDEBUG=true\n',
      'notes.txt': 'hello',
      'tools/compose.yaml': 'services:\n  web:\n    image: nginx\n',
      'vendor/acme/.env': 'DEBUG=true\n',
    });
    const explain = async (path: string) =>
      (await e.request<{ markdown: string }>('preflight/explainFile', { uri: e.uri(path) })).markdown;
    expect(await explain('dev.env')).toMatch(
      /\*\*Format\*\*: dotenv[\s\S]*development[\s\S]*preflight\.json[\s\S]*`env\/debug-enabled`/,
    );
    expect(await explain('vendor/acme/.env')).toMatch(
      /not yours, because of the folder vendor\/\. Nothing is reported/,
    );
    expect(await explain('tools/compose.yaml')).toContain(
      '**Stage**: production, leaning to development, because of the folder tools/. ',
    );
    const resting = await explain('dev.env');
    expect(resting).toMatch(/\*\*Resting because of the stage\*\*: 1[\s\S]*secret\/weak: 1/);
    expect(resting).not.toContain('hunter2');
    expect(await explain('old/.env')).toContain('**Ignored** by `ignore`');
    expect(await explain('logs/.env')).toContain('because `.gitignore` names it');
    expect(await explain('notes.txt')).toContain('**Format**: none');
  });
});
