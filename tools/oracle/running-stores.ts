import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { withFixes } from '../../server/src/project/with-fixes.ts';
import { applyFix } from '../../test/support/apply-fix.ts';
import { memoryProject } from '../../test/support/lint.ts';
import { MemoryHost } from '../../test/support/memory-host.ts';
import { freePort, opens, stopped } from './nginx-running.ts';

type Files = Readonly<Record<string, string>>;

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: string | readonly string[];
}

/** A project as docker-compose reads it, references filled in, and the folder it lies in. */
interface Composed {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
  readonly folder: string;
}

/** A data store that runs as its image would start it. */
interface Running {
  /** The answer to a question, asked with the address a client is told; a text that starts with `error:` when it is refused. */
  ask(url: string, question: string): Promise<string>;
  stop(): Promise<void>;
}

interface StoreCase {
  readonly name: string;
  readonly store: 'redis' | 'postgres';
  readonly rule: string;
  readonly title: RegExp;
  readonly compose: string;
  /** Variables a person sets when Compose asks for them; without them the file must be refused. */
  readonly set?: Readonly<Record<string, string>>;
  /** `url`: what the client `app` is told after the fix. Gives what is wrong. */
  readonly after: (running: Running, url: string, project: Composed) => Promise<string | undefined>;
}

const PING = 'PING';
const ONE = 'select 1';

const wrong = (what: string, answer: string, wanted: RegExp) =>
  wanted.test(answer) ? undefined : `${what}: ${answer}`;

const postgresWith = (lines: string, url: string) => `services:
  db:
    image: postgres:15.8
    environment:
      POSTGRES_USER: shop
${lines}
  app:
    image: example/app:1.2
    environment:
      DATABASE_URL: ${url}
`;

