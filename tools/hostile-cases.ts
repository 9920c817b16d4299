import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One run of a build. */
export interface Run {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
  /** Whether it ended by itself. */
  readonly ended: boolean;
  readonly seconds: number;
}

/** A folder somebody hostile may hand us, and how to tell in a few words what became of the run. */
export interface HostileCase {
  readonly name: string;
  /** Fills the folder. @returns where to run; default: there. */
  readonly make: (folder: string) => string | undefined;
  readonly args?: readonly string[];
  /** A file that standard output goes to. */
  readonly stdout?: string;
  readonly see: (run: Run, folder: string) => string;
}

const many = (count: number, line: (i: number) => string, glue = '') =>
  Array.from({ length: count }, (_, i) => line(i)).join(glue);

type Files = Readonly<Record<string, string | Buffer>>;

const BAD = 'ADMIN_PASSWORD=changeme\n';
const PLANTED = ['hunter2', 'x9'].join('-');

/** Lines that only look like a key. */
const KEY_LINES = many(12, (i) => `MIIE${`${i}`.padStart(2, '0')}${'q7Zt/Lp0Vx+a'.repeat(4)}abcdefgh`, ' ').split(' ');

function write(folder: string, files: Files): undefined {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return undefined;
}

/** Exit code, how a crash calls itself, how long it took when that is long, and what the summary says. */
function told({ code, out, err, seconds }: Run): string {
  const all = `${err}\n${out}`;
  const crash = /unexpected failure: \w+|Fatal [^\n]{0,60}|RangeError|TypeError/.exec(all)?.[0];
  const checked = /\d+ files? checked[^\n.]{0,60}/.exec(all)?.[0];
  const cut = /Not checked, or not to the end: \d+ files?/.exec(all)?.[0];
  const slow = seconds > 20 ? `${Math.round(seconds)} s` : undefined;
  const parts = [
    `exit ${code}`,
    crash ?? checked ?? (out === '' ? 'no report' : undefined),
    crash === undefined ? cut : undefined,
    slow,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

const files = (name: string, content: Files, args?: readonly string[]): HostileCase => ({
  name,
  make: (folder) => write(folder, content),
  ...(args && { args }),
  see: told,
});

const shows = (text: string, what: string) => (run: Run) =>
  `${run.out}${run.err}`.includes(text) ? `${what} is shown` : `${told(run)}, masked`;

const chain = Object.fromEntries(
  many(25, (i) => `${i}`, ' ')
    .split(' ')
    .map((i) => [`c${i}.conf`, `include c${Number(i) + 1}.conf;\n`.repeat(2)]),
);

/** The points of a review of the command line that a folder alone can show. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  files('a name with an umlaut beside a placeholder', { 'prüfung.env': BAD }),
  files('a name in Chinese', { '.env.生产': BAD }),
  files('a name that is a percent sign', { '%.env': BAD }),
  files('a systemd unit that names %%i', {
    '.env': BAD,
    'app.service': '[Service]\nEnvironmentFile=/etc/app/%%i.env\n',
  }),
  files('a newline in a name', { 'a\nb.env': BAD }),
  {
    name: 'bytes in a name that are no UTF-8',
    make: (folder) => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.env')]), BAD);
      return undefined;
    },
    see: told,
  },
  files('two compose files of 5,000 brackets', {
    'docker-compose.yml': `services: ${'['.repeat(5000)}`,
    'docker-compose.override.yml': `services: ${'['.repeat(5000)}`,
    '.env': BAD,
  }),
  files('settings whose pathMap holds null', {
    'preflight.json': '{ "nginx": { "pathMap": { "/etc/nginx": null } } }',
    '.env': BAD,
  }),
  files('settings of 3,000 brackets', {
    'preflight.json': `{ "nginx": { "pathMap": ${'['.repeat(3000)} } }`,
    '.env': BAD,
  }),
  files('200,000 lines "a: b"', { 'docker-compose.yml': 'a: b\n'.repeat(200_000), '.env': BAD }),
  files('200,000 comments "#="', { '.env': '#=\n'.repeat(200_000), 'b.env': BAD }),
  files('a baseline whose findings are null', { '.env': BAD, 'b.json': '{"version":1,"findings":null}' }, [
    'scan',
    '--baseline',
    'b.json',
  ]),
  {
    name: 'a full disk behind standard output',
    make: (folder) => write(folder, { '.env': 'A=1\n' }),
    stdout: '/dev/full',
    see: ({ code }) => `exit ${code}`,
  },
  ...['.env', '.gitignore', 'preflight.json', '.git/index'].map(
    (name): HostileCase => ({
      name: `a FIFO in the place of ${name}`,
      make: (folder) => {
        write(folder, { 'b.env': BAD, [`${dirname(name)}/kept`]: '' });
        execFileSync('mkfifo', [join(folder, name)]);
        return undefined;
      },
      see: told,
    }),
  ),
  files('eight times **/a/ in .gitignore, 60 folders deep', {
    [`${'a/'.repeat(60)}.env`]: BAD,
    '.gitignore': `${'**/a/'.repeat(8)}x\n`,
  }),
  files('nginx files that include the next one twice, 25 deep', {
    ...chain,
    'nginx.conf': 'events {}\nhttp { include c0.conf; }\n',
  }),
  files('30,000 unknown rules in settings', {
    'preflight.json': `{ "rules": {${many(30_000, (i) => `"compose/abc${i}": "off"`, ',')}} }`,
    '.env': BAD,
  }),
  files('an .env of 1 MB', { '.env': many(29_000, (i) => `SECRET_KEY_${i}=${i}aZ9kQ7xL2mP\n`) }),
  files(
    'a flow list of 70,000 ports',
    {
      'docker-compose.yml': `services: {a: {image: "x:1", ports: [${many(70_000, (i) => `"${(i % 60_000) + 1}:80"`, ', ')}]}}\n`,
    },
    ['scan', '--profile', 'all'],
  ),
  files('50,000 allow lines in one server', {
    'nginx.conf': `events {} http { server { ${many(50_000, (i) => `allow 10.${i >> 16}.${(i >> 8) & 255}.${i & 255};`, ' ')} deny all; } }\n`,
  }),
  files('20,000 regex locations in one line', {
    'nginx.conf': `events {} http { server { listen 80; ${many(19_000, (i) => `location ~ ^/a${i}/(.*)$ { proxy_pass http://x/$1; }`, ' ')} } }\n`,
  }),
  files(
    'a committed cache that says "nothing found"',
    { '.env': BAD, '.preflight-cache/results.json': '{"key":"x","results":{".env":{"findings":[]}}}' },
    ['scan', '--cache'],
  ),
  {
    name: 'a committed link in the place of the cache',
    make: (folder) => {
      write(folder, { 'repo/.env': BAD, 'victim/kept': 'kept' });
      symlinkSync('../victim', join(folder, 'repo/.preflight-cache'));
      return join(folder, 'repo');
    },
    args: ['scan', '--cache'],
    see: (run, folder) =>
      lstatSync(join(folder, 'victim/results.json'), { throwIfNoEntry: false }) === undefined
        ? `${told(run)}, nothing written through it`
        : 'written through it',
  },
  {
    name: 'a link to a file outside, fixed from the parent folder',
    make: (folder) => {
      write(folder, { 'private.env': 'DEBUG=true\nDEBUG=true\nA=1 \n', 'repo.v1/a.env': 'A=1\n' });
      symlinkSync('../private.env', join(folder, 'repo.v1/.env'));
      return folder;
    },
    args: ['scan', 'repo.v1', '--fix-unsafe', '--profile', 'all'],
    see: (run, folder) =>
      readFileSync(join(folder, 'private.env'), 'utf8') === 'DEBUG=true\nDEBUG=true\nA=1 \n'
        ? `${told(run)}, left as it was`
        : 'the file outside was rewritten',
  },
  {
    name: 'a private key without quotes in .env',
    make: (folder) =>
      write(folder, {
        '.env': `TLS_KEY=-----BEGIN RSA PRIVATE KEY-----\n${KEY_LINES.join('\n')}\n-----END RSA PRIVATE KEY-----\n`,
      }),
    args: ['scan', '--profile', 'all'],
    see: (run) => {
      const shown = KEY_LINES.filter((line) => run.out.includes(line)).length;
      return shown > 0 ? `${shown} of ${KEY_LINES.length} lines of it are shown` : `${told(run)}, masked`;
    },
  },
  {
    name: 'a line of a file that is a command of a CI runner',
    make: (folder) =>
      write(folder, {
        'docker-compose.yml': 'services:\n  a:\n    image: x\n    privileged: true\n::stop-commands::x\n',
      }),
    see: (run) =>
      /^::stop-commands::/m.test(run.out) ? 'the command reaches the log as it is' : `${told(run)}, escaped`,
  },
  {
    name: 'a folder that is a command of a CI runner',
    make: (folder) => write(folder, { '::error title=x::y/.env': BAD }),
    see: (run) =>
      /^::error title=x/m.test(run.out) ? 'the command reaches the log as it is' : `${told(run)}, escaped`,
  },
  {
    name: 'an nginx URL with a blank in its password',
    make: (folder) =>
      write(folder, {
        'nginx.conf': `events {}\nhttp { server { listen 80; location / { proxy_pass http://app:pa55 ${PLANTED}@db/; } } }\n`,
      }),
    args: ['scan', '--profile', 'all', '--format', 'html'],
    see: shows(PLANTED, 'half of the password'),
  },
];
