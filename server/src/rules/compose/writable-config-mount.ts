import { fixIf } from '../../finding/fix.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { makeReadOnly, mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Configuration file is mounted writable',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const mount of service.mounts) {
      if (mount.readOnly !== false || !isConfiguration(mount)) continue;
      report({
        at: mountPlace(mount),
        message: `${quoted(service.name)} may change its own configuration on the host: mount it read-only`,
        path: ['services', service.name, 'volumes', mount.target?.written ?? ''],
        fixes: () =>
          fixIf(
            `Mount ${mount.target?.written ?? 'it'} read-only (writes to it fail)`,
            'behavior-changing',
            makeReadOnly(mount),
          ),
      });
    }
  },
});
