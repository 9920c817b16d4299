import type { TomlApplication } from '../application.ts';
import { bad, flag, isTrue, list, url } from '../setting.ts';

/** Facts: config/security defaults: exec.allow of five programs, getenv `^HUGO_` and `^CI$`, http.urls `.*`. */
export const hugo: TomlApplication = {
  id: 'hugo',
  name: 'Hugo',
  docs: 'https://gohugo.io/configuration/security/',
  files: ['hugo.toml', 'config/_default/hugo.toml', 'config/_default/config.toml', 'config/production/hugo.toml'],
  markers: ['baseURL', 'languageCode', 'theme', 'security', 'markup', 'title'],
  images: [],
  settings: [
    list(
      'security.http.urls',
      'Addresses templates may fetch.',
      bad('unsafe-setting', 'low', { test: 'matches-anything' }, 'lets themes call internal hosts; name the addresses'),
    ),
    list(
      'security.allowContent',
      'Kinds of content that are rendered.',
      bad('code-execution-allowed', 'low', { test: 'matches-anything' }, 'takes raw HTML as content; name the kinds'),
    ),
    url(
      'baseURL',
      'Address of the site.',
      bad('tls-disabled', 'medium', { test: 'plain-http-url' }, 'makes all links plain HTTP; use https://'),
    ),
    list(
      'security.exec.allow',
      'Programs the build may run.',
      bad(
        'code-execution-allowed',
        'high',
        { test: 'matches-anything' },
        'lets themes and content run any program; name the programs',
      ),
    ),
    list(
      'security.funcs.getenv',
      'Variables templates may read.',
      bad(
        'unsafe-setting',
        'high',
        { test: 'matches-anything' },
        'lets themes read every secret of the build; name the variables',
      ),
    ),
    flag(
      'security.enableInlineShortcodes',
      'Runs template code inside content.',
      bad(
        'code-execution-allowed',
        'medium',
        isTrue,
        'lets whoever writes content run template code; set it to false',
        {
          set: false,
        },
      ),
    ),
    flag('markup.goldmark.renderer.unsafe', 'Keeps raw HTML of content.'),
  ],
};