const CASES: readonly StoreCase[] = [
  {
    name: 'redis: the password moves to .env at server and client',
    store: 'redis',
    rule: 'secret/weak',
    title: /to \.env/,
    compose: `services:
  store:
    image: redis:7.0
    command: [redis-server, --requirepass, supersecret]
  app:
    image: example/app:1.2
    environment:
      REDIS_URL: redis://:supersecret@store:6379/0
`,
    after: async (running, url) =>
      wrong('new password', await running.ask(url, PING), /PONG/) ??
      wrong('old password', await running.ask('redis://:supersecret@store:6379/0', PING), /WRONGPASS/),
  },
  {
    name: 'redis: clients of a cache that asked nobody must log in',
    store: 'redis',
    rule: 'compose/unprotected-cache',
    title: /clients must log in/,
    compose: `services:
  store:
    image: redis:7.0
`,
    set: { REDIS_PASSWORD: ['q7Lx2Kd9', 'Rt4Zw8N3'].join('') },
    after: async (running) =>
      wrong('without a password', await running.ask('redis://store:6379/0', PING), /NOAUTH/) ??
      wrong('with it', await running.ask(`redis://:${['q7Lx2Kd9', 'Rt4Zw8N3'].join('')}@store:6379/0`, PING), /PONG/),
  },
  {
    name: 'postgres: a new password in .env opens the database, the old one does not',
    store: 'postgres',
    rule: 'secret/default-credential',
    title: /to \.env/,
    compose: postgresWith('      POSTGRES_PASSWORD: postgres', 'postgres://shop:postgres@db:5432/shop'),
    after: async (running, url) =>
      wrong('new password', await running.ask(url, ONE), /^1$/) ??
      wrong('old password', await running.ask('postgres://shop:postgres@db:5432/shop', ONE), /authentication failed/),
  },
  {
    name: 'postgres: the password that is required is the one that was set',
    store: 'postgres',
    rule: 'secret/default-credential',
    title: /^Require /,
    compose: postgresWith('      POSTGRES_PASSWORD: postgres', 'postgres://shop:postgres@db:5432/shop'),
    set: { POSTGRES_PASSWORD: ['q7Lx2Kd9', 'Rt4Zw8N3'].join('') },
    after: async (running, url) => wrong('as set', await running.ask(url, ONE), /^1$/),
  },
  {
    name: 'postgres: the password moves to a secret file',
    store: 'postgres',
    rule: 'secret/weak',
    title: /Docker secret/,
    compose: `services:
  db:
    image: postgres:15.8
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: supersecret
`,
    after: async (running, _, { secrets = {} }) => {
      const file = Object.values(secrets)[0]?.file ?? '';
      const password = readFileSync(file, 'utf8').trim();
      return (
        wrong('from the file', await running.ask(`postgres://shop:${password}@db:5432/shop`, ONE), /^1$/) ??
        wrong(
          'old password',
          await running.ask('postgres://shop:supersecret@db:5432/shop', ONE),
          /authentication failed/,
        )
      );
    },
  },
  {
    name: 'postgres: who trusted everybody asks for a password',
    store: 'postgres',
    rule: 'env/authentication-disabled',
    title: /./,
    compose: postgresWith(
      '      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set}\n      POSTGRES_HOST_AUTH_METHOD: trust',
      'postgres://shop@db:5432/shop',
    ),
    set: { POSTGRES_PASSWORD: ['q7Lx2Kd9', 'Rt4Zw8N3'].join('') },
    after: async (running) =>
      wrong('without a password', await running.ask('postgres://shop@db:5432/shop', ONE), /no password supplied/) ??
      wrong(
        'with it',
        await running.ask(`postgres://shop:${['q7Lx2Kd9', 'Rt4Zw8N3'].join('')}@db:5432/shop`, ONE),
        /^1$/,
      ),
  },
  {
    name: 'postgres: writes reach the disk again',
    store: 'postgres',
    rule: 'compose/unsafe-database-flag',
    title: /fsync on/,
    compose: postgresWith(
      `      POSTGRES_PASSWORD: ${['q7Lx2Kd9', 'Rt4Zw8N3'].join('')}\n    command: postgres -c fsync=off`,
      `postgres://shop:${['q7Lx2Kd9', 'Rt4Zw8N3'].join('')}@db:5432/shop`,
    ),
    after: async (running, url) => wrong('fsync', await running.ask(url, 'show fsync'), /^on$/),
  },
  {
    name: 'postgres: the client speaks TLS where the server offers it',
    store: 'postgres',
    rule: 'url/no-tls',
    title: /./,
    compose: postgresWith(
      `      POSTGRES_PASSWORD: ${['q7Lx2Kd9', 'Rt4Zw8N3'].join('')}`,
      'postgres://shop:${DB_PASSWORD:?set}@db.acme-eu.net:5432/shop?sslmode=disable',
    ),
    set: { DB_PASSWORD: ['q7Lx2Kd9', 'Rt4Zw8N3'].join('') },
    after: async (running, url) =>
      wrong('TLS', await running.ask(url, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'), /^t$/),
  },
];

const FILE = 'compose.yml';

async function run(one: StoreCase): Promise<string | undefined> {
  const missing = ['docker-compose', ...PROGRAMS[one.store]].find((program) => pathOf(program) === undefined);
  if (missing !== undefined) return `skipped: ${missing} is not here`;
  const files = { [FILE]: one.compose };
  const { project } = memoryProject({ files, profile: 'all', selection: { only: new Set([one.rule]) } });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(FILE)));
  const offered = findings.flatMap((finding) => finding.fixes.map(({ title }, index) => ({ finding, title, index })));
  const chosen = offered.find(({ title }) => one.title.test(title));
  if (chosen === undefined) return `${one.rule} offers ${offered.map(({ title }) => title).join(' | ') || 'nothing'}`;
  const folder = mkdtempSync(join(tmpdir(), 'preflight-store-'));
  chmodSync(folder, 0o755);
  try {
    return await proved(one, applyFix(files, chosen.finding, chosen.index), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function proved(one: StoreCase, fixed: Files, folder: string): Promise<string | undefined> {
  const before = composed({ [FILE]: one.compose }, join(folder, 'before'), one.set ?? {});
  if (typeof before === 'string') return `before: ${before}`;
  const old = await START[one.store](before);
  const url = clientUrl(before);
  const said = url === '' ? '' : await old.ask(url, one.store === 'redis' ? PING : ONE);
  await old.stop();
  if (/^error:/.test(said)) return `before: ${said}`;
  if (
    one.set !== undefined &&
    one.title.source.includes('Require') &&
    typeof composed(fixed, join(folder, 'unset'), {}) !== 'string'
  )
    return 'Compose does not ask for the variable';
  const after = composed(fixed, join(folder, 'after'), one.set ?? {});
  if (typeof after === 'string') return `after: ${after}`;
  const running = await START[one.store](after);
  try {
    return await one.after(running, clientUrl(after), after);
  } finally {
    await running.stop();
  }
}

function clientUrl({ services }: Composed): string {
  const own = services['app']?.environment ?? {};
  return own['REDIS_URL'] ?? own['DATABASE_URL'] ?? '';
}

/** The files as docker-compose reads them; a text: why it refuses. */
function composed(files: Files, folder: string, set: Readonly<Record<string, string>>): Composed | string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { PATH = '' } = process.env;
  const asked = spawnSync('docker-compose', ['-f', FILE, 'config'], {
    cwd: folder,
    env: { PATH, ...set },
    encoding: 'utf8',
  });
  if (asked.status !== 0) return asked.stderr.trim();
  return { ...parse(asked.stdout), folder };
}

const PROGRAMS = { redis: ['redis-server'], postgres: ['postgres', 'initdb', 'psql'] } as const;
const START = { redis: startRedis, postgres: startPostgres } as const;

function pathOf(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/lib/postgresql/15/bin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function wordsOf({ command = [] }: Service): readonly string[] {
  return typeof command === 'string' ? command.split(/\s+/).filter((word) => word !== '') : command;
}

async function startRedis({ services, folder }: Composed): Promise<Running> {
  const service = services['store'] ?? {};
  const port = await freePort();
  // what a shell in the container would put in for `$$NAME`, which docker-compose writes as `$$`
  const filled = wordsOf(service).map((word) =>
    word.replace(/\$\$?\{?(\w+)\}?/g, (_, name) => service.environment?.[name] ?? ''),
  );
  const args = filled[0] === 'redis-server' ? filled.slice(1) : filled;
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, '--protected-mode', 'no'];
  const child = spawn(pathOf('redis-server') ?? '', [...args, ...own], { stdio: 'ignore' });
  await opened(port, child, 'redis-server');
  return { ask: (url, question) => askRedis(port, url, question), stop: () => stopped(child) };
}

async function opened(port: number, child: ChildProcess, name: string): Promise<void> {
  if (await opens({ host: '127.0.0.1', port }, child)) return;
  await stopped(child);
  throw new Error(`${name} does not start`);
}

function askRedis(port: number, url: string, question: string): Promise<string> {
  const { password } = new URL(url);
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    const lines = [...(password === '' ? [] : [`AUTH ${decodeURIComponent(password)}`]), question, 'QUIT'];
    socket.on('data', (part) => {
      answer += part.toString();
    });
    socket.once('close', () =>
      done(answer.includes('-') && !answer.includes('PONG') ? `error: ${answer.trim()}` : answer.trim()),
    );
    socket.once('error', () => done('error: no connection'));
    socket.write(`${lines.join('\r\n')}\r\n`);
  });
}

