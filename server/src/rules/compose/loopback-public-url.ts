import type { ComposeModel, ComposeService, ComposeVariable } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { reachOf as reachOfHost } from '../../knowledge/env/hosts.ts';
import { DEVELOPMENT_PROFILE, PROFILE_NAMES, STAGE_NAMES } from '../../knowledge/env/stages.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { ownAddressNames } from '../../subjects/compose/own-address.ts';
import { isDevelopmentBuild, isJob, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
function isForVisitors(service: ComposeService, model: ComposeModel, port: string | undefined): boolean {
  if (port === undefined && service.ports.some((one) => reachOf(one) === 'everyone')) return true;
  const numbers = port === undefined ? [80, 443] : [Number(port)];
  return model.services.some(({ ports }) => ports.some((one) => numbers.some((number) => isOpenAt(one, number))));
}

/** Whether the program runs where others are to reach it. In a network of the host or of another service `localhost` may be a neighbour. */
function isDeployed(service: ComposeService, model: ComposeModel): boolean {
  if (!runsInProduction(service) || isDevelopmentBuild(service) || isJob(service, model)) return false;
  if (service.get('network_mode') !== undefined) return false;
  const says = (name: string, what: RegExp): boolean => what.test(service.variable(name)?.value?.trim() ?? '');
  return !(
    STAGE_NAMES.some((name) => says(name, /^(?:dev|local|test|debug)/i)) ||
    PROFILE_NAMES.some((name) => says(name, DEVELOPMENT_PROFILE))
  );
}

export default defineRule({
  id: 'compose/loopback-public-url',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Public address of an application is loopback',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    // an env file that several services read says it once
    const seen = new Set<string>();
    for (const service of model.services.filter((one) => isDeployed(one, model))) {
      for (const name of ownAddressNames(service)) {
        const variable = service.variable(name);
        const [, host, port] = ADDRESS.exec(variable?.value?.trim() ?? '') ?? [];
        if (variable === undefined || host === undefined || reachOfHost(host) !== 'here') continue;
        const { uri, span } = variable.at;
        const place = `${uri} ${span.start}`;
        if (seen.has(place) || !isWritten(variable) || !isForVisitors(service, model, port)) continue;
        seen.add(place);
        const isHere = uri === service.uri;
        report({
          at: isHere ? variable.at : keyOf(service),
          message: `${name} of ${quoted(service.name)} is ${host}: its links lead visitors to their own machine; set the public address`,
          related: isHere ? [] : [{ at: variable.at, message: `${name} is set here` }],
          path: ['services', service.name, 'address', name],
          advice: name,
        });
      }
    }
  },
});
