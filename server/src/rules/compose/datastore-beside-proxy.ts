import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isStore, networksOf } from '../../subjects/compose/networks.ts';
import { factsOf, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

interface Around {
  /** Reverse proxies that other machines reach. */
  readonly proxies: readonly ComposeService[];
  /** Whether anything but them and data stores is there. */
  readonly hasOthers: boolean;
}

/** Asked for every data store. A cache only. */
const known = new WeakMap<ComposeModel, Around>();

/** Nobody runs more proxies than this: in a hostile file the rest is not compared. */
const MOST_PROXIES = 20;

function aroundStores(model: ComposeModel): Around {
  let around = known.get(model);
  if (around === undefined) {
    const all = model.services.filter((service) => isKind(factsOf(service), 'reverse-proxy'));
    const proxies = all.filter(({ ports }) => ports.some((port) => reachOf(port) === 'everyone'));
    const inner = new Set(proxies);
    const hasOthers = model.services.some((service) => !inner.has(service) && !isStore(service));
    around = { proxies: proxies.slice(0, MOST_PROXIES), hasOthers };
    known.set(model, around);
  }
  return around;
}

/** Kong and Nginx Proxy Manager keep their settings in a database: those two belong together. */
function needs(proxy: ComposeService, store: ComposeService): boolean {
  if (proxy.dependsOn.some(({ name }) => name === store.name) || !proxy.environmentComplete) return true;
  const names = [store.name, store.text('container_name'), store.text('hostname')];
  const texts = [
    ...proxy.environment.map(({ value }) => value?.text),
    ...(proxy.command?.words ?? []).map((w) => w.text),
  ];
  return texts.some((text) => names.some((name) => name !== undefined && text?.includes(name)));
}

export default defineRule({
  id: 'compose/datastore-beside-proxy',
  subject: 'service',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Data store is on the network of the proxy that faces the outside',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (model === undefined || !isStore(service) || !isWhole(service, context) || !runsInProduction(service)) return;
    const { proxies, hasOthers } = aroundStores(model);
    const own = networksOf(service);
    const proxy = proxies.find(
      (one) => one.complete && networksOf(one).some((name) => own.includes(name)) && !needs(one, service),
    );
    // Alone with the proxy, it is what the proxy is there for.
    if (proxy === undefined || !hasOthers) return;
    report({
      at: keyOf(service),
      message: `The proxy ${quoted(proxy.name)} reaches ${quoted(service.name)} directly: put them on separate networks`,
      path: ['services', service.name, 'networks'],
      related: [{ at: keyOf(proxy), message: 'The proxy that faces the outside' }],
    });
  },
});
