import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

/** Limits in milliseconds are hang guards, ten times what these take. */
const HANG = 20_000;
const BAD = 'ADMIN_PASSWORD=changeme\n';
const GOOD_PROJECT = {
  'good/docker-compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true\n',
  'good/.env': BAD,
};

interface Body {
  readonly files: readonly { readonly path: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly severity: string;
    readonly message: string;
  }[];
}

/** A scan of hostile files beside a good project, which must be checked as if they were not there. */
async function beside(files: Readonly<Record<string, string | Buffer>>, args: readonly string[] = []): Promise<Body> {
  const cwd = folderWith({ ...GOOD_PROJECT, ...files });
  const { code, stdout, stderr } = await runCli(['scan', '--format', 'json', ...args], { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(1);
  const body: Body = JSON.parse(stdout);
  const good = body.findings.filter(({ path }) => path.startsWith('good/')).map(({ rule }) => rule);
  expect(good).toContain('compose/privileged-container');
  expect(good).toContain('secret/placeholder');
  return body;
}

const unchecked = ({ findings }: Body) =>
  findings.filter(({ rule }) => rule === 'preflight/unreadable').map(({ path, severity }) => `${path} ${severity}`);

describe('a name never ends a scan', () => {
  it('whatever is in it', async () => {
    const names = [
      'prüfung.env',
      '.env.生产',
      '.env.😀',
      '%.env',
      '%zz.env',
      'a%2Fb.env',
      'a%C3.env',
      'a?b#c.env',
      'a\\b.env',
      'a\nb.env',
      'a\u2028b.env',
      'prü % 50%\n?#/.env',
    ];
    const body = await beside(Object.fromEntries(names.map((name) => [name, BAD])));
    const found = body.findings.filter(({ rule }) => rule === 'secret/placeholder').map(({ path }) => path);
    expect(found).toEqual(expect.arrayContaining(names));
  });

  it.skipIf(process.platform !== 'linux')('bytes that are no UTF-8, in a file and in a folder', async () => {
    const cwd = folderWith({});
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/a`), Buffer.from([0xff]), Buffer.from('.env')]), BAD);
    const folder = Buffer.concat([Buffer.from(`${cwd}/d`), Buffer.from([0xc3, 0x28])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from('/.env')]), BAD);
    const formats = ['text', 'json', 'sarif', 'junit', 'github', 'markdown', 'html'];
    const results = await Promise.all(formats.map((format) => runCli(['scan', '--format', format], { cwd })));
    for (const [i, { code, stdout, stderr }] of results.entries()) {
      expect([code, stderr], formats[i]).toEqual([1, '']);
      expect(stdout.match(/secret\/placeholder/g)?.length, formats[i]).toBeGreaterThan(1);
    }
  });

  it('what a systemd unit, an include or a compose file names is no escape either', async () => {
    const body = await beside({
      '.env': BAD,
      'app.service': '[Service]\nEnvironmentFile=/etc/app/%%i.env\nEnvironmentFile=-/run/%E/%\n',
      'nginx.conf': 'events {}\nhttp { include %zz/*.conf; include "conf%.d/a.conf"; }\n',
      'docker-compose.yml':
        'services:\n  a:\n    image: x:1\n    env_file: ["%zz.env", "%"]\n    volumes: ["./%E0%A4%A:/x"]\n    extends: { file: "%ff.yml", service: b }\ninclude: ["%C3.yml"]\n',
      '%zz.env': BAD,
    });
    expect(unchecked(body)).toEqual([]);
    expect(body.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['.env', 'nginx.conf', '%zz.env']));
  });

  it('git tracks a name with umlauts, also where it shortens names', async () => {
    const cwd = folderWith({
      'dörfer/a.env': 'X=1\n',
      'dörfer/ä.env': `DB_PASSWORD=${['vT9q', 'LmX2', 'rZ8w'].join('')}\n`,
    });
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, stdio: 'ignore' });
    git('init');
    git('add', '.');
    for (const version of ['2', '4']) {
      git('update-index', '--index-version', version);
      const { stdout } = await runCli(['scan', '--fail-on', 'never', '-q'], { cwd });
      expect(stdout, `version ${version}`).toContain('dotenv/tracked');
    }
  });
});

describe('nesting is bounded before a parser sees it', () => {
  const deep = 5000;
  it.each<[string, Readonly<Record<string, string>>]>([
    [
      'in YAML',
      {
        'a/docker-compose.yml': '['.repeat(deep),
        'a/docker-compose.override.yml': `services: ${'['.repeat(deep)}`,
        'braces.compose.yml': `services: ${'{a: '.repeat(deep)}`,
        'closed.compose.yml': `x: ${'['.repeat(deep)}${']'.repeat(deep)}\nservices:\n  a: { image: x }\n`,
        'dashes.compose.yml': `services: \n  ${'- '.repeat(deep)}a\n`,
        'questions.compose.yml': `${'? '.repeat(deep)}a\n`,
        'indentation.compose.yml': Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      },
    ],
    [
      'in TOML',
      {
        'arrays.toml': `a = ${'['.repeat(deep)}${']'.repeat(deep)}\n`,
        'keys.toml': `${Array.from({ length: 90_000 }, (_, i) => `k${i}`).join('.')} = 1\n`,
        'tables.toml': `a = ${`{${'x.'.repeat(59)}x=`.repeat(60)}1${'}'.repeat(60)}\n`,
      },
    ],
    [
      'in nginx files, also in a fragment and in a pattern',
      {
        'x.nginx.conf': `${'http { '.repeat(deep)}${'}'.repeat(deep)}\n`,
        'nginx.conf': 'events {}\nhttp { include conf.d/*.conf; }\n',
        'conf.d/a.conf': `server { listen 80; location / { ${'if ($a) { '.repeat(deep)}${'}'.repeat(deep)} } }\n`,
        'pattern.nginx.conf': `server { location ~ ${'('.repeat(deep)}a${')'.repeat(deep)} { return 200; } }\n`,
      },
    ],
    [
      'in settings and a checklist',
      {
        'a/preflight.json': `{ "rules": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`,
        'a/.env': 'A=1\n',
        'b/preflight.json': '{ "checklists": { "./own.checklist.json": {} } }',
        'b/own.checklist.json': `{ "name": "x", "sections": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`,
        'b/.env': 'A=1\n',
      },
    ],
  ])('%s', { timeout: HANG }, async (_, files) => {
    const body = await beside(files);
    const expected = Object.keys(files).filter((path) => (files[path] ?? '').length > 1000);
    expect([...unchecked(body)].sort()).toEqual(expected.map((path) => `${path} high`).sort());
    expect(body.findings.filter(({ message }) => message.includes('64 levels'))).toHaveLength(expected.length);
  });

  it('a bracket in a quoted text, a comment or a block is none', async () => {
    const many = '['.repeat(200);
    const body = await beside({
      'compose.yml': `# ${many}\nservices:\n  a:\n    image: x:1 # ${many}\n    command: "${many}"\n    labels:\n      b: |\n        ${many}\n      c: it's ${many}\n`,
      'a.toml': `# ${many}\na = "${many}"\nb = '''\n${many}'''\n`,
      'preflight.json': `{ /* ${many} */ "stages": { "${many}": "production" } } // ${many}`,
    });
    expect(unchecked(body)).toEqual([]);
  });

  it('a template stays unchecked where it is nested too deep', async () => {
    const body = await beside({
      'compose.yml': `{% if a %}\nservices: ${'['.repeat(200)}\n`,
      'x.nginx.conf': `{{ a }}\n${'http { '.repeat(200)}`,
    });
    expect(unchecked(body)).toEqual(['compose.yml high', 'x.nginx.conf high']);
  });
});

describe('a file of a wrong shape or size ends nothing', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a path map of null',
      { 'preflight.json': '{"nginx":{"pathMap":{"/etc/nginx":null}}}' },
      '"/etc/nginx" must be a text',
    ],
    [
      'a path map that is a list',
      { 'preflight.json': '{"nginx":{"pathMap":["/etc/nginx"]}}' },
      '"pathMap" is not of the right form',
    ],
    [
      'ticks that are none',
      { 'preflight.json': '{"checklists":{"bap":{"manual":{"a":null,"b":{"until":5}},"thresholds":[]}}}' },
      '"until" must be a text',
    ],
    [
      'rules that are no list',
      {
        'preflight.json': '{"checklists":{"./own.checklist.json":{}}}',
        'own.checklist.json':
          '{"name":"o","sections":[{"title":"s","items":[{"id":"a","title":"t","kind":"rule","checks":[{"kind":"rule","rules":{"a":1},"about":"service"}]}]}]}',
      },
      '"about" must be an object',
    ],
  ])('%s', async (_, files, words) => {
    const body = await beside({ ...files, '.env': 'A=1\n' });
    expect(body.findings.map(({ message }) => message).join('\n')).toContain(words);
    expect(unchecked(body)).toEqual([]);
  });

  it('a hundred thousand of anything', { timeout: 4 * HANG }, async () => {
    const many = 130_000;
    const body = await beside({
      'compose.yml': `services:\n  x:\n    image: a:1\n${'a: b\n'.repeat(many)}`,
      'b.compose.yml': `services:\n  x:\n    image: a:1\n${'#=\n'.repeat(many)}`,
      '.env': '#=\n'.repeat(many),
    });
    expect(unchecked(body)).toEqual([]);
  });

  it('a baseline that is none is one sentence', { timeout: HANG }, async () => {
    const texts = [
      'null',
      '[]',
      '{"version":1,"findings":null}',
      '{"version":1,"findings":{"a":1}}',
      '['.repeat(90_000),
    ];
    const run = (text: string) =>
      runCli(['scan', '--baseline', 'b.json'], { cwd: folderWith({ 'b.json': text, '.env': BAD }) });
    for (const { code, stderr } of await Promise.all(texts.map(run))) {
      expect(code).toBe(2);
      expect(stderr).toMatch(/^preflight: .*b\.json: (?:no readable baseline .*|not a baseline of this tool)\n$/);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'a pipe where a file is expected does not hold a scan up',
    { timeout: HANG },
    async () => {
      const cwd = folderWith({ ...GOOD_PROJECT, 'sub/.env': BAD });
      for (const name of ['x.env', 'preflight.json', 'sub/.gitignore', 'sub/compose.yml'])
        execFileSync('mkfifo', [join(cwd, name)]);
      mkdirSync(join(cwd, '.git'));
      execFileSync('mkfifo', [join(cwd, '.git/index')]);
      const { code, stdout } = await runCli(['scan', '-q'], { cwd });
      expect(code).toBe(1);
      expect(stdout).toContain('sub/.env:1:16 high');
    },
  );

  it('a file that is not read fails CI, one that may be none of ours does not', async () => {
    const large = `a: ${'x'.repeat(1024 * 1024)}\n`;
    const named = await runCli(['scan', '-q'], { cwd: folderWith({ 'compose.yml': large }) });
    expect([named.code, named.stdout.includes('compose.yml:1:1 high Not checked: larger than')]).toEqual([1, true]);
    const other = await runCli(['scan', '-q'], { cwd: folderWith({ 'openapi.yml': large }) });
    expect([other.code, other.stdout.includes('openapi.yml:1:1 medium Not checked: larger than')]).toEqual([0, true]);
  });
});
