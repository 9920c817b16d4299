import type { TomlApplication } from '../application.ts';
import { anybody, bad, flag, list, number, table, text } from '../setting.ts';

/** Facts: Netlify file-based configuration. */
export const netlify: TomlApplication = {
  id: 'netlify',
  name: 'Netlify',
  docs: 'https://docs.netlify.com/configure-builds/file-based-configuration/',
  files: ['netlify.toml'],
  markers: ['build', 'headers', 'redirects', 'context', 'functions', 'plugins', 'dev'],
  images: [],
  settings: [
    text('build.publish', 'Folder that is published.'),
    text('build.command', 'Command that builds the site.'),
    table('build.environment', 'Variables of builds; not for secrets.'),
    text('headers.*.for', 'Paths the headers are for.'),
    text(
      'headers.*.values.Access-Control-Allow-Origin',
      'Who may read from other origins.',
      bad('permissive-cors', 'high', anybody, 'with credentials breaks or opens the site; name the origin', {
        also: { 'Access-Control-Allow-Credentials': { is: ['true', true] } },
      }),
    ),
    text(
      'headers.*.values.X-Frame-Options',
      'Who may show the page in a frame.',
      bad(
        'unsafe-setting',
        'medium',
        { is: ['ALLOWALL', 'ALLOW-ALL'] },
        'is no valid value, so framing stays allowed; use "DENY"',
        { set: 'DENY' },
      ),
    ),
    text(
      'redirects.*.to',
      'Where requests go.',
      bad(
        'tls-disabled',
        'medium',
        { test: 'plain-http-url' },
        'proxies to plain HTTP over the internet; use https://',
        { also: { status: { is: 200 } } },
      ),
    ),
    number('redirects.*.status', '200 proxies, 301 and 302 redirect.'),
    flag('redirects.*.force', 'Redirects even when a file is there.'),
    list('functions.*.included_files', 'Files bundled with functions.'),
  ],
};
