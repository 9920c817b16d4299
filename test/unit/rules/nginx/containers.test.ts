import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { lintFiles, lintText } from '../../../support/lint.ts';

const compose = (ports: string): string =>
  `services:\n  web:\n    image: nginx:1.29.4\n    mem_limit: 1g\n    ports: [${ports}]\n    volumes:\n      - ./nginx.conf:/etc/nginx/nginx.conf:ro\n`;

async function inContainer(rule: string, conf: string, ports: string) {
  const { findings } = await lintFiles({
    files: { 'nginx.conf': conf, 'compose.yml': compose(ports) },
    path: 'nginx.conf',
  });
  return findings.filter((finding) => finding.rule === rule);
}

const HTTP = (inside: string): string => `events {}\nhttp {\n  server_tokens off;\n${inside}\n}\n`;
const SITE = HTTP(`  server {
    listen 80;
    server_name www.example.com;
    root /srv/public;
  }
  server {
    listen 443 ssl;
    server_name www.example.com;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate a.pem;
    ssl_certificate_key a.key;
    root /srv/public;
  }`);

describe('an nginx that a compose service runs', () => {
  it('redirects to the port that is published, where that is one', async () => {
    const rule = 'nginx/https-redirect-missing';
    const [elsewhere] = await inContainer(rule, SITE, '"8080:80", "8443:443"');
    expect(elsewhere?.message).toContain('published as 8443');
    expect(elsewhere?.fixes.map(({ title }) => title)).toEqual([expect.stringContaining('301 to port 8443,')]);
    const [standard] = await inContainer(rule, SITE, '"80:80", "443:443"');
    expect(standard?.fixes.map(({ title }) => title)).toEqual([expect.stringContaining('301 to port 443,')]);
    const [two] = await inContainer(rule, SITE, '"80:80", "8443:443", "9443:443"');
    expect(two?.fixes).toEqual([]);
  });

  it('is asked for the network of its monitoring, as nobody comes from loopback', async () => {
    const rule = 'nginx/metrics-exposed';
    const conf = HTTP(
      '  server {\n    listen 80;\n    location /metrics {\n      proxy_pass http://app:9090;\n    }\n  }',
    );
    const [inside] = await inContainer(rule, conf, '"80:80"');
    expect(inside?.fixes.map(({ safety }) => safety)).toEqual(['needs-input']);
    const [alone] = (await lintText('nginx.conf', conf)).filter((finding) => finding.rule === rule);
    expect(alone?.fixes.map(({ safety }) => safety)).toEqual(['behavior-changing']);
  });

  it('gives away a container where its workers are root', async () => {
    const conf = `user root;\n${HTTP('')}`;
    expect((await inContainer('nginx/user-root', conf, '"80:80"')).map(({ severity }) => severity)).toEqual(['high']);
    const alone = await lintText('nginx.conf', conf);
    expect(alone.find(({ rule }) => rule === 'nginx/user-root')?.severity).toBe('critical');
  });
});

describe('what a file cannot be', () => {
  it('whole, where several of its includes are missing', async () => {
    const severities = async (conf: string) => {
      const files = { 'nginx.conf': conf, 'snippets/headers.conf': '# none\n' };
      const { findings } = await lintFiles({ files, path: 'nginx.conf' });
      return findings.filter(({ rule }) => rule === 'nginx/include-missing').map(({ severity }) => severity);
    };
    expect(await severities(HTTP('  include snippets/a.conf;'))).toEqual(['medium']);
    expect(await severities(HTTP('  include snippets/a.conf;\n  include snippets/b.conf;'))).toEqual(['low', 'low']);
  });

  it.each([
    ['openssl/1.0.1c/nginx.conf', 'ssl_protocols TLSv1.2;'],
    ['nginx/1.22/nginx.conf', 'ssl_protocols TLSv1.2 TLSv1.3;'],
  ])('told a protocol that its program does not know: %s', async (path, line) => {
    const conf = HTTP('  server {\n    listen 443 ssl;\n    ssl_protocols TLSv1 TLSv1.2;\n  }');
    const { findings } = await lintFiles({ files: { [path]: conf }, path });
    const [fix] = findings.find(({ rule }) => rule === 'nginx/tls-protocols-weak')?.fixes ?? [];
    expect(applyEdits(conf, fix?.edits() ?? [])).toContain(line);
  });

  it('said to send a header in single locations that it sends nowhere', async () => {
    const nosniff = 'location /a/ { add_header X-Content-Type-Options nosniff always; }';
    const files = { 'nginx.conf': HTTP(`  server {\n  listen 80;\n  root /srv/public;\n  ${nosniff}\n}`) };
    const { findings } = await lintFiles({ files, path: 'nginx.conf', profile: 'strict' });
    const found = findings.find(({ rule }) => rule === 'nginx/security-headers-missing');
    expect(found?.message).toBe(
      'Only single locations send X-Content-Type-Options, none X-Frame-Options, Referrer-Policy; add them to the server',
    );
  });

  it('protected from frames, where it is made for them', async () => {
    const files = { 'revive/nginx.conf': HTTP('  server {\n  listen 80;\n  root /srv/public;\n}') };
    const { findings } = await lintFiles({ files, path: 'revive/nginx.conf', profile: 'strict' });
    const found = findings.find(({ rule }) => rule === 'nginx/security-headers-missing');
    expect(found?.message).not.toContain('X-Frame-Options');
  });
});
