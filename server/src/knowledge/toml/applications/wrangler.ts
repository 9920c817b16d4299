import type { TomlApplication } from '../application.ts';
import { bad, flag, list, table, text } from '../setting.ts';

/** Facts: Cloudflare Wrangler configuration. Secrets in `[vars]` are found by the secret rules: the table is an environment. */
export const wrangler: TomlApplication = {
  id: 'wrangler',
  name: 'Wrangler',
  docs: 'https://developers.cloudflare.com/workers/wrangler/configuration/',
  files: ['wrangler.toml', 'wrangler*.toml'],
  markers: ['name', 'compatibility_date', 'main', 'pages_build_output_dir'],
  images: [],
  settings: [
    text('name', 'The Worker’s name.'),
    text('main', 'Its entry point.'),
    text(
      'build.command',
      'Command that builds the Worker.',
      bad(
        'unsafe-setting',
        'medium',
        { test: 'prints-environment' },
        'prints every variable of the build, secrets too, to its log; take it out',
      ),
    ),
    text('compatibility_date', 'The runtime’s behaviour as of this day.'),
    flag('workers_dev', 'Also serves on *.workers.dev.'),
    flag('preview_urls', 'Gives every version a public address.'),
    table('vars', 'Variables in plain text; secrets belong to `wrangler secret put`.'),
    list('routes', 'Where the Worker answers.'),
    flag('upload_source_maps', 'Uploads source maps.'),
    flag('observability.enabled', 'Keeps logs.'),
  ],
};
