import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

const KINDS: readonly string[] = ['map', 'geo', 'split_clients'];

export default defineRule({
  id: 'nginx/map-duplicate-variable',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Two maps make the same variable and only the last one counts',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const name = variableOf(directive);
    if (name === undefined) return;
    const last = lastDefinitions(directive.scope).get(name);
    // The same included file twice is one text; only different lines contradict.
    if (last === undefined || last === directive || last.node === directive.node) return;
    report({
      at: directive.at,
      message: `This ${directive.name} is not in force: a later ${last.name} makes ${name.slice(0, 30)} again and wins; merge or rename`,
      related: [{ at: last.at, message: 'The definition that counts' }],
    });
  },
});

/** Asked for every definition of a scope. A cache only. */
const lastOnes = new WeakMap<NginxScope, ReadonlyMap<string, NginxDirective>>();

/** The last definition of each variable in a scope. */
function lastDefinitions(scope: NginxScope): ReadonlyMap<string, NginxDirective> {
  const known = lastOnes.get(scope);
  if (known !== undefined) return known;
  const last = new Map<string, NginxDirective>();
  for (const directive of scope.directives) {
    const name = variableOf(directive);
    if (name !== undefined) last.set(name, directive);
  }
  lastOnes.set(scope, last);
  return last;
}

function variableOf(directive: NginxDirective): string | undefined {
  return KINDS.includes(directive.name) && directive.block !== undefined
    ? directive.values.at(-1)?.toLowerCase()
    : undefined;
}
