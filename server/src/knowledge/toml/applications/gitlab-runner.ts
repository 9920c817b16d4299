import type { TomlApplication } from '../application.ts';
import { anybody, bad, choice, empty, flag, isFalse, isTrue, list, number, secret, text } from '../setting.ts';

const DOCKER = 'runners.*.docker';
const HOST = 'gives every CI job the runner’s host';

/** Facts: GitLab Runner advanced configuration; "privileged: … Insecure". */
export const gitlabRunner: TomlApplication = {
  id: 'gitlab-runner',
  name: 'GitLab Runner',
  docs: 'https://docs.gitlab.com/runner/configuration/advanced-configuration/',
  files: [
    'gitlab-runner/config.toml',
    'gitlab-runner*.toml',
    '.gitlab-runner/config.toml',
    'gitlab-runner/config/config.toml',
  ],
  markers: ['concurrent', 'runners'],
  images: ['gitlab/gitlab-runner', 'gitlab-runner'],
  settings: [
    number('concurrent', 'Most jobs at a time.'),
    text('runners.*.url', 'The GitLab server.'),
    secret('runners.*.token', 'The runner’s authentication token.'),
    choice(
      'runners.*.executor',
      ['docker', 'kubernetes', 'shell', 'ssh', 'docker-autoscaler', 'instance', 'virtualbox', 'parallels', 'custom'],
      'Where jobs run.',
      bad('excessive-privilege', 'low', { is: 'shell' }, 'runs every job as one user on the host; use "docker"', {}),
    ),
    flag(
      `${DOCKER}.privileged`,
      'Runs job containers in privileged mode.',
      bad('excessive-privilege', 'critical', isTrue, `${HOST}; set it to false`, {
        set: false,
        consequence: 'docker-in-docker stops working',
      }),
    ),
    flag(
      `${DOCKER}.services_privileged`,
      'Runs service containers in privileged mode.',
      bad('excessive-privilege', 'critical', isTrue, `${HOST}; set it to false`, {
        set: false,
        consequence: 'docker-in-docker services stop working',
      }),
    ),
    list(
      `${DOCKER}.cap_add`,
      'Capabilities added to job containers.',
      bad(
        'excessive-privilege',
        'high',
        { hasItem: ['SYS_ADMIN', 'ALL', 'CAP_SYS_ADMIN'] },
        `${HOST}; remove the capability`,
        { dropItem: true },
      ),
    ),
    list(
      `${DOCKER}.volumes`,
      'Volumes of every job container.',
      bad('excessive-privilege', 'high', { test: 'docker-socket' }, `${HOST} through the Docker socket; remove it`),
    ),
    text(
      `${DOCKER}.host`,
      'The Docker daemon.',
      bad(
        'tls-disabled',
        'high',
        { test: 'remote-tcp-url' },
        'reaches the Docker daemon without TLS; set tls_verify = true',
        { also: { tls_verify: { is: false } } },
      ),
    ),
    flag(`${DOCKER}.tls_verify`, 'Uses TLS with the Docker daemon and checks its certificate.'),
    list(
      `${DOCKER}.allowed_images`,
      'Images jobs may use.',
      bad(
        'unsafe-setting',
        'low',
        { hasItem: ['*', '*/*', '**', '**/*'] },
        'allows every image; name the registries you trust',
      ),
    ),
    choice(
      `${DOCKER}.network_mode`,
      ['bridge', 'none', 'host'],
      'Network of job containers.',
      bad('excessive-privilege', 'high', { is: 'host' }, 'puts every CI job on the host’s network; use "bridge"', {
        set: 'bridge',
      }),
    ),
    choice(
      `${DOCKER}.userns_mode`,
      ['host', ''],
      'User namespace of job containers.',
      bad('excessive-privilege', 'medium', { is: 'host' }, 'turns user namespaces off for jobs; remove it', {
        remove: true,
      }),
    ),
    list(
      `${DOCKER}.security_opt`,
      'Security options of job containers.',
      bad(
        'excessive-privilege',
        'high',
        { hasItem: ['seccomp=unconfined', 'seccomp:unconfined', 'apparmor=unconfined', 'apparmor:unconfined'] },
        'turns a kernel protection off for every job; remove it',
        { dropItem: true },
      ),
    ),
    list(`${DOCKER}.pull_policy`, 'When images are pulled.'),
    flag(
      'runners.*.kubernetes.privileged',
      'Runs job pods in privileged mode.',
      bad('excessive-privilege', 'critical', isTrue, 'gives every CI job the cluster node; set it to false', {
        set: false,
        consequence: 'docker-in-docker stops working',
      }),
    ),
    flag(
      'runners.*.kubernetes.allow_privilege_escalation',
      'Lets processes of a job gain privileges.',
      bad('excessive-privilege', 'medium', isTrue, 'lets jobs gain privileges; set it to false', { set: false }),
    ),
    flag(
      'runners.*.ssh.disable_strict_host_key_checking',
      'Does not check the host key.',
      bad('tls-verification-disabled', 'medium', isTrue, 'accepts any SSH host; set it to false', {
        set: false,
        consequence: 'the host key must be known',
      }),
    ),
    text(
      'listen_address',
      'Address of metrics and debug endpoints.',
      bad(
        'exposed-endpoint',
        'medium',
        { test: 'remote-address' },
        'shows metrics and profiler to the network; bind it to 127.0.0.1:9252',
      ),
    ),
    text('session_server.listen_address', 'Address of interactive web terminals.'),
    flag(
      'runners.*.tls-verify',
      'Checks GitLab’s certificate.',
      bad('tls-verification-disabled', 'high', isFalse, 'accepts any server as GitLab; set it to true', { set: true }),
    ),
    list(
      `${DOCKER}.allowed_privileged_images`,
      'Images that may run privileged.',
      bad('excessive-privilege', 'critical', anybody, 'lets every image run privileged; name the images'),
      bad('excessive-privilege', 'low', empty, 'is empty, which allows every image; name the images', {
        also: { privileged: { is: true } },
      }),
    ),
  ],
};
