import type { ComposeModel, ComposeService, ComposeVariable } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { reachOf as reachOfHost } from '../../knowledge/env/hosts.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isDevelopmentBuild, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Where the program says it is found: links, cookies and redirects are made from it. */
const OWN_ADDRESSES: readonly string[] = [
  'APP_URL',
  'SITE_URL',
  'NEXTAUTH_URL',
  'PUBLIC_URL',
  'PUBLIC_BASE_URL',
  'PUBLIC_SERVER_URL',
  'WEB_URL',
  'WEBAPP_URL',
  'ROOT_URL',
  'BASE_URL',
  'EXTERNAL_URL',
  'SERVER_ROOT_URL',
  'FRONTEND_URL',
  'DEFAULT_DOMAIN',
  // OneDev (https://docs.onedev.io/installation-guide/run-as-docker-container)
  'initial_server_url',
];
/** Ghost's setting has a name that says nothing without the image (https://ghost.org/docs/config/#url). */
const OF_GHOST = 'url';

const STAGES: readonly string[] = ['APP_ENV', 'NODE_ENV', 'RAILS_ENV', 'ENVIRONMENT', 'FLASK_ENV'];
const ADDRESS = /^(?:https?:\/\/)?(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d{1,5}))?(?:[/?#]\S*)?$/i;

/** Written here or in an env file; the default of `${X:-…}` is there to be replaced. */
function isWritten({ keyed }: ComposeVariable): boolean {
  return keyed?.value?.references.every(({ resolved }) => resolved !== undefined) ?? true;
}

function isOpenAt(port: ComposePort, number: number): boolean {
  const range = port.publishedRange;
  return reachOf(port) === 'everyone' && range !== undefined && range.first <= number && number <= range.last;
}

/** Whether browsers elsewhere are meant to follow the link: the port in it, or where it names none one of the service's own, is open to them. */
function isForVisitors(service: ComposeService, model: ComposeModel | undefined, port: string | undefined): boolean {
  if (port === undefined) return service.ports.some((one) => reachOf(one) === 'everyone');
  return (model?.services ?? [service]).some(({ ports }) => ports.some((one) => isOpenAt(one, Number(port))));
}

export default defineRule({
  id: 'compose/loopback-public-url',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Public address of an application is loopback',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (!runsInProduction(service) || isDevelopmentBuild(service)) return;
    if (STAGES.some((name) => /^(?:dev|local|test)/i.test(service.variable(name)?.value ?? ''))) return;
    const names = service.image?.repository === 'ghost' ? [OF_GHOST] : OWN_ADDRESSES;
    for (const name of names) {
      const variable = service.variable(name);
      const [, host, port] = ADDRESS.exec(variable?.value?.trim() ?? '') ?? [];
      if (variable === undefined || host === undefined || reachOfHost(host) !== 'here') continue;
      if (!isWritten(variable) || !isForVisitors(service, modelOf(context), port)) continue;
      const isHere = variable.at.uri === service.uri;
      report({
        at: isHere ? variable.at : keyOf(service),
        message: `${name} of ${quoted(service.name)} is ${host}: its links lead visitors to their own machine; set the public address`,
        related: isHere ? [] : [{ at: variable.at, message: `${name} is set here` }],
        path: ['services', service.name, 'address', name],
        advice: name,
      });
    }
  },
});
