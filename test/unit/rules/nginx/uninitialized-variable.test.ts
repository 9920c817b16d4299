import { describe, expect, it } from 'vitest';
import { lintText } from '../../../support/lint.ts';

/** Severity and message where a second server passes requests on without the `set` of the first. */
async function said(line: string): Promise<string | undefined> {
  const text = `events {\n}\nhttp {\n    server {\n        listen 81;\n        set $part x;\n        location / {\n            ${line}\n        }\n    }\n    server {\n        listen 82;\n        location / {\n            ${line}\n        }\n    }\n}\n`;
  const found = (await lintText('nginx.conf', text)).find(({ rule }) => rule === 'nginx/uninitialized-variable');
  return found && `${found.severity}${found.message.includes('end with 500') ? ', 500' : ''}`;
}

describe('a variable that another server sets', () => {
  it.each([
    ['proxy_pass $part;', 'medium, 500'],
    ['proxy_pass http://$part;', 'medium, 500'],
    ['proxy_pass http://$part:8000/app;', 'medium, 500'],
    ['proxy_pass ${part}://127.0.0.1:8000;', 'medium, 500'],
    ['fastcgi_pass $part:9000;', 'medium, 500'],
    ['fastcgi_pass unix:$part;', 'medium, 500'],
    ['proxy_pass http://127.0.0.1:8000$part;', 'low'],
    ['proxy_pass http://unix:/run/app.sock:$part;', 'low'],
    ['proxy_pass http://$host$part;', 'low'],
    ['add_header X-Part $part;', 'low'],
  ])('%s: %s', async (line, severity) => {
    expect(await said(line)).toBe(severity);
  });
});
