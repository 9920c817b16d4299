import { fixIf } from '../../finding/fix.ts';
import { type Reach, severityByReach } from '../../finding/reach.ts';
import type { Severity } from '../../finding/severity.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import { replaceWord, wordsOf } from '../../subjects/compose/command-words.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { routesEverything } from '../../subjects/compose/traefik.ts';
import { setVariable } from '../../subjects/compose/variables.ts';
import { defineRule } from '../contract.ts';

interface Option {
  /** The option's path: `api.insecure`; the flag is `--` and the path, the variable `TRAEFIK_` and it in upper case. */
  readonly path: string;
  readonly severity: Severity;
  readonly risk: string;
  /** What is lost without it. */
  readonly lost: string;
  /** The container port it is about; else every port. */
  readonly port?: number;
  /** Said of the clients of the proxy. */
  readonly byReach?: boolean;
  /** Holds per entry point or transport: `entryPoints.<name>.forwardedHeaders.insecure`. */
  readonly suffix?: boolean;
}

const OPTIONS: readonly Option[] = [
  {
    path: 'api.insecure',
    severity: 'medium',
    risk: 'dashboard and API ask for no login',
    lost: 'both are gone until a router with a login leads there',
    port: 8080,
  },
  {
    path: 'forwardedheaders.insecure',
    severity: 'medium',
    risk: 'every client can forge its address',
    lost: 'behind another proxy set trustedIPs first',
    byReach: true,
    suffix: true,
  },
  {
    path: 'proxyprotocol.insecure',
    severity: 'medium',
    risk: 'every client can forge its address',
    lost: 'behind another proxy set trustedIPs first',
    byReach: true,
    suffix: true,
  },
  {
    path: 'serverstransport.insecureskipverify',
    severity: 'medium',
    risk: 'it accepts any certificate of a backend',
    lost: 'backends with a certificate of their own making answer 500',
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

export default defineRule({
  id: 'compose/insecure-traefik',
  subject: 'service',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'running',
  summary: 'Traefik runs with an option its documentation calls insecure',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (factsOf(service)?.name !== 'Traefik' || !runsInProduction(service)) return;
    for (const option of OPTIONS) {
      const use = useOf(service, option);
      if (use === undefined) continue;
      const reach =
        option.port !== undefined || option.byReach ? serviceReach(service, model, option.port) : 'everyone';
      const severity = severityByReach(option.severity, reach);
      if (severity === undefined) continue;
      report({
        at: use.at,
        message: `${option.path} in ${quoted(service.name)}: ${option.risk}${option.port === undefined ? '' : whoReaches(reach)}; switch it off`,
        severity,
        path: ['services', service.name, option.path],
        fixes: fixIf(`Switch ${option.path} off (${option.lost})`, 'behavior-changing', use.edits),
      });
    }
    const exposed = routesEverything(service, model);
    if (exposed === undefined) return;
    report({
      at: exposed.at,
      message: `${quoted(service.name)} makes every container on the host a route: set providers.docker.exposedByDefault=false`,
      severity: 'medium',
      path: ['services', service.name, 'exposedByDefault'],
      fixes: fixIf(
        'Expose only containers with the label traefik.enable=true, and label those routed here (others lose their route)',
        'behavior-changing',
        exposed.edits,
      ),
    });
  },
});

function whoReaches(reach: Reach): string {
  if (reach === 'everyone') return ', open to everyone';
  return reach === 'network' ? ', open to its networks' : '';
}
