import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import type { NginxNode } from '../../formats/nginx/read/tree.ts';

type Test = (directive: NginxDirective) => boolean;

interface Order {
  readonly positions: ReadonlyMap<NginxNode, number>;
  /** Where the last directive stands that passes a test. */
  readonly last: Map<Test, number>;
}

const ORDERS = new WeakMap<NginxScope, Order>();

/**
 * Whether a directive that passes the test stands behind this one in its scope. Each scope is gone through once a test: `test` must be
 * one function for all calls, and say the same of a directive whenever it is asked.
 */
export function isFollowedBy({ scope, node }: NginxDirective, test: Test): boolean {
  const { positions, last } = orderOf(scope);
  let found = last.get(test);
  if (found === undefined) {
    found = scope.directives.reduce((last, one, i) => (test(one) ? i : last), -1);
    last.set(test, found);
  }
  return found > (positions.get(node) ?? -1);
}

function orderOf(scope: NginxScope): Order {
  let order = ORDERS.get(scope);
  if (order === undefined) {
    const positions = new Map<NginxNode, number>();
    for (const [i, { node }] of scope.directives.entries()) if (!positions.has(node)) positions.set(node, i);
    order = { positions, last: new Map() };
    ORDERS.set(scope, order);
  }
  return order;
}
