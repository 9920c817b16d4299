import type { TomlApplication } from '../application.ts';
import { bad, choice } from '../setting.ts';

/** Facts: developers.openai.com/codex configuration reference. */
export const codex: TomlApplication = {
  id: 'codex',
  name: 'Codex CLI',
  docs: 'https://developers.openai.com/codex/config-reference',
  files: ['.codex/config.toml'],
  markers: ['approval_policy', 'sandbox_mode', 'model', 'mcp_servers', 'profiles'],
  images: [],
  settings: [
    choice(
      'sandbox_mode',
      ['read-only', 'workspace-write', 'danger-full-access'],
      'What commands may touch.',
      bad(
        'excessive-privilege',
        'high',
        { is: 'danger-full-access' },
        'runs commands on the whole machine unasked; use "workspace-write"',
        { also: { approval_policy: { is: 'never' } }, set: 'workspace-write' },
      ),
    ),
    choice('approval_policy', ['untrusted', 'on-request', 'on-failure', 'never'], 'When you are asked.'),
  ],
};
