import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue, secret } from '../setting.ts';

/** Facts: OpenHands config.template.toml. */
export const openhands: TomlApplication = {
  id: 'openhands',
  name: 'OpenHands',
  docs: 'https://docs.all-hands.dev/usage/configuration-options',
  files: ['openhands.toml', 'openhands/config.toml'],
  markers: ['core', 'llm', 'sandbox', 'agent'],
  markersWithName: 2,
  images: ['all-hands-ai/openhands'],
  settings: [
    flag(
      'core.run_as_openhands',
      'Runs commands as a user without rights.',
      bad('excessive-privilege', 'medium', isFalse, 'runs the agent’s commands as root; set it to true', { set: true }),
    ),
    secret('core.jwt_secret', 'Signs sessions.'),
    secret('llm.api_key', 'Key of the model’s provider.'),
    flag(
      'sandbox.use_host_network',
      'Puts the sandbox on the host’s network.',
      bad('excessive-privilege', 'medium', isTrue, 'puts the agent’s sandbox on the host’s network; set it to false', {
        set: false,
      }),
    ),
    flag(
      'core.debug',
      'Logs in detail.',
      bad('debug-enabled', 'low', isTrue, 'logs prompts and keys; set it to false', { set: false }),
    ),
  ],
};
