import { afterEach, describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/line-index.ts';
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
    const site = 'server {\n  location / {\n    set $own 1;\n    add_header A "$kind $own $host";\n  }\n}\n';
    const e = await started({
      'nginx.conf': 'http {\n  map $uri $kind { default 1; }\n  include conf.d/*.conf;\n}\n',
      'conf.d/site.conf': site,
    });
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

describe('paths', () => {
  const COMPOSE_PATHS = `services:
  web:
    build:
      context: ./app
      dockerfile: Prod.Dockerfile
    extends:
      file: base.yml
      service: web
    volumes:
      - ./site.conf:/etc/nginx/conf.d/site.conf:ro
      - ./app:/app
      - data:/data
      - type: bind
        source: ./gone.conf
        target: /x
secrets:
  key:
    file: secrets/key.txt
configs:
  other:
    file: ../outside.txt
`;

  it('of files that are there are links: mounts, extends, Dockerfiles, secrets, certificates, values of .env and TOML', async () => {
    const e = await started({
      'app/Prod.Dockerfile': 'FROM scratch\n',
      'base.yml': 'services:\n  web:\n    image: a:1\n',
      'site.conf': 'server {\n  ssl_certificate tls/cert.pem;\n  ssl_certificate_key tls/gone.pem;\n}\n',
      'secrets/key.txt': 'x',
      'tls/cert.pem': 'x',
      'docker-compose.yml': COMPOSE_PATHS,
      '.env': 'KEY_FILE=./secrets/key.txt\nNAME=base.yml\nOTHER=./nothing.txt\n',
      'app.toml': 'readme = "base.yml"\n[a]\nlist = ["secrets/key.txt", "gone.txt", "example.com"]\n',
    });
    const targets = async (path: string, text: string) => {
      const uri = await e.open(path, text, 'plaintext', e.uri(path));
      const links = await e.request<readonly { target: string; range: Range }[]>('textDocument/documentLink', {
        textDocument: { uri },
      });
      return links.map(({ target, range }) => [range.start.line, decodeURIComponent(target).split('ü/')[1]]);
    };
    expect(await targets('docker-compose.yml', COMPOSE_PATHS)).toEqual([
      [4, 'app/Prod.Dockerfile'],
      [6, 'base.yml'],
      [9, 'site.conf'],
      [17, 'secrets/key.txt'],
    ]);
    expect(await targets('.env', 'KEY_FILE=./secrets/key.txt\nNAME=base.yml\nOTHER=./nothing.txt\n')).toEqual([
      [0, 'secrets/key.txt'],
    ]);
    expect(
      await targets('app.toml', 'readme = "base.yml"\n[a]\nlist = ["secrets/key.txt", "gone.txt", "example.com"]\n'),
    ).toEqual([
      [0, 'base.yml'],
      [2, 'secrets/key.txt'],
    ]);
    expect(
      await targets('site.conf', 'server {\n  ssl_certificate tls/cert.pem;\n  ssl_certificate_key tls/gone.pem;\n}\n'),
    ).toEqual([[1, 'tls/cert.pem']]);
  });
});

describe('names of compose', () => {
  const TEXT =
    'services:\n  web:\n    image: a:1\n    secrets: [key]\n    depends_on:\n      - db\n  db:\n    image: b:1\n    secrets:\n      - source: key\nsecrets:\n  key:\n    file: ./key\n';

  it('lead to what defines them, and from there to every use', async () => {
    const e = await started();
    const [secret] = await at<Location[]>(e, 'textDocument/definition', 'compose.yml', TEXT, '[key');
    expect(secret?.range).toEqual(range(11, 2, 11, 5));
    const [service] = await at<Location[]>(e, 'textDocument/definition', 'compose.yml', TEXT, '- db', 3);
    expect(service?.range).toEqual(range(6, 2, 6, 4));
    const uses = await at<Location[]>(e, 'textDocument/references', 'compose.yml', TEXT, '  key:', 3);
    expect(uses.map(({ range: { start } }) => start.line)).toEqual([11, 3, 9]);
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

describe('completion of names', () => {
  interface Item {
    readonly label: string;
    readonly detail: string;
    readonly textEdit: { readonly newText: string; readonly range: Range };
  }
  const ask = (e: Editor, path: string, text: string, mark: string) =>
    at<Item[]>(e, 'textDocument/completion', path, text, mark, mark.length);

  it('.env: what the template, compose files and programs ask for and is not there yet', async () => {
    const e = await started({
      '.env.example': '# which\nHOST=a\nMAIL_FROM=b\n',
      'compose.yml': 'services:\n  web:\n    image: a:${TAG}\n    ports: ["${PORT:-80}:80"]\n',
      'src/main.ts':
        "const a = process.env.API_URL;\nconst { DEEP, OTHER: x } = process.env;\nprocess.env['NODE_ENV'];\n",
      'src/app.py': "os.getenv('PY_NAME')\nos.environ['PY_TWO']\nx.config('lower')\n",
      'node_modules/x/index.js': 'process.env.FOREIGN;\n',
    });
    const text = 'HOST=1\n\nMULTI="a\n\nb"\n';
    const items = await ask(e, '.env', text, 'HOST=1\n');
    expect(items.map(({ label }) => label)).toEqual(
      ['MAIL_FROM', 'PORT', 'TAG', 'API_URL', 'DEEP', 'OTHER', 'PY_NAME', 'PY_TWO'].sort(
        (a, b) => items.findIndex(({ label }) => label === a) - items.findIndex(({ label }) => label === b),
      ),
    );
    expect(items[0]).toMatchObject({
      label: 'MAIL_FROM',
      detail: 'in .env.example',
      textEdit: { newText: 'MAIL_FROM=' },
    });
    expect(items.find(({ label }) => label === 'API_URL')?.detail).toBe('asked for in src/main.ts');
    expect(await ask(e, '.env', text, '"a\n')).toEqual([]);
    expect(await ask(e, '.env', text, 'HOST=')).toEqual([]);
  });

  it('compose: variables of the env file, names of secrets, blocks that harden; nothing of the schema', async () => {
    const e = await started({ '.env': 'TAG=1\nTOKEN=two\n' });
    const head = 'services:\n  web:\n    image: postgres:17\n';
    const variables = await ask(e, 'compose.yml', `${head}    hostname: a-\${T}\n`, '${T');
    expect(variables.map(({ label }) => label)).toEqual(['${TAG}', '${TOKEN}']);
    expect(variables[0]?.textEdit).toEqual({ newText: '${TAG}', range: range(3, 16, 3, 20) });
    const secrets = await ask(
      e,
      'compose.yml',
      `${head}    secrets:\n      - \nsecrets:\n  key:\n    file: ./key\n`,
      '  - ',
    );
    expect(secrets.map(({ label }) => label)).toEqual(['key']);
    const blocks = await ask(e, 'compose.yml', `${head}    \n  db:\n    image: b:1\n`, 'postgres:17\n    ');
    expect(blocks.map(({ label }) => label)).toEqual([
      'memory limit',
      'healthcheck (known for this image)',
      'security_opt: no-new-privileges',
      'cap_drop: ALL',
      'logging: rotated',
    ]);
    expect(await ask(e, 'compose.yml', 'services:\n  web:\n    image: a:1\n    # ', '# ')).toEqual([]);
    expect(await ask(e, 'compose.yml', 'ser', 'ser')).toEqual([]);
  });
});

describe('renaming a variable', () => {
  const FILES = {
    '.env': '# the tag\nTAG=1\nOTHER=${TAG}-x\n',
    '.env.example': '# TAG=\nTAG=\nHOST=\n',
    'compose.yml':
      'services:\n  web:\n    image: "a:${TAG:-2}"\n    environment:\n      - TAG\n      - B=${TAG}${TAGS}$$TAG\n      - TAG2=1\n  db:\n    image: b:1\n    environment:\n      TAG:\n',
    'other/.env': 'TAG=3\n',
    'other/compose.yml': 'services:\n  web:\n    image: a:${TAG}\n',
  };

  async function renamed(e: Editor, path: keyof typeof FILES, mark: string, newName: string) {
    const uri = await e.open(path, FILES[path], 'plaintext', e.uri(path));
    const before = FILES[path].slice(0, FILES[path].indexOf(mark) + 1).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const edit = await e.request<{
      documentChanges: readonly {
        textDocument: { uri: string };
        edits: readonly { range: Range; newText: string }[];
      }[];
    }>('textDocument/rename', { textDocument: { uri }, position, newName });
    return Object.fromEntries(
      edit.documentChanges.map(({ textDocument, edits }) => {
        const name = Object.keys(FILES).find((one) => e.uri(one) === textDocument.uri) as keyof typeof FILES;
        const lines = new LineIndex(FILES[name]);
        const spans = edits.map(({ range: { start, end }, newText }) => ({
          span: { start: lines.offsetAt(start), end: lines.offsetAt(end) },
          newText,
        }));
        return [name, applyEdits(FILES[name], spans)];
      }),
    );
  }

  it('changes the env file, its template and the compose file, from any of them, and nothing in another folder', async () => {
    const e = await started(FILES);
    const expected = {
      '.env': '# the tag\nVERSION=1\nOTHER=${VERSION}-x\n',
      '.env.example': '# VERSION=\nVERSION=\nHOST=\n',
      'compose.yml':
        'services:\n  web:\n    image: "a:${VERSION:-2}"\n    environment:\n      - TAG=${VERSION}\n      - B=${VERSION}${TAGS}$$TAG\n      - TAG2=1\n  db:\n    image: b:1\n    environment:\n      TAG: ${VERSION}\n',
    };
    expect(await renamed(e, '.env', 'TAG=1', 'VERSION')).toEqual(expected);
    expect(await renamed(e, 'compose.yml', 'TAG:-2', 'VERSION')).toEqual(expected);
    expect(await renamed(e, '.env.example', 'TAG=\nHOST', 'VERSION')).toEqual(expected);
  });

  it('refuses a name that is taken or is none, and says where nothing can be renamed', async () => {
    const e = await started(FILES);
    await expect(renamed(e, '.env', 'TAG=1', 'HOST')).rejects.toThrow('.env.example has HOST already');
    await expect(renamed(e, '.env', 'TAG=1', '1A')).rejects.toThrow('letters, digits');
    const uri = e.uri('.env');
    const prepare = (line: number, character: number) =>
      e.request('textDocument/prepareRename', { textDocument: { uri }, position: { line, character } });
    expect(await prepare(1, 2)).toEqual({ range: range(1, 0, 1, 3), placeholder: 'TAG' });
    expect(await prepare(2, 10)).toEqual({ range: range(2, 8, 2, 11), placeholder: 'TAG' });
    expect(await prepare(1, 5)).toBeNull();
  });
});

describe('outline and folding', () => {
  interface OutlineItem {
    readonly name: string;
    readonly detail: string;
    readonly children: readonly OutlineItem[];
  }
  const ENV = '# Database\n# (local)\nDB_HOST=a\nDB_PASSWORD=hunter2-hunter2\n\n# Mail\nMAIL=b\n';
  const TOML = 'top = 1\n[server]\nport = 80\nlist = [\n  1,\n]\n\n[[items]]\na.b = "hunter2-hunter2"\n[[items]]\n';

  it('show the names of .env, compose and TOML files, never their values', async () => {
    const e = await started();
    const outline = async (path: string, text: string) => {
      const uri = await e.open(path, text);
      return e.request<readonly OutlineItem[]>('textDocument/documentSymbol', { textDocument: { uri } });
    };
    const env = await outline('.env', ENV);
    expect(env.map(({ name }) => name)).toEqual(['DB_HOST', 'DB_PASSWORD', 'MAIL']);
    const toml = await outline('app.toml', TOML);
    expect(toml.map(({ name, detail }) => `${name} ${detail}`.trim())).toEqual([
      'top',
      'server',
      'items item 1',
      'items item 2',
    ]);
    expect(toml[1]?.children.map(({ name }) => name)).toEqual(['port', 'list']);
    expect(toml[2]?.children.map(({ name }) => name)).toEqual(['a.b']);
    const compose = await outline(
      'compose.yml',
      'services:\n  web:\n    image: nginx:1.27\n    ports: []\nvolumes:\n  data:\n',
    );
    expect(compose.map(({ name }) => name)).toEqual(['services', 'volumes']);
    expect(compose[0]?.children.map(({ name, detail }) => [name, detail])).toEqual([['web', 'nginx:1.27']]);
    expect(compose[0]?.children[0]?.children.map(({ name }) => name)).toEqual(['image', 'ports']);
    expect(JSON.stringify([env, toml])).not.toContain('hunter2');
  });

  it('fold blocks, tables, lists, groups and comments, and leave YAML to the editor', async () => {
    const e = await started();
    const folds = async (path: string, text: string) => {
      const uri = await e.open(path, text);
      const found = await e.request<readonly { startLine: number; endLine: number }[] | null>(
        'textDocument/foldingRange',
        { textDocument: { uri } },
      );
      return found?.map(({ startLine, endLine }) => [startLine, endLine]) ?? null;
    };
    expect(await folds('.env', ENV)).toEqual([
      [0, 3],
      [5, 6],
      [0, 1],
    ]);
    expect(await folds('app.toml', TOML)).toEqual([
      [1, 5],
      [7, 8],
      [3, 5],
    ]);
    expect(await folds('nginx.conf', 'http {\n  server {\n    listen 80;\n  }\n}\n')).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(await folds('compose.yml', 'services:\n  web:\n    image: a:1\n')).toBeNull();
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
