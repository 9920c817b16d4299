import type { TomlApplication } from '../application.ts';
import { absent, address, bad, empty, flag, isTrue, list, number, remote, table, text, url } from '../setting.ts';

const CRI = 'plugins."io.containerd.grpc.v1.cri"';
const RUNTIME = 'plugins."io.containerd.cri.v1.runtime"';
const IMAGES = 'plugins."io.containerd.cri.v1.images"';
const STREAM = 'serves exec and logs of all pods in plain text; bind it to 127.0.0.1';

const runtime = (cri: string) => [
  flag(
    `${cri}.disable_apparmor`,
    'Starts containers without AppArmor.',
    bad('excessive-privilege', 'high', isTrue, 'turns AppArmor off for all containers; set it to false', {
      set: false,
    }),
  ),
  text(
    `${cri}.unset_seccomp_profile`,
    'The seccomp profile of containers that name none.',
    bad(
      'excessive-privilege',
      'high',
      { is: 'unconfined' },
      'leaves containers without seccomp; use "runtime/default"',
      { set: 'runtime/default', consequence: 'some system calls fail' },
    ),
  ),
  flag(`${cri}.enable_selinux`, 'Labels containers with SELinux.'),
  flag(`${cri}.restrict_oom_score_adj`, 'Bounds the OOM score to containerd’s own.'),
];

/** Facts: containerd docs/cri/config.md, man containerd-config.toml; keys moved between version 2 and 3. */
export const containerd: TomlApplication = {
  id: 'containerd',
  name: 'containerd',
  docs: 'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
  files: ['containerd/config.toml', 'containerd*.toml', 'containerd/conf.d/*.toml'],
  markers: ['version', 'plugins', 'grpc', 'proxy_plugins'],
  markersWithName: 2,
  images: [],
  dottedNames: [CRI, RUNTIME, IMAGES],
  settings: [
    flag(
      `${IMAGES}.registry.configs.*.tls.insecure_skip_verify`,
      'Does not check the registry’s certificate.',
      bad('untrusted-source', 'high', isTrue, 'accepts any registry as this one; set ca_file instead', { set: false }),
    ),
    list(
      `${IMAGES}.registry.mirrors.*.endpoint`,
      'Mirrors of a registry.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, 'fetches images over plain HTTP; use https://'),
    ),
    number('version', 'Version of this file’s layout.'),
    address(
      'grpc.tcp_address',
      'TCP address of the API.',
      bad(
        'remote-bind-without-auth',
        'critical',
        remote,
        'gives the host to anybody on the network; leave it empty or set TLS',
        { also: { tcp_tls_ca: absent } },
      ),
      bad(
        'remote-bind-without-auth',
        'critical',
        remote,
        'gives the host to anybody on the network; leave it empty or set TLS',
        { also: { tcp_tls_ca: empty } },
      ),
    ),
    address(
      'debug.address',
      'Address of the debug socket.',
      bad('exposed-endpoint', 'high', remote, 'opens the profiler to the network; use a socket'),
    ),
    address(
      'metrics.address',
      'Address of the metrics.',
      bad('exposed-endpoint', 'low', remote, 'shows metrics to the network; bind it to 127.0.0.1:1338'),
    ),
    ...runtime(CRI),
    ...runtime(RUNTIME),
    address(
      `${CRI}.stream_server_address`,
      'Address of the streaming server.',
      bad('remote-bind-without-tls', 'medium', remote, STREAM, {
        also: { enable_tls_streaming: { is: false } },
        set: '127.0.0.1',
      }),
    ),
    flag(
      `${CRI}.registry.configs.*.tls.insecure_skip_verify`,
      'Does not check the registry’s certificate.',
      bad('untrusted-source', 'high', isTrue, 'accepts any registry; set ca_file instead', { set: false }),
    ),
    list(
      `${CRI}.registry.mirrors.*.endpoint`,
      'Mirrors of a registry.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, 'fetches images over plain HTTP; use https://'),
    ),
  ],
};

/** Facts: containerd docs/hosts.md. */
export const containerdHosts: TomlApplication = {
  id: 'containerd-hosts',
  name: 'containerd',
  docs: 'https://github.com/containerd/containerd/blob/main/docs/hosts.md',
  files: ['certs.d/*/hosts.toml', 'hosts.toml'],
  markers: ['host', 'server'],
  markersWithName: 1,
  images: [],
  settings: [
    table(
      'host."http://*"',
      'A mirror without TLS.',
      bad('untrusted-source', 'high', { present: true }, 'fetches images over plain HTTP; use https://', {
        named: 'plain-http-url',
      }),
    ),
    url(
      'server',
      'The registry itself.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, 'fetches images over plain HTTP; use https://'),
    ),
    flag(
      'skip_verify',
      'Does not check the registry’s certificate.',
      bad('untrusted-source', 'high', isTrue, 'accepts any registry; set ca instead', { set: false }),
    ),
    flag(
      'host.*.skip_verify',
      'Does not check the mirror’s certificate.',
      bad('untrusted-source', 'high', isTrue, 'accepts any mirror; set ca instead', { set: false }),
    ),
    list('host.*.capabilities', 'What the host is used for: pull, resolve, push.'),
  ],
};
