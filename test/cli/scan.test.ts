import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const BAD = 'DEBUG=true\nDB_PASSWORD=hunter2\n';

describe('preflight scan', () => {
  it('exits 1 for a finding at or above --fail-on, 0 below', async () => {
    const cwd = folderWith({ '.env': 'DEBUG=true\n' });
    expect((await runCli(['scan'], { cwd })).code).toBe(0);
    expect((await runCli(['scan', '--fail-on', 'medium'], { cwd })).code).toBe(1);
    const serious = folderWith({ '.env': 'ADMIN_PASSWORD=hunter2\n' });
    expect((await runCli(['scan', '--fail-on', 'never'], { cwd: serious })).code).toBe(0);
    expect((await runCli(['scan'], { cwd: serious })).code).toBe(1);
  });

  it.each([
    [['scan', 'nowhere.env'], 'nowhere.env: no such file or folder'],
    [['scan', '--frobnicate'], 'unknown option --frobnicate'],
    [['scan', '--rule', 'env/debug-enable'], 'did you mean env/debug-enabled'],
    [['scan', '--format', 'xml'], '--format takes'],
    [['scan', '--fail-on', 'bad'], '--fail-on takes'],
    [['scan', '--shard', '3/2'], '--shard takes'],
    [['scan', '--config', 'no.json'], 'no.json: no such settings file'],
    [['scan', '--baseline', 'no.json'], 'no.json'],
    [['scan', '--dry-run'], '--dry-run goes with --fix'],
    [['scan', '--checklist', 'bapp'], 'unknown checklist "bapp"'],
    [['scam'], 'did you mean scan'],
    [['explain', 'secret/weakk'], 'did you mean secret/weak'],
    [['explain'], 'explain takes one rule id'],
  ])('a wrong argument is one line and exit 2: %j', async (args, words) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folderWith({ '.env': BAD }) });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(words);
  });

  it('shows the line with the secret masked, why once, and the fix', async () => {
    const { stdout } = await runCli(['scan', '.env'], { cwd: folderWith({ '.env': BAD }) });
    expect(stdout).toContain('.env:1:7 medium');
    expect(stdout).toContain('DEBUG=true');
    expect(stdout).toContain('DB_PASSWORD=****\n                ^^^^\n');
    expect(stdout).toContain('why:');
    expect(stdout).toMatch(/fix: /);
    expect(stdout).not.toContain('hunter2');
    expect(stdout).not.toContain('\u001b');
  });

  it('colours on request only', async () => {
    const cwd = folderWith({ '.env': BAD });
    expect((await runCli(['scan'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[');
    expect((await runCli(['scan', '--no-color'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b[');
    expect((await runCli(['scan'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\u001b[');
  });

  it('an unreadable, binary, non-UTF-8 or too large file is named, and the rest of the work goes on', async () => {
    const cwd = folderWith({
      '.env': 'DEBUG=true\n',
      'bad.env': Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0x0a]),
      'nul.env': 'A=\u0000\n',
      'big.env': `A=${'x'.repeat(1024 * 1024)}\n`,
      'locked/x.env': 'A=1\n',
    });
    symlinkSync(join(cwd, 'loop.env'), join(cwd, 'loop.env'));
    symlinkSync(cwd, join(cwd, 'again'));
    const { stdout, code } = await runCli(['scan', '-q', '--fail-on', 'never'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('.env:1:7');
    expect(stdout).toContain('bad.env:1:1 high Not checked: not UTF-8 text');
    expect(stdout).toContain('nul.env:1:1 high Not checked: contains NUL bytes');
    expect(stdout).toContain('big.env:1:1 high Not checked: larger than 1048576 bytes');
    expect(stdout.match(/env\/debug-enabled/g)).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('a folder without permission is named', async () => {
    const cwd = folderWith({ '.env': 'A=1\n', 'locked/x.env': 'A=1\n' });
    chmodSync(join(cwd, 'locked'), 0);
    expect((await runCli(['scan'], { cwd })).stderr).toContain('locked: folder could not be read');
  });

  it('a syntax error is a finding, never a clean verdict', async () => {
    const { stdout } = await runCli(['scan', '-q'], {
      cwd: folderWith({ 'docker-compose.yml': 'services:\n  web:\n    image: "x\n' }),
    });
    expect(stdout).toContain('compose/syntax');
  });

  it('honours .gitignore, unless told not to, and never enters node_modules', async () => {
    const cwd = folderWith({
      '.gitignore': 'secret/\n',
      'secret/.env': 'DEBUG=true\n',
      'node_modules/x/.env': 'DEBUG=true\n',
      'app/.env': 'DEBUG=true\n',
    });
    expect((await runCli(['scan', '-q'], { cwd })).stdout).not.toContain('secret/.env:');
    const all = (await runCli(['scan', '-q', '--no-ignore'], { cwd })).stdout;
    expect(all).toContain('secret/.env:');
    expect(all).not.toContain('node_modules/');
  });

  it('reads standard input under a name', async () => {
    const { stdout, code } = await runCli(['scan', '--stdin', '--stdin-filename', 'docker-compose.yml', '-q'], {
      cwd: folderWith({}),
      stdin: 'services:\n  a:\n    image: x:1\n    privileged: true\n',
    });
    expect(stdout).toContain('docker-compose.yml:4:17 critical');
    expect(code).toBe(1);
  });

  it('reads any file as the format it is told', async () => {
    const cwd = folderWith({ 'settings.txt': 'DEBUG=true\n' });
    expect((await runCli(['scan', 'settings.txt'], { cwd })).stderr).toContain('not recognised');
    expect((await runCli(['scan', 'settings.txt', '--as', 'dotenv', '-q'], { cwd })).stdout).toContain(
      'env/debug-enabled',
    );
  });

  it('takes a stage for every file', async () => {
    const cwd = folderWith({ '.env.development': 'DEBUG=true\n' });
    expect((await runCli(['scan', '-q'], { cwd })).stdout).not.toContain('env/debug-enabled');
    expect((await runCli(['scan', '-q', '--stage', 'production'], { cwd })).stdout).toContain('env/debug-enabled');
  });

  it('counts and says what rests because of what a file is for, and --stage production shows as many', async () => {
    const cwd = folderWith({ '.env.example': 'DEBUG=true\nADMIN_PASSWORD=changeme\n' });
    expect((await runCli(['scan', '--no-color'], { cwd })).stdout).toContain(
      '1 file checked, no findings.\n2 findings rest because the file is a template (--stage production shows them).\n',
    );
    const json = JSON.parse((await runCli(['scan', '--format', 'json'], { cwd })).stdout);
    expect(json.summary.resting).toBe(2);
    expect(json.files).toEqual([
      {
        path: '.env.example',
        format: 'dotenv',
        stage: 'template',
        because: 'template, because of its name',
        resting: 2,
      },
    ]);
    const production = await runCli(['scan', '--format', 'json', '--fail-on', 'never', '--stage', 'production'], {
      cwd,
    });
    expect(JSON.parse(production.stdout)).toMatchObject({ findings: { length: 2 }, summary: { resting: 0 } });
  });

  it('counts the templates of other tools, which are no findings', async () => {
    const cwd = folderWith({
      'nginx.conf': '{% if x %}\nlisten 80\n{% endif %}\nserver { listen {{ port }}; }\n',
      'compose.yaml': 'services:\n{% for x in y %}\n  {{ x }}:\n    image: a\n{% endfor %}\n',
      'config.toml': '{% if x %}\na = 1\n{% endif %}\n',
      'whole.toml': 'a = 1\n',
    });
    const text = (await runCli(['scan', '--no-color'], { cwd })).stdout;
    expect(text).toContain('3 files are templates, checked in part: check what they render to.\n');
    const json = JSON.parse((await runCli(['scan', '--format', 'json', '--fail-on', 'never'], { cwd })).stdout);
    expect(json.summary.inPart).toBe(3);
    const marked = json.files
      .filter((file: { inPart?: boolean }) => file.inPart)
      .map((file: { path: string }) => file.path);
    expect(marked).toEqual(['compose.yaml', 'config.toml', 'nginx.conf']);
    expect(json.findings.filter(({ rule }: { rule: string }) => rule.endsWith('/syntax'))).toEqual([]);
  });

  it('says of many files what kinds they are', async () => {
    const cwd = folderWith({
      '.env.example': 'DEBUG=true\n',
      'tests/.env': 'DEBUG=true\n',
      'dev/a.env': 'DEBUG=true\n',
      'dev/b.env': 'DEBUG=true\n',
      'vendor/acme/.env': 'DEBUG=true\n',
    });
    expect((await runCli(['scan', '--no-color'], { cwd })).stdout).toContain(
      "5 findings rest in 2 development files, 1 file that is for tests, 1 file that is a template, 1 file that is somebody else's (--stage production shows them).",
    );
  });

  it('a folder tells the stage only below the folder that is scanned', async () => {
    const cwd = folderWith({ 'tests/shop/.env': 'DEBUG=true\n', 'tests/shop/dev/.env': 'DEBUG=true\n' });
    const found = async (...args: string[]) =>
      (await runCli(['scan', '-q', ...args], { cwd })).stdout
        .split('\n')
        .filter((line) => line.includes('debug-enabled'));
    expect(await found()).toEqual([]);
    expect(await found('tests/shop')).toEqual([expect.stringMatching(/^tests\/shop\/\.env:1/)]);
    // A file named by hand (a commit hook) is judged as in a scan of everything.
    expect(await found('tests/shop/.env')).toEqual([]);
    expect(await found('.', 'tests/shop')).toEqual([]);
  });

  it('the cache keeps what rests', async () => {
    const cwd = folderWith({ '.env.example': 'DEBUG=true\n' });
    const args = ['scan', '--no-color', '--cache'];
    const first = (await runCli(args, { cwd })).stdout;
    expect(first).toContain('1 finding rests because the file is a template (--stage production shows it).');
    expect((await runCli(args, { cwd })).stdout).toBe(first);
  });

  it('a mistake in preflight.json is a finding on its key', async () => {
    const cwd = folderWith({ '.env': 'A=1\n', 'preflight.json': '{\n  "rulez": {}\n}\n' });
    expect((await runCli(['scan', '-q'], { cwd })).stdout).toContain(
      'preflight.json:2:3 medium Unknown setting "rulez"; did you mean "rules"?',
    );
  });

  it('gives the same bytes twice', async () => {
    const cwd = folderWith({
      '.env': BAD,
      'b/.env': BAD,
      'a/docker-compose.yml': 'services:\n  a:\n    image: x\n    privileged: true\n',
    });
    const first = await runCli(['scan', '--format', 'json'], { cwd });
    expect((await runCli(['scan', '--format', 'json'], { cwd })).stdout).toBe(first.stdout);
  });
});

describe('preflight scan --fix', () => {
  it('--dry-run shows a masked diff and writes nothing', async () => {
    const text =
      'services:\n  a:\n    image: x:1\n    privileged: true\n    environment:\n      DB_PASSWORD: hunter2\n';
    const cwd = folderWith({ 'docker-compose.yml': text });
    const { stdout, stderr } = await runCli(['scan', '--fix-unsafe', '--dry-run', '-q'], { cwd });
    expect(stdout).toContain('-    privileged: true');
    expect(stdout).not.toContain('hunter2');
    expect(stderr).toMatch(/would be repaired/);
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toBe(text);
  });

  it('--fix applies safe fixes only, --fix-unsafe the others too; a second run changes nothing', async () => {
    const text = '# preflight-ignore env/debug-enabled -- old\nPORT=80\n';
    const cwd = folderWith({
      '.env': text,
      'docker-compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true # comment stays\n',
    });
    await runCli(['scan', '--fix'], { cwd });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('PORT=80\n');
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toContain('privileged: true # comment stays');
    await runCli(['scan', '--fix-unsafe'], { cwd });
    const fixed = readFileSync(join(cwd, 'docker-compose.yml'), 'utf8');
    expect(fixed).not.toContain('privileged: true');
    await runCli(['scan', '--fix-unsafe'], { cwd });
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toBe(fixed);
  });
});

describe('fixes that touch other files', () => {
  it('are left to the editor: in bulk a secret is only required from outside', async () => {
    const secret = ['vT9q', 'LmX2', 'rZ8w', 'Kp4s', 'Bn7y'].join('');
    const text = `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${secret}\n`;
    const cwd = folderWith({ 'docker-compose.yml': text });
    await runCli(['scan', '--fix'], { cwd });
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toBe(text);
    await runCli(['scan', '--fix-unsafe'], { cwd });
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toContain('${POSTGRES_PASSWORD:?');
    expect(['.env', '.gitignore', 'secrets'].filter((name) => existsSync(join(cwd, name)))).toEqual([]);
  });
});

describe('baseline, shards, cache', () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}/.env`, BAD]));

  it('a baseline hides what is known, also when lines move', async () => {
    const cwd = folderWith({ '.env': 'DEBUG=true\n' });
    await runCli(['scan', '--baseline', 'base.json', '--update-baseline', '--fail-on', 'never'], { cwd });
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).not.toContain('true');
    const later = folderWith({
      '.env': '# moved\n\nDEBUG=true\nALLOWED_HOSTS=*\n',
      'base.json': readFileSync(join(cwd, 'base.json')),
    });
    const { stdout } = await runCli(['scan', '--baseline', 'base.json', '-q'], { cwd: later });
    expect(stdout).toContain('env/permissive-hosts');
    expect(stdout).not.toContain('env/debug-enabled');
  });

  it('shards cover every file exactly once', async () => {
    const cwd = folderWith(files);
    const paths = async (args: readonly string[]) => {
      const body: { files: { path: string }[] } = JSON.parse(
        (await runCli(['scan', '--format', 'json', ...args], { cwd })).stdout,
      );
      return body.files.map((file) => file.path);
    };
    const shards = await Promise.all([1, 2, 3].map((i) => paths(['--shard', `${i}/3`])));
    expect(shards.flat().sort()).toEqual(await paths([]));
    expect(shards.every((shard) => shard.length > 0)).toBe(true);
  });

  it('a compose mount names the application of a TOML file, and a cached run notices when it comes', async () => {
    const mount = 'services:\n  ci:\n    volumes:\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml\n';
    const cwd = folderWith({ 'conf/runner.toml': '[[runners]]\n  [runners.docker]\n    userns_mode = "host"\n' });
    mkdirSync(join(cwd, '.git'));
    const env = { XDG_CACHE_HOME: folderWith({}) };
    const scan = async () =>
      (await runCli(['scan', 'conf', '--cache', '--fail-on', 'never'], { cwd, env })).stdout.includes('GitLab Runner');
    expect(await scan()).toBe(false);
    writeFileSync(join(cwd, 'compose.yml'), mount);
    expect(await scan()).toBe(true);
    writeFileSync(join(cwd, 'compose.yml'), mount.replace('conf/runner', 'conf/other'));
    expect(await scan()).toBe(false);
  });

  it('a cached run gives the same report, and notices every change', async () => {
    const cwd = folderWith({
      ...files,
      'docker-compose.yml': 'services:\n  a:\n    image: postgres:${TAG}\n',
      '.env': 'TAG=16.2\n',
    });
    const cache = join(folderWith({}), 'cache');
    const run = async () =>
      (await runCli(['scan', '--format', 'json', `--cache=${cache}`, '--fail-on', 'never'], { cwd })).stdout;
    const first = await run();
    expect(await run()).toBe(first);
    writeFileSync(join(cwd, '.env'), 'TAG=latest\n');
    expect(await run()).toContain('compose/mutable-image-tag');
    writeFileSync(join(cwd, 'preflight.json'), '{"rules":{"compose/mutable-image-tag":"off"}}');
    expect(await run()).not.toContain('compose/mutable-image-tag');
    expect(readFileSync(join(cache, 'results.json'), 'utf8')).not.toContain('hunter2');
  });
});

describe('other commands', () => {
  it('explain prints the page of a rule', async () => {
    const { stdout, code } = await runCli(['explain', 'compose/privileged-container'], { cwd: folderWith({}) });
    expect(code).toBe(0);
    expect(stdout).toContain('# compose/privileged-container');
    expect(stdout).toContain('## References');
    expect(stdout).toMatch(/\nOn real files: .* [\d,]+ real files/);
  });

  it('rules lists every rule, as JSON too', async () => {
    const { stdout } = await runCli(['rules', '--format', 'json'], { cwd: folderWith({}) });
    const rules: { id: string; evidence?: { findings: number; text: string } }[] = JSON.parse(stdout);
    const weak = rules.find((rule) => rule.id === 'secret/weak');
    expect(weak?.evidence?.findings).toBeGreaterThan(0);
    expect(weak?.evidence?.text).toContain(' kept in an automated review, ');
  });

  it('init writes settings once', async () => {
    const cwd = folderWith({});
    expect((await runCli(['init'], { cwd })).code).toBe(0);
    expect((await runCli(['scan'], { cwd })).code).toBe(0);
    expect(await runCli(['init'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is here already'),
    });
  });

  it('help and version', async () => {
    expect((await runCli(['--help'], { cwd: folderWith({}) })).stdout).toContain('preflight scan');
    expect((await runCli(['scan', '--help'], { cwd: folderWith({}) })).stdout).toContain('--fail-on');
    expect((await runCli(['--version'], { cwd: folderWith({}) })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