/** As the entrypoint of the image does: a cluster for the user, the host lines of pg_hba.conf by the method, then the command. */
async function startPostgres({ services, secrets = {}, folder }: Composed): Promise<Running> {
  const service = services['db'] ?? {};
  const env = service.environment ?? {};
  const { POSTGRES_USER: user = 'postgres', POSTGRES_HOST_AUTH_METHOD: method = 'scram-sha-256' } = env;
  const secret = Object.values(secrets)[0]?.file;
  const password =
    env['POSTGRES_PASSWORD_FILE'] === undefined
      ? (env['POSTGRES_PASSWORD'] ?? '')
      : readFileSync(secret ?? '', 'utf8').trim();
  if (password === '' && method !== 'trust') throw new Error('the image refuses to start without POSTGRES_PASSWORD');
  const as = process.getuid?.() === 0 ? nobody() : undefined;
  const data = join(folder, 'data');
  mkdirSync(data);
  const file = join(folder, 'password');
  writeFileSync(file, `${password === '' ? 'unused' : password}\n`);
  certificate(folder);
  for (const path of [folder, data, file, join(folder, 'server.key')])
    if (as !== undefined) chownSync(path, as.uid, as.gid);
  const made = spawnSync(
    pathOf('initdb') ?? '',
    ['-D', data, '-U', user, '--pwfile', file, '-A', 'scram-sha-256', '-N'],
    { ...as, encoding: 'utf8', env: {}, cwd: folder },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  writeFileSync(join(data, 'pg_hba.conf'), `local all all trust\nhost all all all ${method}\n`);
  const port = await freePort();
  const [, ...args] = ['postgres', ...wordsOf(service).filter((word, index) => index > 0 || word !== 'postgres')];
  const own = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'ssl=on'];
  const tls = ['-c', `ssl_cert_file=${folder}/server.pem`, '-c', `ssl_key_file=${folder}/server.key`];
  const child = spawn(pathOf('postgres') ?? '', [...own, ...tls, ...args], {
    ...as,
    stdio: 'ignore',
    env: {},
    cwd: folder,
  });
  await opened(port, child, 'postgres');
  askPostgres(
    `postgres://${user}@localhost/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
    `create database "${env['POSTGRES_DB'] ?? user}"`,
  );
  return {
    ask: (url, question) => Promise.resolve(askPostgres(url.replace(/@[\w.-]+:\d+/, `@127.0.0.1:${port}`), question)),
    stop: () => stopped(child),
  };
}

/** PostgreSQL refuses to run as root. */
function nobody(): { readonly uid: number; readonly gid: number } {
  const line =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((one) => one.startsWith('nobody:')) ?? '';
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function certificate(folder: string): void {
  const files = ['-keyout', join(folder, 'server.key'), '-out', join(folder, 'server.pem')];
  spawnSync('openssl', [
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    ...files,
  ]);
  chmodSync(join(folder, 'server.key'), 0o600);
}

function askPostgres(url: string, question: string): string {
  const { PATH = '' } = process.env;
  const asked = spawnSync(pathOf('psql') ?? '', ['-X', '-A', '-t', '-w', '-c', question, url], {
    encoding: 'utf8',
    env: { PATH, PGCONNECT_TIMEOUT: '5' },
  });
  return asked.status === 0 ? asked.stdout.trim() : `error: ${asked.stderr.trim()}`;
}

/** Cases of redis and PostgreSQL: the store starts and answers its client before and after a fix, as the title says. */
export const STORE_CASES = CASES.map((one) => ({ name: one.name, run: () => run(one) }));
