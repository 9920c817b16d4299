import { describe, expect, it } from 'vitest';
import { lintText } from '../../../support/lint.ts';

const severities = async (rule: string, text: string): Promise<readonly string[]> =>
  (await lintText('nginx.conf', text)).filter((finding) => finding.rule === rule).map(({ severity }) => severity);

const site = (root: string, more = '') => `server {\n  listen 80;\n  root ${root};\n  ${more}\n}\n`;
const PHP = 'location ~ \\.php$ { fastcgi_pass php:9000; }';

describe('a precaution is low', () => {
  it('where nothing says that the web folder is a project', async () => {
    const rule = 'nginx/dotfiles-exposed';
    expect(await severities(rule, site('/content/one'))).toEqual(['low']);
    expect(await severities(rule, site('/usr/share/nginx/html', PHP))).toEqual(['low']);
    expect(await severities(rule, site('/srv/app'))).toEqual(['medium']);
    expect(await severities(rule, site('/srv/shop', PHP))).toEqual(['medium']);
  });

  it('where a default of http is for servers that are not seen', async () => {
    const http = (line: string, more = '') => `events {}\nhttp {\n  ${line}\n  ${more}\n  include conf.d/*.conf;\n}\n`;
    const tls = 'ssl_protocols TLSv1 TLSv1.2;';
    expect(await severities('nginx/tls-protocols-weak', http(tls))).toEqual(['low']);
    expect(await severities('nginx/tls-protocols-weak', http(tls, 'server { listen 443 ssl; }'))).toEqual(['medium']);
    const body = 'client_max_body_size 0;';
    expect(await severities('nginx/client-body-unlimited', http(body))).toEqual(['low']);
    expect(await severities('nginx/client-body-unlimited', http(body, 'server { listen 80; }'))).toEqual(['medium']);
  });
});
