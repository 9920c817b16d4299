import { openService } from '../compose/credentials.ts';
import { factsOf, modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
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
