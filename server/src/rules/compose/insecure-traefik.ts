import type { Edits } from '../../formats/compose/edit.ts';
import type { ComposeService } from '../../formats/compose/model.ts';
import type { Location } from '../../formats/format.ts';
import { defineRule, fixIf, type Severity, yaml } from '../contract.ts';
import { flagOf, replaceWord, wordsOf } from './service/command-words.ts';
import { reachOf } from './service/exposure.ts';
import { placeOf, quoted } from './service/names.ts';
import { factsOf, runsInProduction } from './service/role.ts';
import { setVariable } from './service/variables.ts';

interface Option {
  /** The option's path: `api.insecure`; the flag is `--` and the path, the variable `TRAEFIK_` and it in upper case. */
  readonly path: string;
  readonly severity: Severity;
  readonly risk: string;
  /** Holds per entry point or transport: `entryPoints.<name>.forwardedHeaders.insecure`. */
  readonly suffix?: boolean;
}

const OPTIONS: readonly Option[] = [
  {
    path: 'api.insecure',
    severity: 'high',
    risk: 'its dashboard and API are open to everyone on port 8080',
  },
  {
    path: 'forwardedheaders.insecure',
    severity: 'medium',
    risk: 'every client can forge its address',
    suffix: true,
  },
  {
    path: 'proxyprotocol.insecure',
    severity: 'medium',
    risk: 'every client can forge its address',
    suffix: true,
  },
  {
    path: 'serverstransport.insecureskipverify',
    severity: 'medium',
    risk: 'it accepts any certificate of a backend',
  },
];

interface Use {
  readonly at: Location;
  readonly edits: Edits;
}

function isOn(value: string | undefined): boolean {
  return value === undefined || value === '' || value.toLowerCase() === 'true';
}

function useOf(service: ComposeService, option: Option): Use | undefined {
  for (const word of wordsOf(service)) {
    const text = word.word.value ?? '';
    const equals = text.indexOf('=');
    const name = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
    const hits = option.suffix ? name.endsWith(`.${option.path}`) : name === `--${option.path}`;
    if (!hits || !isOn(equals < 0 ? undefined : text.slice(equals + 1))) continue;
    return {
      at: placeOf(word.word),
      edits: replaceWord(word, `${equals < 0 ? text : text.slice(0, equals)}=false`),
    };
  }
  const suffix = option.path.replaceAll('.', '_').toUpperCase();
  const keyed = service.environment.find(
    ({ name, value }) =>
      (option.suffix ? name.startsWith('TRAEFIK_') && name.endsWith(`_${suffix}`) : name === `TRAEFIK_${suffix}`) &&
      value?.value?.toLowerCase() === 'true',
  );
  return keyed === undefined
    ? undefined
    : {
        at: { uri: keyed.uri, span: keyed.valueSpan },
        edits: setVariable(keyed, 'false'),
      };
}

/** The API listens on 8080 inside; published only to this host, or not at all, it is one step further away. */
function isReachable(service: ComposeService): boolean {
  if (service.text('network_mode') === 'host') return true;
  return service.ports.some(
    (port) =>
      port.targetRange !== undefined &&
      port.targetRange.first <= 8080 &&
      port.targetRange.last >= 8080 &&
      reachOf(port) === 'everyone',
  );
}

function exposesEverything(service: ComposeService): Use | undefined {
  const words = wordsOf(service);
  const provider = words.find(({ word }) => {
    const text = (word.value ?? '').toLowerCase();
    return text === '--providers.docker' || text === '--providers.docker=true';
  });
  if (provider === undefined || words.some(({ word }) => word.value === undefined)) return undefined;
  const flag = flagOf(words, '--providers.docker.exposedByDefault');
  if (flag !== undefined && flag.value !== 'true') return undefined;
  if (service.variable('TRAEFIK_PROVIDERS_DOCKER_EXPOSEDBYDEFAULT') !== undefined) return undefined;
  const written = flag === undefined ? undefined : replaceWord(flag.at, '--providers.docker.exposedByDefault=false');
  return { at: placeOf((flag?.at ?? provider).word), edits: written };
}

export default defineRule({
  id: 'compose/insecure-traefik',
  subject: 'service',
  severity: 'high',
  severityBecause:
    'Network reach gives the map of all services and, with it, an easier next step; forged addresses get past access rules.',
  category: 'access',
  profile: 'recommended',
  stages: 'running',
  summary: 'Traefik runs with an option its documentation calls insecure',
  why: '`api.insecure` opens dashboard and API on port 8080 without authentication. `forwardedHeaders.insecure` and `proxyProtocol.insecure` believe the client address anybody sends. Unless `exposedByDefault` is false, every container on the host becomes a route the moment it starts.',
  references: [
    {
      name: 'Traefik: API',
      url: 'https://doc.traefik.io/traefik/reference/install-configuration/api-dashboard/',
    },
    {
      name: 'Traefik: Docker provider',
      url: 'https://doc.traefik.io/traefik/providers/docker/#exposedbydefault',
    },
    {
      name: 'Traefik: entry points',
      url: 'https://doc.traefik.io/traefik/routing/entrypoints/#forwarded-headers',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          proxy:
            image: traefik:v3.1
            command:
              - --api.insecure=true
              - --providers.docker=true
              - --providers.docker.exposedByDefault=false
            ports: ["80:80", "8080:8080"]
      `,
      yaml`
        services:
          proxy:
            image: traefik:v3.1
            command: --providers.docker
      `,
    ],
    good: [
      yaml`
        services:
          proxy:
            image: traefik:v3.1
            command:
              - --api.dashboard=true
              - --providers.docker=true
              - --providers.docker.exposedByDefault=false
      `,
      yaml`
        services:
          proxy:
            image: traefik:v3.1
            volumes:
              - ./traefik.yml:/etc/traefik/traefik.yml:ro
      `,
    ],
  },
  check(service, report) {
    if (factsOf(service)?.name !== 'Traefik' || !runsInProduction(service)) return;
    for (const option of OPTIONS) {
      const use = useOf(service, option);
      if (use === undefined) continue;
      const lowered = option.path === 'api.insecure' && !isReachable(service);
      report({
        at: use.at,
        message: `${option.path} in ${quoted(service.name)}: ${option.risk}; switch it off`,
        severity: lowered ? 'medium' : option.severity,
        path: ['services', service.name, option.path],
        fixes: fixIf(`Switch ${option.path} off (whoever relies on it loses access)`, 'behavior-changing', use.edits),
      });
    }
    const exposed = exposesEverything(service);
    if (exposed === undefined) return;
    report({
      at: exposed.at,
      message: `${quoted(service.name)} makes every container on the host a route: set providers.docker.exposedByDefault=false`,
      severity: 'medium',
      path: ['services', service.name, 'exposedByDefault'],
      fixes: fixIf(
        'Expose only containers with the label traefik.enable=true (others lose their route)',
        'behavior-changing',
        exposed.edits,
      ),
    });
  },
});
