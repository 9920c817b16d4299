import type { Condition, TomlApplication } from '../application.ts';
import { absent, bad, choice, flag, isTrue, list, secret, table, text, url } from '../setting.ts';

const FULL: Condition = { is: 'danger-full-access' };
const NEVER: Condition = { is: 'never' };
const UNASKED = 'runs any command unasked, without a sandbox; use "workspace-write"';
const SANDBOXED = { set: 'workspace-write', consequence: 'commands outside the workspace ask first' };
const PLAIN = 'sends prompts and tokens over plain HTTP; use https://';
const SANDBOXES = ['read-only', 'workspace-write', 'danger-full-access'];
const APPROVALS = ['untrusted', 'on-request', 'never'];

/** Facts: Codex configuration reference and its page on sandboxing: full access without prompts is "extremely risky". */
export const codex: TomlApplication = {
  id: 'codex',
  name: 'Codex',
  docs: 'https://developers.openai.com/codex/config-reference/',
  files: ['.codex/config.toml', 'codex/config.toml', '.codex/*.config.toml'],
  markers: [
    'model',
    'model_provider',
    'model_providers',
    'model_reasoning_effort',
    'approval_policy',
    'sandbox_mode',
    'sandbox_workspace_write',
    'mcp_servers',
    'profiles',
    'projects',
    'features',
  ],
  images: [],
  settings: [
    text('model', 'The model that is asked.'),
    choice(
      'sandbox_mode',
      SANDBOXES,
      'What commands of the agent may touch.',
      bad('code-execution-allowed', 'high', FULL, UNASKED, { also: { approval_policy: NEVER }, ...SANDBOXED }),
      bad(
        'code-execution-allowed',
        'medium',
        FULL,
        'runs commands without a sandbox; use "workspace-write"',
        SANDBOXED,
      ),
    ),
    choice('approval_policy', APPROVALS, 'When the agent asks before it runs a command.'),
    choice(
      'profiles.*.sandbox_mode',
      SANDBOXES,
      'What commands of the agent may touch in this profile.',
      bad('code-execution-allowed', 'high', FULL, UNASKED, { also: { approval_policy: NEVER }, ...SANDBOXED }),
      bad('code-execution-allowed', 'high', FULL, UNASKED, {
        also: { approval_policy: absent, '/approval_policy': NEVER },
        ...SANDBOXED,
      }),
      bad(
        'code-execution-allowed',
        'medium',
        FULL,
        'runs commands without a sandbox; use "workspace-write"',
        SANDBOXED,
      ),
    ),
    choice('profiles.*.approval_policy', APPROVALS, 'When the agent asks in this profile.'),
    flag(
      'sandbox_workspace_write.network_access',
      'Lets sandboxed commands reach the network.',
      bad('code-execution-allowed', 'medium', isTrue, 'lets unwatched commands send files anywhere; set it to false', {
        also: { '/approval_policy': NEVER },
        set: false,
        consequence: 'commands lose the network',
      }),
    ),
    list(
      'sandbox_workspace_write.writable_roots',
      'More folders that commands may write to.',
      bad(
        'code-execution-allowed',
        'medium',
        { hasItem: ['/', '~', '~/'] },
        'lets commands overwrite everything; remove it',
        {
          dropItem: true,
        },
      ),
    ),
    table('mcp_servers.*.env', 'Variables of a server; env_vars passes them on without a copy here.'),
    text('mcp_servers.*.bearer_token_env_var', 'Variable that holds the token.'),
    url(
      'mcp_servers.*.url',
      'Address of a server.',
      bad('plain-http-url', 'medium', { test: 'plain-http-url' }, PLAIN),
    ),
    url(
      'model_providers.*.base_url',
      'Address of a model.',
      bad('plain-http-url', 'medium', { test: 'plain-http-url' }, PLAIN),
    ),
    text('model_providers.*.env_key', 'Variable that holds the key.'),
    secret('model_providers.*.experimental_bearer_token', 'Token in the file; env_key names a variable instead.'),
  ],
};
