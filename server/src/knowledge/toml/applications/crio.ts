import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, list, number, remote, text } from '../setting.ts';

/** Facts: CRI-O docs/crio.conf.5.md. */
export const crio: TomlApplication = {
  id: 'crio',
  name: 'CRI-O',
  docs: 'https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md',
  files: ['crio.conf', 'crio/crio.conf', 'crio.conf.d/*.conf', 'crio*.toml'],
  markers: ['crio'],
  images: [],
  settings: [
    flag('crio.runtime.selinux', 'Labels containers with SELinux.'),
    text(
      'crio.runtime.seccomp_profile',
      'Seccomp profile of containers; empty is the built-in one.',
      bad('excessive-privilege', 'high', { is: 'unconfined' }, 'starts containers without seccomp; remove it', {
        remove: true,
      }),
    ),
    text(
      'crio.runtime.apparmor_profile',
      'AppArmor profile of containers.',
      bad(
        'excessive-privilege',
        'high',
        { is: 'unconfined' },
        'starts containers without AppArmor; use "crio-default"',
        { set: 'crio-default' },
      ),
    ),
    list(
      'crio.runtime.default_capabilities',
      'Capabilities of every container.',
      bad(
        'excessive-privilege',
        'high',
        { hasItem: ['SYS_ADMIN', 'ALL'] },
        'gives every container SYS_ADMIN, which is close to root; remove it',
        { dropItem: true },
      ),
      bad(
        'excessive-privilege',
        'medium',
        { hasItem: ['NET_RAW', 'SYS_PTRACE', 'SYS_MODULE', 'NET_ADMIN'] },
        'gives every container a dangerous capability; remove it',
        { dropItem: true },
      ),
    ),
    flag(
      'crio.runtime.add_inheritable_capabilities',
      'Gives capabilities to child processes too.',
      bad('excessive-privilege', 'medium', isTrue, 'lets child processes keep capabilities; set it to false', {
        set: false,
      }),
    ),
    number(
      'crio.runtime.pids_limit',
      'Most processes of a container; -1 is without limit.',
      bad(
        'unlimited',
        'medium',
        { is: -1 },
        'lets a fork bomb take the node down; remove it to use the kubelet’s limit',
        { remove: true },
      ),
    ),
    flag('crio.runtime.privileged_without_host_devices', 'Keeps host devices from privileged containers.'),
    flag(
      'crio.api.stream_enable_tls',
      'Serves streams over TLS.',
      bad('tls-disabled', 'medium', isFalse, 'serves exec and logs in plain text to the network; set it to true', {
        also: { stream_address: remote },
        set: true,
      }),
    ),
    choice(
      'crio.api.tls_min_version',
      ['VersionTLS12', 'VersionTLS13'],
      'The oldest TLS version accepted.',
      bad(
        'outdated-tls',
        'medium',
        { test: 'outdated-tls' },
        'allows TLS versions retired in 2021; use "VersionTLS12"',
        { set: 'VersionTLS12' },
      ),
    ),
    list(
      'crio.image.insecure_registries',
      'Registries used over plain HTTP.',
      bad(
        'untrusted-source',
        'high',
        { test: 'not-empty' },
        'fetches images without TLS; remove it and give the registry a certificate',
      ),
    ),
    text(
      'crio.metrics.metrics_host',
      'Address of the metrics.',
      bad('exposed-endpoint', 'low', remote, 'shows metrics to the network; use "127.0.0.1"', {
        also: { enable_metrics: isTrue },
        set: '127.0.0.1',
      }),
    ),
  ],
};
