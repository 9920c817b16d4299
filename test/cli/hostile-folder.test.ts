import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLI, folderWith, runCli } from './run-cli.ts';

/** A guard against hanging; `strace` makes a scan some ten times slower. */
const HANG = 240_000;

const GOOD = {
  'good/docker-compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true\n    env_file: [app.env]\n',
  'good/app.env': 'ADMIN_PASSWORD=changeme\n',
  'good/nginx/nginx.conf': 'events {}\nhttp { include conf.d/*.conf; }\n',
  'good/nginx/conf.d/a.conf': 'server { listen 443 ssl; ssl_protocols TLSv1; }\n',
  'good/pyproject.toml': '[tool.x]\npassword = "changeme"\n',
};

/** All of what once took a scan down, led it out or held it up, in one tree. */
function hostileTree(): string {
  const cwd = folderWith({
    'outside/private.env': 'LEAKED_PASSWORD=outside-value\n',
    'outside/base.yml': 'services: {}\n',
    'outside/s.json': '{}',
  });
  const deep = '['.repeat(5000);
  const files: Readonly<Record<string, string | Buffer>> = {
    ...GOOD,
    'bad/prüfung.env': 'A=1\n',
    'bad/%zz.env': 'A=1\n',
    'bad/a\nb.env': 'A=1\n',
    'bad/::error title=x::y/.env': 'A=1\n',
    'bad/app.service': '[Service]\nEnvironmentFile=/etc/app/%%i.env\nEnvironmentFile=/etc/passwd\n',
    'bad/nest/docker-compose.yml': deep,
    'bad/nest/docker-compose.override.yml': `services: ${deep}`,
    'bad/nest/a.toml': `a = ${deep}`,
    'bad/nest/x.nginx.conf': 'http { '.repeat(5000),
    'bad/bytes.env': Buffer.from([0xff, 0xfe]),
    'bad/long.env': `A=${'x'.repeat(1_200_000)}\n`,
    'bad/out.compose.yml':
      'services:\n  a:\n    image: x:1\n    env_file: [../../outside/private.env, /etc/passwd, /etc/shadow]\n    extends: { file: ../../outside/base.yml, service: a }\n    volumes: ["/etc/nginx/nginx.conf:/etc/nginx/nginx.conf"]\ninclude: [../../outside/base.yml, /etc/compose.yml]\n',
    'bad/nginx.conf':
      'events {}\nhttp { include /etc/passwd; include ../../outside/*.conf; include c0.conf; server { root /etc; } }\n',
    'bad/settings/preflight.json':
      '{ "extends": "../../../outside/s.json", "checklists": { "/etc/x.json": {} }, "nginx": { "prefix": "/etc/nginx", "pathMap": { "/a": "/etc" } } }',
    'bad/settings/.env': 'A=1\n',
    'bad/.gitignore': `${'**/a/'.repeat(8)}x\n`,
    'bad/stranger/.git': 'gitdir: ../../../outside/.git\n',
    'bad/stranger/.env': 'A=1\n',
    '.preflight-cache/results.json': '{"key":"x","results":{}}',
    ...Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`bad/c${i}.conf`, `include c${i + 1}.conf;\ninclude c${i + 1}.conf;\n`]),
    ),
  };
  const tree = join(cwd, 'tree');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(resolve(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), content);
  }
  mkdirSync(join(tree, '.git'));
  for (const [name, target] of [
    ['bad/link.env', '../../outside/private.env'],
    ['bad/folder', '../../outside'],
    ['bad/passwd.env', '/etc/passwd'],
    ['bad/loop.env', 'loop.env'],
    ['bad/settings/deeper', '/etc'],
  ] as const)
    symlinkSync(target, join(tree, name));
  if (process.platform === 'linux')
    for (const name of ['bad/fifo.env', '.git/index']) execFileSync('mkfifo', [join(tree, name)]);
  return tree;
}

interface Found {
  readonly path: string;
  readonly rule: string;
}

const goodOnes = (stdout: string): readonly Found[] =>
  JSON.parse(stdout)
    .findings.filter(({ path }: Found) => path.startsWith('good/'))
    .map(({ path, rule }: Found) => `${path} ${rule}`);

let tree = '';
beforeAll(() => {
  tree = hostileTree();
});

describe('a folder of everything hostile', () => {
  it('takes nothing from the good project in it', { timeout: HANG }, async () => {
    const args = ['scan', '--format', 'json', '--profile', 'all'];
    const alone = await runCli(args, { cwd: folderWith({ ...GOOD, '.git/HEAD': '' }) });
    for (const threads of ['1', '2']) {
      const { code, stdout, stderr } = await runCli([...args, '--threads', threads], { cwd: tree });
      expect([code, stderr]).toEqual([1, '']);
      expect(goodOnes(stdout)).toEqual(goodOnes(alone.stdout));
      expect(goodOnes(stdout).length).toBeGreaterThan(5);
      expect(stdout).not.toMatch(/rule-crashed|outside-value|LEAKED_PASSWORD|root:x:/);
      const { unchecked } = JSON.parse(stdout).summary;
      expect(unchecked).toBeGreaterThan(9);
    }
  });

  const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
  if (!canTrace) console.log('skipped: strace is not here, or may not trace');

  it.skipIf(!canTrace)('has nothing opened outside of it, and nothing opened for writing', { timeout: HANG }, () => {
    /** What a scan opens: paths, and whether for writing. */
    const opened = (cwd: string): ReadonlyMap<string, boolean> => {
      const log = join(folderWith({}), 'log');
      const calls =
        'trace=open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,link';
      const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
      spawnSync(
        'strace',
        ['-f', '-qq', '-s', '4096', '-e', calls, '-o', log, process.execPath, CLI, 'scan', '-q', '--threads', '1'],
        { cwd, env },
      );
      const found = new Map<string, boolean>();
      for (const line of readFileSync(log, 'utf8').split('\n')) {
        const match = /^\d+ +(\w+)\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"(.*)/.exec(line);
        if (match === null) continue;
        const [, call = '', path = '', rest = ''] = match;
        found.set(resolve(cwd, path), !call.startsWith('open') || /O_WRONLY|O_RDWR|O_CREAT/.test(rest));
      }
      return found;
    };
    const empty = opened(realpathSync(folderWith({ '.git/HEAD': '' })));
    const cwd = realpathSync(tree);
    const hostile = opened(cwd);
    expect([...hostile.keys()].filter((path) => path.startsWith(cwd)).length).toBeGreaterThan(30);
    // What the runtime asks the kernel about the processor, it asks at some starts and not at others.
    const beyond = [...hostile].filter(([path]) => !empty.has(path) && !path.startsWith('/sys/devices/system/cpu/'));
    expect(beyond.filter(([, writing]) => writing)).toEqual([]);
    expect(beyond.map(([path]) => path).filter((path) => !path.startsWith(`${cwd}/`) && path !== cwd)).toEqual([]);
  });
});
