import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isTrue, list, text } from '../setting.ts';

/** Facts: docs/buildkitd.toml.md; util/resolver/config (`http`, `insecure` of a registry). */
export const buildkit: TomlApplication = {
  id: 'buildkit',
  name: 'BuildKit',
  docs: 'https://docs.docker.com/build/buildkit/toml-configuration/',
  files: ['buildkitd.toml', 'buildkitd*.toml', 'buildkit.toml'],
  markers: ['worker', 'registry', 'grpc', 'insecure-entitlements', 'debug', 'root', 'gc'],
  images: ['moby/buildkit', 'buildkit'],
  dottedNames: ['registry.*'],
  settings: [
    list(
      'insecure-entitlements',
      'Privileges builds may ask for.',
      bad(
        'excessive-privilege',
        'critical',
        { hasItem: ['security.insecure', 'device'] },
        'lets any build run privileged; remove it',
        { dropItem: true, consequence: 'builds that need it fail' },
      ),
      bad(
        'excessive-privilege',
        'high',
        { hasItem: ['network.host'] },
        'lets any build use the host’s network; remove it',
        { dropItem: true, consequence: 'builds that need it fail' },
      ),
    ),
    list(
      'grpc.address',
      'Where the API listens.',
      bad(
        'remote-bind-without-auth',
        'critical',
        { test: 'remote-address' },
        'lets anybody run builds here; set grpc.tls with a client CA',
        { also: { 'tls.ca': absent } },
      ),
    ),
    address(
      'grpc.debugAddress',
      'Address of profiler and debugger.',
      bad(
        'exposed-endpoint',
        'high',
        { test: 'remote-address' },
        'opens profiler and debugger to the network; bind it to 127.0.0.1',
        { set: '127.0.0.1:6060' },
      ),
    ),
    text('grpc.tls.ca', 'CA of client certificates.'),
    flag('debug', 'Logs at debug level.'),
    flag(
      'worker.oci.noProcessSandbox',
      'Runs build steps in the daemon’s process namespace.',
      bad('excessive-privilege', 'medium', isTrue, 'lets build steps see and signal the daemon; set it to false', {
        set: false,
      }),
    ),
    text('worker.oci.apparmor-profile', 'AppArmor profile of build steps.'),
    flag(
      'registry.*.http',
      'Talks plain HTTP to the registry.',
      bad('untrusted-source', 'high', isTrue, 'fetches images over plain HTTP; set it to false', { set: false }),
    ),
    flag(
      'registry.*.insecure',
      'Does not check the registry’s certificate.',
      bad('untrusted-source', 'high', isTrue, 'accepts any registry; set ca instead', { set: false }),
    ),
  ],
};
