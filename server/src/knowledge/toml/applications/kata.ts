import type { TomlApplication } from '../application.ts';
import { bad, flag, isTrue, text } from '../setting.ts';

/** Facts: Kata Containers configuration files. */
export const kata: TomlApplication = {
  id: 'kata',
  name: 'Kata',
  docs: 'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-set-sandbox-config-kata.md',
  files: ['kata-containers/configuration*.toml', 'configuration-*.toml', 'kata*.toml'],
  markers: ['hypervisor', 'agent.kata'],
  markersWithName: 2,
  images: [],
  settings: [
    text(
      'hypervisor.*.kernel_params',
      'Parameters of the guest’s kernel.',
      bad('debug-enabled', 'medium', { contains: 'agent.debug_console' }, 'opens a root shell in the guest; remove it'),
    ),
    flag(
      'runtime.disable_guest_seccomp',
      'Starts containers in the guest without seccomp.',
      bad('excessive-privilege', 'low', isTrue, 'starts containers without seccomp; set it to false', { set: false }),
    ),
    flag(
      'agent.kata.debug_console_enabled',
      'Opens a root shell in the guest.',
      bad('debug-enabled', 'medium', isTrue, 'opens a root shell in every guest; set it to false', { set: false }),
    ),
    flag(
      'hypervisor.*.enable_debug',
      'Logs in detail.',
      bad('debug-enabled', 'low', isTrue, 'logs in detail; set it to false', { set: false }),
    ),
  ],
};
