import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, number, secret, text } from '../setting.ts';

/** Reads with the `toml` package (last release 2020), which refuses everything TOML 1.1 added (tried). Facts: lib/streamlit/config.py. `enableCORS` is named for the protection: false turns it off. */
export const streamlit: TomlApplication = {
  id: 'streamlit',
  name: 'Streamlit',
  docs: 'https://docs.streamlit.io/develop/api-reference/configuration/config.toml',
  files: ['.streamlit/config.toml', 'streamlit.toml', 'streamlit_config.toml'],
  markers: ['server', 'browser', 'client', 'runner', 'theme', 'global'],
  images: [],
  toml: '1.0',
  settings: [
    flag(
      'server.enableCORS',
      'Protects against calls from other origins.',
      bad('permissive-cors', 'low', isFalse, 'turns the protection against other origins off; set it to true', {
        also: { enableXsrfProtection: isFalse },
        set: true,
        consequence: 'other origins lose access',
      }),
    ),
    flag(
      'server.enableXsrfProtection',
      'Protects uploads against forged requests.',
      bad('csrf-disabled', 'high', isFalse, 'lets other sites upload files as the user; set it to true', {
        set: true,
      }),
    ),
    secret('server.cookieSecret', 'Signs cookies; all replicas need the same.'),
    flag(
      'global.developmentMode',
      'Development of Streamlit itself.',
      bad('debug-enabled', 'medium', isTrue, 'serves development pages; remove it', { set: false }),
    ),
    choice(
      'client.showErrorDetails',
      ['full', 'stacktrace', 'type', 'none'],
      'What visitors see of an error.',
      bad(
        'debug-enabled',
        'medium',
        { is: ['full', 'stacktrace', true] },
        'shows stack traces to visitors; use "none"',
        { set: 'none' },
      ),
    ),
    text('server.address', 'Address to listen on.'),
    number(
      'server.maxUploadSize',
      'Largest upload in MB (default 200).',
      bad('unlimited', 'low', { above: 2000 }, 'lets one visitor fill memory with an upload; lower it'),
    ),
    flag('browser.gatherUsageStats', 'Sends usage statistics.'),
    flag('server.runOnSave', 'Reruns when a file changes.'),
    flag('server.headless', 'Starts without a browser.'),
  ],
};
