import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

/** Limits in milliseconds are hang guards, ten times what these take. */
const HANG = 120_000;

async function scan(
  files: Readonly<Record<string, string | Buffer>>,
  args: readonly string[] = [],
): Promise<{ stdout: string; stderr: string; code: number }> {
  const result = await runCli(['scan', '--fail-on', 'never', '--profile', 'all', ...args], { cwd: folderWith(files) });
  expect(result.stdout + result.stderr).not.toMatch(/internal\/rule-crashed|unexpected failure|at \w+ \(/);
  expect(result.code).toBe(0);
  return result;
}

describe('hostile input', () => {
  it('YAML alias bombs are bounded', { timeout: HANG }, async () => {
    const lines = ['x-a: &a [l, l, l, l, l, l, l, l, l]'];
    for (let i = 0; i < 12; i++)
      lines.push(
        `x-${i}: &b${i} [${Array(9)
          .fill(i === 0 ? '*a' : `*b${i - 1}`)
          .join(', ')}]`,
      );
    const { stdout } = await scan({
      'docker-compose.yml': `${lines.join('\n')}\nservices:\n  web:\n    image: x:1\n    privileged: true\n    labels: *b11\n    environment: *b11\n`,
    });
    expect(stdout).toContain('docker-compose.yml');
  });

  it('merge keys that name themselves end', { timeout: HANG }, async () => {
    await scan({
      'docker-compose.yml':
        'x-a: &a\n  <<: *a\n  image: x\nservices:\n  web: &w\n    <<: [*a, *w]\n    privileged: true\n  b:\n    extends: { service: c }\n  c:\n    extends: { service: b }\ninclude: [docker-compose.yml]\n',
    });
  });

  it('deep nesting is survived in every format', { timeout: HANG }, async () => {
    const deep = 20_000;
    await scan({
      'docker-compose.yml': `services:\n  web: ${'['.repeat(deep)}${']'.repeat(deep)}\n`,
      'flow.compose.yml': `services: ${'{a: '.repeat(3000)}1${'}'.repeat(3000)}\n`,
      'a.toml': `a = ${'['.repeat(deep)}${']'.repeat(deep)}\n`,
      'b.toml': `a = ${'{b='.repeat(deep)}1${'}'.repeat(deep)}\n`,
      'c.toml': `${Array.from({ length: 5000 }, (_, i) => `k${i}`).join('.')} = 1\n`,
      'nginx.conf': `${'http { '.repeat(deep)}${'}'.repeat(deep)}\n`,
      '.env': `A=${'${A:-'.repeat(deep)}x${'}'.repeat(deep)}\n`,
    });
  });

  it('megabyte lines and blank lines are read to their end', { timeout: HANG }, async () => {
    const long = 'x'.repeat(900_000);
    await scan({
      '.env': `PASSWORD=${long}\n`,
      'blank.env': `${'\n'.repeat(500_000)}junk line\n`,
      'hash.env': `A=${'#'.repeat(900_000)}\n`,
      'dollar.env': `A=${'$'.repeat(400_000)}\nB=${'${'.repeat(200_000)}\n`,
      'quote.env': `A="${'\\"'.repeat(400_000)}\n`,
      'a.toml': `password = "${long}"\n`,
      'b.toml': `a = "${'\\'.repeat(900_000)}\n`,
      'nginx.conf': `events {}\nhttp { server { location ~ ${'(a+)+'.repeat(100_000)} { return 200 "${'$'.repeat(100_000)}"; } } }\n`,
      'docker-compose.yml': `services:\n  web:\n    image: ${long}\n    command: ${'--password='.repeat(60_000)}\n`,
      'url.env': `DATABASE_URL=${'postgres://a:b@'.repeat(50_000)}\n`,
    });
  });

  it('NUL bytes, broken UTF-8, lone surrogates and a BOM end in words', { timeout: HANG }, async () => {
    const { stdout } = await scan(
      {
        'a.env': Buffer.from([0xff, 0xfe, 0x41]),
        'b.env': 'A=\u0000',
        'c.env': '\ufeffDEBUG=true\n',
        'd.toml': '\ufeffa = 1\n',
        'e.env': Buffer.from([0xed, 0xa0, 0x80]),
      },
      ['-q'],
    );
    expect(stdout).toContain('a.env:1:1 high Not checked: not UTF-8 text');
    expect(stdout).toContain('b.env:1:1 high Not checked: contains NUL bytes');
    expect(stdout).toContain('c.env');
  });

  it('nothing outside the folder is read, by link, include or env_file', async () => {
    const outside = folderWith({
      'secret.env': 'LEAKED_PASSWORD=outside-value-77\n',
      'inc.conf': 'server { listen 80; server_name outside-name; }\n',
    });
    const inside = folderWith({
      'docker-compose.yml': `services:\n  a:\n    image: x:1\n    env_file: [../${outside.split('/').pop()}/secret.env, ${outside}/secret.env]\n    extends: { file: ${outside}/secret.env, service: a }\n`,
      'nginx.conf': `events {}\nhttp { include ${outside}/inc.conf; include /etc/passwd; include ../../../../etc/passwd; }\n`,
    });
    symlinkSync(join(outside, 'secret.env'), join(inside, 'link.env'));
    symlinkSync(outside, join(inside, 'folder'));
    const { stdout, stderr } = await runCli(['scan', '--profile', 'all', '--fail-on', 'never'], { cwd: inside });
    expect(stdout + stderr).not.toMatch(/outside-value|outside-name|LEAKED_PASSWORD|root:x:/);
    expect(stdout).toContain('link.env:1:1 high Not checked: a link that leads out of the workspace');
  });

  it('escape sequences in names and values never reach the terminal', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'a\u001b[31m\u0007b'));
    writeFileSync(join(folder, 'a\u001b[31m\u0007b', '.env'), 'DEBUG=true\nDB_\u001b[2JPASSWORD=hunter2\n');
    writeFileSync(
      join(folder, 'docker-compose.yml'),
      'services:\n  "w\u001b]0;owned\u0007\u202eb":\n    image: "x\u001b[0m:latest"\n    privileged: true\n',
    );
    for (const format of ['text', 'github', 'markdown', 'junit', 'html']) {
      const { stdout, stderr } = await runCli(['scan', '--format', format, '--no-color', '--fail-on', 'never'], {
        cwd: folder,
      });
      expect(stdout.length).toBeGreaterThan(50);
      expect(stdout + stderr, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('keys that pollute prototypes change nothing', async () => {
    const { stdout } = await scan(
      {
        '.env': '__proto__=1\nconstructor=2\nhasOwnProperty=3\ntoString=4\nDEBUG=true\n',
        'docker-compose.yml':
          'services:\n  __proto__:\n    image: x:1\n    privileged: true\n  constructor:\n    image: x:1\n    environment: { __proto__: { polluted: 1 }, toString: x }\n',
        'a.toml': '[__proto__]\npolluted = true\n[constructor.prototype]\npolluted = true\n[a]\ndebug = true\n',
        'nginx.conf':
          'events {}\nhttp { map $x $__proto__ { default 1; } server { __proto__ 1; constructor 2; listen 80; } }\n',
        'preflight.json':
          '{ "__proto__": { "profile": "all" }, "rules": { "__proto__": "off" }, "stages": { "constructor": "template" } }',
      },
      ['-q'],
    );
    expect(stdout).toContain('compose/privileged-container');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a settings file that includes itself ends', async () => {
    await scan({ 'preflight.json': '{ "extends": "./preflight.json" }', '.env': 'A=1\n' });
    await scan({
      'preflight.json': '{ "extends": "./a.json" }',
      'a.json': '{ "extends": "./b.json" }',
      'b.json': '{ "extends": "./a.json" }',
      '.env': 'A=1\n',
    });
  });
});
