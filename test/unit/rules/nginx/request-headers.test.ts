import { describe, expect, it } from 'vitest';
import { lintText } from '../../../support/lint.ts';

const RULE = 'nginx/hide-header-request';

/** What is said of these lines beside a proxy_pass or fastcgi_pass. */
async function said(...lines: readonly string[]): Promise<readonly string[]> {
  const findings = await lintText('nginx.conf', `location / {\n    ${lines.join('\n    ')}\n}\n`);
  return findings.filter(({ rule }) => rule === RULE).map(({ message }) => message);
}

describe('a request header that is to be passed on', () => {
  it('is written by the proxy where no client sends it', async () => {
    expect(await said('proxy_pass http://127.0.0.1:8000;', 'proxy_pass_header X-Real-IP;')).toEqual([
      'proxy_pass_header is for answers; to send X-Real-IP to the application write proxy_set_header',
    ]);
    expect(await said('fastcgi_pass 127.0.0.1:9000;', 'fastcgi_pass_header X-Forwarded-Proto;')).toEqual([
      expect.stringContaining('write fastcgi_param'),
    ]);
  });

  it('is carried anyway where clients send it', async () => {
    const carried = expect.stringContaining('requests carry it anyway');
    expect(await said('proxy_pass http://127.0.0.1:8000;', 'proxy_pass_header Cookie;')).toEqual([carried]);
    expect(await said('fastcgi_pass 127.0.0.1:9000;', 'fastcgi_pass_header Host;')).toEqual([carried]);
  });
});
