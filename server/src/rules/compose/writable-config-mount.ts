import { fixIf } from '../../finding/fix.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { makeReadOnly, mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

/** Files that services read at start and have no business writing. */
const CONFIGURATION: readonly string[] = [
  '.conf',
  '.cfg',
  '.cnf',
  '.ini',
  '.toml',
  '.yml',
  '.yaml',
  '.crt',
  '.cer',
  '.pem',
  '.template',
  '.rules',
  '.vcl',
  '.sql',
  '.htpasswd',
  '/nginx.conf',
  '/Caddyfile',
  '/localtime',
  '/timezone',
  '/haproxy.cfg',
  '/docker-entrypoint-initdb.d',
  '/templates/default.conf.template',
];
/** Files that look so and are written by their service. */
const WRITTEN: readonly string[] = ['acme.json', 'config.yml', 'config.yaml', 'configuration.yaml', 'settings.yml'];

function isConfiguration(mount: ComposeMount): boolean {
  const target = mount.target?.value;
  const source = mount.source?.value;
  if (mount.type !== 'bind' || target === undefined || source === undefined) return false;
  if (WRITTEN.some((name) => target.endsWith(`/${name}`))) return false;
  return CONFIGURATION.some((suffix) => target.endsWith(suffix));
}

export default defineRule({
  id: 'compose/writable-config-mount',
  subject: 'service',
  severity: 'low',
  severityBecause:
    'A foothold in the container gets an easier next step: it changes its configuration on the host for good.',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Configuration file is mounted writable',
  why: 'A bind-mounted configuration file or certificate is the file on the host. Whoever gets into the service can change it, survive every restart and follow it back to the repository it came from. Services read these files; `:ro` costs nothing.',
  references: [
    {
      name: 'OWASP Docker Security, rule 8',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Docker: bind mounts',
      url: 'https://docs.docker.com/engine/storage/bind-mounts/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          proxy:
            image: nginx:1.27
            volumes:
              - ./nginx.conf:/etc/nginx/nginx.conf
      `,
    ],
    good: [
      yaml`
        services:
          proxy:
            image: nginx:1.27
            volumes:
              - ./nginx.conf:/etc/nginx/nginx.conf:ro
              - ./data:/data
      `,
      yaml`
        services:
          proxy:
            image: traefik:v3.1
            volumes:
              - ./acme.json:/acme.json
      `,
    ],
  },
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const mount of service.mounts) {
      if (mount.readOnly !== false || !isConfiguration(mount)) continue;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} may change its own configuration on the host: mount it read-only`,
        path: ['services', service.name, 'volumes', mount.target?.written ?? ''],
        fixes: fixIf(
          `Mount ${mount.target?.written ?? 'it'} read-only (writes to it fail)`,
          'behavior-changing',
          makeReadOnly(mount),
        ),
      });
    }
  },
});
