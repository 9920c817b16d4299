import { openService } from '../compose/credentials.ts';
import { serviceReach } from '../compose/reach.ts';
import { factsOf, modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { urlsIn } from '../url.ts';
import { productOfImage, productOfName } from './places.ts';

/**
 * Whether a password is for a data store of the same file that is told none: `REDIS_PASSWORD` of an application beside a Redis without
 * `requirepass`. The store refuses a login with a password, so an empty one is what works. Every store of the product must be open.
 */
export function isForOpenStore(value: NamedValue, context: RuleContext): boolean {
  const product = productOfName(value.name);
  if (product === undefined) return false;
  const model = modelOf(context);
  const stores = context.all('service').filter((service) => {
    const id = factsOf(service) === undefined ? undefined : service.image?.value;
    return id !== undefined && productOfImage(id) === product;
  });
  return stores.length > 0 && stores.every((store) => openService(store, model) !== undefined);
}

/**
 * Whether a secret guards a way to a data store of the same file that lets everybody in at its own published port: a gateway before a
 * Redis without a password. Who wants the data takes the other door.
 */
export function guardsOpenStore(value: NamedValue, context: RuleContext): boolean {
  if (value.place !== 'compose-environment') return false;
  const model = modelOf(context);
  const hosts = new Set(
    context
      .all('namedValue')
      .filter(({ owner, place }) => owner === value.owner && place === value.place)
      .flatMap((one) => urlsIn(one).map(({ host }) => host?.text)),
  );
  return context
    .all('service')
    .some(
      (store) =>
        hosts.has(store.name) &&
        factsOf(store) !== undefined &&
        openService(store, model) !== undefined &&
        serviceReach(store, model) === 'everyone',
    );
}
