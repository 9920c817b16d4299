import type { Checklist } from '../checklist.ts';
import { against, asserted, byRule, evidence, manual, services, showing } from '../items.ts';

/** OWASP Docker Security Cheat Sheet; wording is our own. */
export const owaspDocker: Checklist = {
  name: 'owasp-docker',
  title: 'OWASP Docker Security Cheat Sheet',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  sections: [
    {
      title: 'Rules',
      items: [
        manual('owasp-docker-0', '#0', 'Host and Docker are up to date', 31),
        byRule(
          'owasp-docker-1',
          '#1',
          'The Docker daemon socket is not exposed',
          ['compose/docker-socket', 'compose/docker-api-unencrypted'],
          services,
        ),
        showing(
          'user',
          byRule(
            'owasp-docker-2',
            '#2',
            'Containers run as a user of their own',
            ['compose/root-user', 'compose/user-unset'],
            services,
          ),
        ),
        showing(
          'cap_drop',
          byRule(
            'owasp-docker-3',
            '#3',
            'Only needed capabilities are left',
            ['compose/privileged-container', 'compose/dangerous-capability', 'compose/capabilities-not-dropped'],
            services,
          ),
        ),
        showing(
          'security_opt',
          byRule(
            'owasp-docker-4',
            '#4',
            'Privileges cannot be gained inside a container',
            ['compose/new-privileges-allowed'],
            services,
          ),
        ),
        showing(
          'networks',
          byRule(
            'owasp-docker-5',
            '#5',
            'Containers reach only the containers they need',
            ['compose/host-network', 'compose/datastore-published'],
            services,
          ),
        ),
        showing(
          'security_opt',
          byRule(
            'owasp-docker-6',
            '#6',
            'Seccomp, AppArmor or SELinux stay on',
            ['compose/security-profile-disabled'],
            services,
          ),
        ),
        byRule(
          'owasp-docker-7',
          '#7',
          'Memory, CPU, processes and restarts are limited',
          ['compose/missing-resource-limits', 'compose/missing-cpu-limit', 'compose/missing-pids-limit'],
          services,
        ),
        showing(
          'read_only',
          byRule(
            'owasp-docker-8',
            '#8',
            'File systems and volumes are read-only',
            ['compose/writable-root-filesystem', 'compose/writable-config-mount', 'compose/sensitive-host-path'],
            services,
          ),
        ),
        manual('owasp-docker-9', '#9', 'Containers are scanned in the pipeline'),
        manual('owasp-docker-10', '#10', 'The daemon logs at level info'),
        manual('owasp-docker-11', '#11', 'Docker runs rootless'),
        asserted(
          'owasp-docker-12',
          '#12',
          'Secrets are Docker secrets',
          against({ kind: 'no-secrets', in: 'environment' }),
          evidence({ compose: 'secrets' }),
          evidence({ env: '*_FILE', value: '/run/secrets/*' }),
        ),
        byRule(
          'owasp-docker-13',
          '#13',
          'The supply chain is pinned',
          ['compose/mutable-image-tag', 'compose/image-without-digest', 'compose/unpinned-remote-include'],
          services,
        ),
      ],
    },
  ],
};
