import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../support/lint.ts';

async function rulesIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await lintFiles({ files, path: 'nginx.conf', profile: 'all' });
  return findings.map(({ rule }) => rule.replace('nginx/', ''));
}

const http = (...lines: readonly string[]) => `events {}\nhttp {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
const SITE = 'server { listen 80; server_name a.example.net; location / { proxy_pass http://app; } }';

describe('a mask that matches no file here', () => {
  it('leaves open what its files may declare or use', async () => {
    const zone = 'limit_req_zone $binary_remote_addr zone=one:10m rate=1r/s;';
    const world = (line: string) => ({ 'nginx.conf': http(zone, line, SITE), 'sites-enabled/README': '' });
    expect(await rulesIn(world(''))).toContain('limit-zone-unused');
    expect(await rulesIn(world('include sites-enabled/*.conf;'))).not.toContain('limit-zone-unused');
    const use = SITE.replace('location /', 'limit_req zone=two; location /');
    expect(await rulesIn({ 'nginx.conf': http(use) })).toContain('limit-zone-undefined');
    expect(await rulesIn({ 'nginx.conf': http('include conf.d/*.conf;', use) })).not.toContain('limit-zone-undefined');
  });

  it('hides no setting of the block that holds it', async () => {
    expect(await rulesIn({ 'nginx.conf': http('include /etc/nginx/sites-enabled/*;', SITE) })).toContain(
      'version-disclosure',
    );
  });
});

describe('files that every package brings', () => {
  const site = (line: string) =>
    http(
      `server { listen 80; fastcgi_param SERVER_NAME $host; fastcgi_param X_MINE a; location ~ \\.php$ { ${line} fastcgi_param X_OWN b; fastcgi_pass app:9000; } }`,
    );

  it('set the names they are known to set', async () => {
    const found = async (line: string) =>
      (await lintFiles({ files: { 'nginx.conf': site(line) }, path: 'nginx.conf' })).findings
        .filter(({ rule }) => rule === 'nginx/directive-inheritance')
        .map(({ message }) => message);
    expect(await found('')).toEqual([expect.stringContaining('drops server_name, x_mine')]);
    expect(await found('include fastcgi_params;')).toEqual([expect.stringContaining('drops x_mine;')]);
    expect(await found('include snippets/php.conf;')).toEqual([]);
  });
});
