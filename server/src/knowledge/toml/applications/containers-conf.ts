import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, list, number, text } from '../setting.ts';

/** Facts: containers.conf.5.md. */
export const containersConf: TomlApplication = {
  id: 'containers-conf',
  name: 'containers.conf',
  docs: 'https://github.com/containers/common/blob/main/docs/containers.conf.5.md',
  files: ['containers.conf', 'containers.conf.d/*.conf', 'containers/containers.conf'],
  markers: ['containers', 'engine', 'network', 'machine'],
  images: [],
  settings: [
    flag(
      'containers.privileged',
      'Starts every container privileged.',
      bad('excessive-privilege', 'critical', isTrue, 'gives every container the host; set it to false', { set: false }),
    ),
    text(
      'containers.seccomp_profile',
      'Seccomp profile of containers.',
      bad('excessive-privilege', 'high', { is: 'unconfined' }, 'starts containers without seccomp; remove it', {
        remove: true,
      }),
    ),
    text(
      'containers.apparmor_profile',
      'AppArmor profile of containers.',
      bad('excessive-privilege', 'high', { is: 'unconfined' }, 'starts containers without AppArmor; remove it', {
        remove: true,
      }),
    ),
    flag(
      'containers.label',
      'Labels containers with SELinux.',
      bad('excessive-privilege', 'medium', isFalse, 'turns SELinux separation off; set it to true', { set: true }),
    ),
    flag(
      'containers.env_host',
      'Passes the host’s environment into containers.',
      bad(
        'unsafe-setting',
        'medium',
        isTrue,
        'hands the host’s variables, secrets too, to every container; set it to false',
        { set: false },
      ),
    ),
    number(
      'containers.pids_limit',
      'Most processes of a container; 0 and -1 are without limit.',
      bad('unlimited', 'medium', { is: [0, -1] }, 'lets a fork bomb take the host down; use 2048', { set: 2048 }),
    ),
    list(
      'containers.default_capabilities',
      'Capabilities of every container.',
      bad(
        'excessive-privilege',
        'high',
        { hasItem: ['SYS_ADMIN', 'CAP_SYS_ADMIN', 'ALL'] },
        'gives every container SYS_ADMIN, which is close to root; remove it',
        { dropItem: true },
      ),
    ),
    list(
      'containers.volumes',
      'Volumes of every container.',
      bad(
        'excessive-privilege',
        'critical',
        { test: 'docker-socket' },
        'gives every container the host through the Docker socket; remove it',
      ),
    ),
    choice('containers.userns', ['host', 'auto', 'private', 'keep-id', 'nomap'], 'User namespace of containers.'),
    choice(
      'containers.netns',
      ['private', 'host', 'none', 'bridge'],
      'Network of containers.',
      bad(
        'excessive-privilege',
        'medium',
        { is: 'host' },
        'puts every container on the host’s network; use "private"',
        { set: 'private' },
      ),
    ),
    list('containers.env', 'Variables of every container.'),
  ],
};
