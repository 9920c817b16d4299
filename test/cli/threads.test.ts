import { expect, test } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

/** Several projects with neighbours, settings of their own, a file that only its user tells of, and files that cannot be read as text. */
function projects(): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = { 'preflight.json': '{ "rules": { "compose/unknown": "off" } }' };
  for (let i = 0; i < 12; i++) {
    const at = `stack${i}/deploy`;
    files[`stack${i}/.env`] = `POSTGRES_PASSWORD=hunter${i}\nSECRET_KEY=changeme\n`;
    files[`${at}/docker-compose.yml`] =
      `services:\n  web:\n    image: nginx\n    env_file: [../.env, ./worker.settings]\n    privileged: ${i % 2 === 0}\n` +
      '    ports: ["80:80"]\n    volumes: ["./site:/etc/nginx/conf.d/site.conf:ro"]\n';
    files[`${at}/docker-compose.override.yml`] = 'services:\n  web:\n    network_mode: host\n';
    files[`${at}/worker.settings`] = 'ADMIN_PASSWORD=admin\n';
    files[`${at}/site`] = 'server {\n  listen 80;\n  location /a { alias /srv/a/; }\n}\n';
    files[`stack${i}/nginx/nginx.conf`] = 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n';
    files[`stack${i}/nginx/conf.d/a.conf`] = 'server { listen 443 ssl; ssl_protocols SSLv3; }\n';
    if (i % 3 === 0) files[`stack${i}/preflight.json`] = '{ "profile": "strict", "extends": "strict" }';
    if (i % 4 === 0) files[`stack${i}/broken.env`] = Buffer.from([0x41, 0x3d, 0xff, 0x00]);
  }
  return files;
}

test('the report is the same, byte for byte, for any number of threads', { timeout: 300_000 }, async () => {
  const cwd = folderWith(projects());
  const run = (format: string, threads: string) =>
    runCli(['scan', '.', '--format', format, '--threads', threads, '--fail-on', 'never'], { cwd });
  for (const [format, others] of [
    ['json', ['2', '8']],
    ['text', ['2']],
    ['sarif', ['3']],
  ] as const) {
    const one = await run(format, '1');
    expect(one.code).toBe(0);
    expect(one.stdout).toContain('privileged-container');
    for (const threads of others) expect(await run(format, threads)).toEqual(one);
  }
});

test('--threads takes a number from one up', async () => {
  const { code, stderr } = await runCli(['scan', '.', '--threads', '0'], { cwd: folderWith({}) });
  expect(code).toBe(2);
  expect(stderr).toContain('--threads takes a whole number from 1 up');
});
