import type { Checklist } from '../checklist.ts';
import { byRule, compose, manual, onlyWith, services, showing } from '../items.ts';
import { HEALTH_RULES } from '../rule-sets.ts';

/** CIS Docker Benchmark 1.6, section 5 (container runtime) and what of section 4 a compose file shows; wording is our own. */
export const cisDocker: Checklist = {
  name: 'cis-docker-1.6',
  title: 'CIS Docker Benchmark 1.6: container runtime',
  source: 'https://www.cisecurity.org/benchmark/docker',
  sections: [
    {
      title: '4 Images',
      items: [
        showing(
          'user',
          byRule(
            'cis-docker-4.1',
            '4.1',
            'Containers run as a user of their own',
            ['compose/root-user', 'compose/user-unset'],
            services,
          ),
        ),
        showing(
          'healthcheck.test',
          byRule('cis-docker-4.6', '4.6', 'Images or services have a health check', HEALTH_RULES, services),
        ),
        byRule(
          'cis-docker-4.7',
          '4.7, 5.27',
          'Images carry a version, not a moving tag',
          ['compose/mutable-image-tag'],
          services,
        ),
        onlyWith(
          { services: 'built' },
          showing(
            'build.args',
            byRule(
              'cis-docker-4.10',
              '4.10',
              'No secrets in images or build arguments',
              ['secret/in-build-argument', 'secret/in-command'],
              { services: 'built' },
            ),
          ),
        ),
      ],
    },
    {
      title: '5 Container runtime',
      items: [
        showing(
          'security_opt',
          byRule('cis-docker-5.1', '5.1', 'AppArmor stays on', ['compose/security-profile-disabled'], services),
        ),
        showing(
          'security_opt',
          byRule('cis-docker-5.2', '5.2', 'SELinux stays on', ['compose/security-profile-disabled'], services),
        ),
        showing(
          'cap_drop',
          byRule(
            'cis-docker-5.3',
            '5.3',
            'Kernel capabilities are restricted',
            ['compose/dangerous-capability', 'compose/capability-added', 'compose/capabilities-not-dropped'],
            services,
          ),
        ),
        showing(
          'privileged',
          byRule('cis-docker-5.4', '5.4', 'No container is privileged', ['compose/privileged-container'], services),
        ),
        byRule(
          'cis-docker-5.5',
          '5.5',
          'No sensitive host folder is mounted',
          ['compose/sensitive-host-path'],
          services,
        ),
        manual('cis-docker-5.6', '5.6', 'No SSH server runs in a container'),
        showing(
          'ports',
          byRule(
            'cis-docker-5.7',
            '5.7',
            'No privileged host port is mapped without need',
            ['compose/privileged-port'],
            services,
          ),
        ),
        showing(
          'ports',
          byRule(
            'cis-docker-5.8',
            '5.8',
            'Only needed ports are open',
            ['compose/datastore-published', 'compose/admin-interface-published', 'compose/port-bypasses-proxy'],
            services,
            // Remote shells, and the Docker API in clear: nothing needs them published.
            compose('ports', { notMatches: '22:*|*:22:*|*:22|23:*|*:23|2375:*|*:2375' }, 'all', { absence: 'pass' }),
          ),
        ),
        showing(
          'network_mode',
          byRule('cis-docker-5.9', '5.9', 'The host network is not shared', ['compose/host-network'], services),
        ),
        showing(
          'mem_limit',
          byRule('cis-docker-5.10', '5.10', 'Memory is limited', ['compose/missing-resource-limits'], services),
        ),
        showing(
          'cpus',
          byRule('cis-docker-5.11', '5.11', 'CPU priority is set', ['compose/missing-cpu-limit'], services),
        ),
        showing(
          'read_only',
          byRule(
            'cis-docker-5.12',
            '5.12',
            'The root file system is read-only',
            ['compose/writable-root-filesystem'],
            services,
          ),
        ),
        showing(
          'ports',
          byRule(
            'cis-docker-5.13',
            '5.13',
            'Published ports are bound to an address',
            ['compose/port-on-all-interfaces'],
            services,
          ),
        ),
        showing(
          'restart',
          byRule(
            'cis-docker-5.14',
            '5.14',
            'Restarts are limited to five on failure',
            ['compose/restart-retries'],
            services,
            compose('restart', { notMatches: 'always|unless-stopped|on-failure' }, 'all', { absence: 'pass' }),
          ),
        ),
        showing(
          'pid',
          byRule(
            'cis-docker-5.15',
            '5.15',
            'The host process namespace is not shared',
            ['compose/host-namespace'],
            services,
          ),
        ),
        showing(
          'ipc',
          byRule(
            'cis-docker-5.16',
            '5.16',
            'The host IPC namespace is not shared',
            ['compose/host-namespace'],
            services,
          ),
        ),
        // A privileged container has all of them.
        showing(
          'devices',
          byRule(
            'cis-docker-5.17',
            '5.17',
            'Host devices are not handed in',
            ['compose/host-device', 'compose/privileged-container'],
            services,
          ),
        ),
        manual('cis-docker-5.18', '5.18', 'Default ulimits are overridden only where needed'),
        byRule(
          'cis-docker-5.19',
          '5.19',
          'Mounts do not propagate to the host',
          ['compose/shared-mount-propagation'],
          services,
        ),
        showing(
          'uts',
          byRule(
            'cis-docker-5.20',
            '5.20',
            'The host UTS namespace is not shared',
            ['compose/host-namespace'],
            services,
          ),
        ),
        showing(
          'security_opt',
          byRule(
            'cis-docker-5.21',
            '5.21',
            'The default seccomp profile stays on',
            ['compose/security-profile-disabled'],
            services,
          ),
        ),
        manual('cis-docker-5.22', '5.22', 'docker exec is not used with --privileged'),
        manual('cis-docker-5.23', '5.23', 'docker exec is not used with --user=root'),
        showing(
          'cgroup',
          byRule(
            'cis-docker-5.24',
            '5.24',
            'The cgroup of the container is its own',
            ['compose/parent-cgroup'],
            services,
          ),
        ),
        showing(
          'security_opt',
          byRule(
            'cis-docker-5.25',
            '5.25',
            'Containers cannot gain privileges',
            ['compose/new-privileges-allowed'],
            services,
          ),
        ),
        showing(
          'healthcheck.test',
          byRule('cis-docker-5.26', '5.26', 'Health is checked at run time', HEALTH_RULES, services),
        ),
        showing(
          'pids_limit',
          byRule(
            'cis-docker-5.28',
            '5.28',
            'The number of processes is limited',
            ['compose/missing-pids-limit'],
            services,
          ),
        ),
        {
          id: 'cis-docker-5.29',
          source: '5.29',
          title: "Docker's default bridge is not used",
          kind: 'assertion',
          checks: [compose('network_mode', { not: 'bridge' }, 'all', { absence: 'pass' })],
        },
        showing(
          'userns_mode',
          byRule(
            'cis-docker-5.30',
            '5.30',
            'The host user namespace is not shared',
            ['compose/host-namespace'],
            services,
          ),
        ),
        byRule(
          'cis-docker-5.31',
          '5.31',
          'The Docker socket is mounted in no container',
          ['compose/docker-socket'],
          services,
        ),
      ],
    },
  ],
};
