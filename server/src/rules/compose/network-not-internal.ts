import { fixIf } from '../../finding/fix.ts';
import { setEntry } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeResource, ComposeService } from '../../formats/compose/model/model.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isStore, networksOf } from '../../subjects/compose/networks.ts';
import { defineRule } from '../contract.ts';

/** One with a name of its own is there for other projects to join. */
function isBridge({ body }: ComposeResource): boolean {
  if (body?.get('name') !== undefined) return false;
  const driver = body?.get('driver');
  return driver === undefined || (driver.kind === 'scalar' && ['bridge', 'overlay'].includes(driver.value ?? ''));
}

/** Who is on which network. */
function membersByNetwork(model: ComposeModel): ReadonlyMap<string, readonly ComposeService[]> {
  const members = new Map<string, ComposeService[]>();
  for (const service of model.services) {
    for (const name of networksOf(service)) {
      const list = members.get(name);
      if (list === undefined) members.set(name, [service]);
      else list.push(service);
    }
  }
  return members;
}

/**
 * Whether all go on working without a way out here: services with another network, and stores. One that publishes a port to everyone
 * should not (another rule says so); one that does to this host alone is meant to be reached.
 */
function isForStores(name: string, members: readonly ComposeService[], open: ReadonlySet<string>): boolean {
  const keep = members.every((service) =>
    isStore(service)
      ? service.ports.every((port) => reachOf(port) === 'everyone')
      : networksOf(service).some((other) => other !== name && open.has(other)),
  );
  return keep && members.some(isStore) && !members.every(isStore);
}

function makeInternal(model: ComposeModel, { name, uri }: ComposeResource): Edits {
  const layer = model.layers.find((one) => one.uri === uri && one.root !== undefined);
  return layer?.root === undefined ? undefined : setEntry(layer.root, ['networks', name, 'internal'], true);
}

export default defineRule({
  id: 'compose/network-not-internal',
  subject: 'composeFile',
  severity: 'low',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Network of data stores has a way out',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report, context) {
    if (!context.complete || !model.complete || model.isOverride) return;
    if (model.includes.length > 0 || model.services.some(({ complete }) => !complete)) return;
    const candidates = model.networks.filter(({ body }) => body?.get('internal') === undefined);
    const open = new Set([...candidates.map(({ name }) => name), 'default']);
    const members = membersByNetwork(model);
    for (const network of candidates) {
      if (network.name === 'default' || network.external !== false || !isBridge(network)) continue;
      const own = members.get(network.name) ?? [];
      if (!isForStores(network.name, own, open)) continue;
      const isPublished = own.some((service) => isStore(service) && service.ports.length > 0);
      report({
        at: placeOf({ uri: network.uri, span: network.nameSpan }),
        message: `Network ${quoted(network.name)} is there for data stores but has a way out: set internal: true`,
        path: ['networks', network.name, 'internal'],
        fixes: () =>
          fixIf(
            `Make ${quoted(network.name)} internal (what is on it alone reaches nothing outside)`,
            'behavior-changing',
            isPublished ? undefined : makeInternal(model, network),
          ),
      });
      open.delete(network.name);
    }
  },
});
