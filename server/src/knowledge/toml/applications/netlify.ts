import type { Condition, TomlApplication } from '../application.ts';
import { anybody, bad, flag, list, number, secret, table, text } from '../setting.ts';

const ALLOWED: Condition = { is: ['true', true] };

const PRINTS: Condition = { test: 'prints-environment' };
const PRINTS_SAYS = 'prints every variable of the build, secrets too, to its log; take it out';

/** Facts: Netlify custom headers and file-based configuration. */
export const netlify: TomlApplication = {
  id: 'netlify',
  name: 'Netlify',
  docs: 'https://docs.netlify.com/configure-builds/file-based-configuration/',
  files: ['netlify.toml'],
  markers: ['build', 'headers', 'redirects', 'context', 'functions', 'plugins', 'dev'],
  images: [],
  responseHeaders: { tables: 'headers', pattern: 'for', values: 'values', everything: '/*' },
  settings: [
    text('build.publish', 'Folder that is published.'),
    ...['build', 'context.*'].map((place) =>
      text(`${place}.command`, 'Command that builds the site.', bad('unsafe-setting', 'medium', PRINTS, PRINTS_SAYS)),
    ),
    table('build.environment', 'Variables of builds; not for secrets.'),
    text('headers.*.for', 'Paths the headers are for.'),
    ...['Access-Control-Allow-', 'access-control-allow-'].map((name) =>
      text(
        `headers.*.values.${name}${name.startsWith('A') ? 'Origin' : 'origin'}`,
        'Who may read from other origins.',
        bad('permissive-cors', 'high', anybody, 'with credentials breaks or opens the site; name the origin', {
          also: { [`${name}${name.startsWith('A') ? 'Credentials' : 'credentials'}`]: ALLOWED },
        }),
      ),
    ),
    secret(
      'headers.*.values.Basic-Auth',
      'User names and passwords that open the path.',
      bad(
        'unsafe-setting',
        'medium',
        { contains: ':' },
        'keeps passwords in the repository; write a _headers file from the environment',
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
