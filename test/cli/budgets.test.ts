import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

/** A guard against hanging: what these take is seconds at most, what they took was minutes. */
const HANG = 60_000;
const BAD = 'ADMIN_PASSWORD=changeme\n';

async function scan(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return runCli(['scan', '-q', ...args], { cwd: folderWith(files) });
}

describe('work on hostile input is bounded', () => {
  const deep = `${'a/'.repeat(60)}.env`;
  const patterns = [
    `${'**/a/'.repeat(8)}x`,
    `${'**/a/**/'.repeat(8)}zz`,
    '**/*a*a*a*a*a*a*a*a*a*b',
    `${'*'.repeat(500)}b`,
  ];

  it('of patterns in .gitignore and in settings', { timeout: HANG }, async () => {
    const settings = {
      ignore: patterns,
      stages: Object.fromEntries(patterns.map((pattern) => [pattern, 'template'])),
      formats: Object.fromEntries(patterns.map((pattern) => [pattern, 'none'])),
      overrides: [{ files: patterns, rules: { 'secret/placeholder': 'off' } }],
    };
    const { stdout } = await scan({
      [deep]: BAD,
      '.gitignore': patterns.join('\n'),
      'preflight.json': JSON.stringify(settings),
    });
    expect(stdout).toContain('secret/placeholder');
  });

  it('of nginx files that include each other twice, and says what was cut', { timeout: HANG }, async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`c${i}.conf`, `include c${i + 1}.conf;\ninclude c${i + 1}.conf;\n`]),
    );
    const files = {
      ...chain,
      'c25.conf': 'server { listen 80; }\n',
      'nginx.conf': 'events {}\nhttp { include c0.conf; }\n',
    };
    const { code, stdout } = await scan(files);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'nginx.conf:1:1 high Not checked to its end: includes lie too deep in each other, or bring the same statements together too often',
    );
    expect(stdout).toMatch(/Not checked, or not to the end: \d+ files \(c0\.conf, /);
  });

  it('a snippet that some hundred servers include is no such thing', { timeout: HANG }, async () => {
    const servers = Array.from(
      { length: 300 },
      (_, i) => `server { listen 80; server_name s${i}.example.org; include tls.inc; }\n`,
    );
    const snippet = Array.from({ length: 6 }, (_, i) => `add_header X-A${i} b;\n`).join('');
    const { stdout } = await scan({ 'nginx.conf': `events {}\nhttp {\n${servers.join('')}}\n`, 'tls.inc': snippet });
    expect(stdout).not.toContain('Not checked');
  });

  it('of a folder of nginx files with one root', { timeout: HANG }, async () => {
    const sites = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `conf.d/${i}.conf`,
        `server { listen 80; server_name s${i}; location / { proxy_pass http://x; } }\n`,
      ]),
    );
    const { stdout } = await scan(
      { 'nginx.conf': 'events {}\nhttp { include conf.d/*.conf; }\n', ...sites },
      '--threads',
      '1',
    );
    expect(stdout).toContain('301 files checked');
  });

  it('of names nobody knows, in nginx files, suppressions and settings', { timeout: HANG }, async () => {
    const unknown = (line: (i: number) => string) => Array.from({ length: 20_000 }, (_, i) => line(i)).join('');
    const { stdout } = await scan({
      'nginx.conf': `events {}\nhttp {\n${unknown((i) => `unkn${i} x;\n`)}}\n`,
      '.env': `# preflight-ignore ${unknown((i) => `a/b${i} `)}-- x\n${BAD}`,
      'preflight.json': `{ "rules": {${unknown((i) => `"compose/abc${i}": "off", `)}} }`,
    });
    expect(stdout).toContain('nginx/unknown-directive');
    expect(stdout).toContain('Unknown rule "compose/abc0"');
  });

  it('of a pattern and of a command of many words', { timeout: HANG }, async () => {
    const { stdout } = await scan(
      {
        'nginx.conf': `events {}\nhttp { server { listen 80; location / { if ($http_origin ~ "${'(a|b)*x?'.repeat(2000)}") { return 200; } } location ~ ${'.*'.repeat(4000)}x { return 200; } } }\n`,
        'docker-compose.yml': `services:\n  a:\n    image: x:1\n    privileged: true\n    command: key ${'word '.repeat(28_000)}\n`,
      },
      '--fix-unsafe',
      '--dry-run',
    );
    expect(stdout).toContain('2 files checked');
  });
});
