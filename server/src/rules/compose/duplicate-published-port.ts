import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { portKey, portPlace, portText, reachOfAddress } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

interface Published {
  readonly service: ComposeService;
  readonly port: ComposePort;
  readonly first: number;
  readonly last: number;
  readonly address: string | undefined;
}

/** Ports whose number, protocol and address are known and single; a range against a range lets Docker choose. */
function publishedPorts(model: ComposeModel): readonly Published[] {
  return model.services
    .filter((service) => service.get('network_mode') === undefined)
    .flatMap((service) =>
      service.ports.flatMap((port): readonly Published[] => {
        const range = port.publishedRange;
        const isChoice =
          range !== undefined && range.last > range.first && port.targetRange?.first === port.targetRange?.last;
        if (range === undefined || isChoice || port.protocol === undefined) return [];
        if (port.hostIp !== undefined && port.hostIp.value === undefined) return [];
        const address = port.hostIp?.value;
        const isAny = address === undefined || reachOfAddress(address) === 'everyone';
        return [
          {
            service,
            port,
            first: range.first,
            last: range.last,
            address: isAny ? undefined : address,
          },
        ];
      }),
    );
}

/** Services that different profiles start need not run together. */
function mayRunTogether(a: ComposeService, b: ComposeService): boolean {
  if (a.profiles.length === 0 || b.profiles.length === 0) return true;
  return a.profiles.some((profile) => b.profiles.includes(profile));
}

function collide(a: Published, b: Published): boolean {
  if (a.port.protocol !== b.port.protocol || a.last < b.first || b.last < a.first) return false;
  if (a.address !== undefined && b.address !== undefined && a.address !== b.address) return false;
  // the very same item, brought to two services by an anchor, collides as well
  return mayRunTogether(a.service, b.service) && !(a.service === b.service && a.port === b.port);
}

/** IPv4 and IPv6 of one port are two sockets. */
function sameFamily(a: Published, b: Published): boolean {
  const isV6 = (one: Published): boolean => one.port.hostIp?.value?.includes(':') ?? false;
  return isV6(a) === isV6(b) || a.port.hostIp === undefined || b.port.hostIp === undefined;
}

export default defineRule({
  id: 'compose/duplicate-published-port',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Two services publish the same port',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    if (model.isOverride) return;
    const ports = publishedPorts(model);
    for (const [i, later] of ports.entries()) {
      const earlier = ports.slice(Math.max(0, i - 200), i).find((one) => collide(one, later) && sameFamily(one, later));
      if (earlier === undefined) continue;
      report({
        at: portPlace(later.port),
        message: `Port ${portText(later.port)} of ${quoted(later.service.name)} is taken by ${quoted(earlier.service.name)}: it does not start; change one`,
        path: ['services', later.service.name, 'ports', portKey(later.port)],
        related: [
          {
            at: portPlace(earlier.port),
            message: 'The port is published here first',
          },
        ],
      });
    }
  },
});
