import { groupOf, HANDLERS } from './inheritance.ts';
import type { NginxDirective, NginxInForce, NginxScope } from './model.ts';

/** A scope as inheritance reads it: with what may stand in it unseen. Every scope of a model is one; the public interface hides that. */
export interface InheritingScope extends NginxScope {
  readonly parent: InheritingScope | undefined;
  chain(): readonly InheritingScope[];
  /** Whether a directive of that name may stand here unseen. */
  hides(name: string): boolean;
}

function inForce(
  directives: readonly NginxDirective[],
  scope: InheritingScope | undefined,
  known: boolean,
): NginxInForce {
  return { directives, directive: directives[0], scope: directives.length > 0 ? scope : undefined, known };
}

const NOWHERE = inForce([], undefined, true);
const MAYBE_SOMEWHERE = inForce([], undefined, false);

/**
 * The nearest level that sets a name or another one of its group. nginx refuses two of a scalar in one block; the last one is taken. What a
 * level only inherits is what the level above it has, the same object.
 */
export function scalarInForce(scope: InheritingScope, name: string): NginxInForce {
  const names = groupOf(name);
  const found = ownOf(scope, names);
  const last = found[found.length - 1];
  if (last !== undefined) return inForce([last], scope, true);
  const above = scope.parent?.scalar(name) ?? NOWHERE;
  if (!above.known || !names.some((one) => scope.hides(one))) return above;
  return above.directive === undefined ? MAYBE_SOMEWHERE : { ...above, known: false };
}

/** The whole set of the nearest level that has any; `add_header_inherit` (nginx 1.29.3) merges or cuts. */
export function arrayInForce(scope: InheritingScope, names: readonly string[]): NginxInForce {
  const found = ownOf(scope, names);
  const hidden = names.some((name) => scope.hides(name));
  const mode = inheritMode(scope, names);
  if (mode === 'off' || (found.length > 0 && mode !== 'merge')) return inForce(found, scope, !hidden);
  if (scope.parent === undefined) return inForce(found, scope, !hidden);
  const above = scope.parent.array(...names);
  if (found.length === 0) return inForce(above.directives, asInheriting(above), above.known && !hidden);
  return inForce([...above.directives, ...found], scope, above.known && !hidden);
}

// `array` and `scope` are typed for rules; every scope of a model is an InheritingScope.
function asInheriting(result: NginxInForce): InheritingScope | undefined {
  return result.scope as InheritingScope | undefined;
}

function inheritMode(scope: InheritingScope, names: readonly string[]): string | undefined {
  const name = names[0];
  if (name !== 'add_header' && name !== 'add_trailer') return undefined;
  return scope.scalar(`${name}_inherit`).directive?.arg(0);
}

/** What is written at this level only; a content handler reaches into the `if` and `limit_except` of its location. */
export function localInForce(scope: InheritingScope, name: string): NginxInForce {
  const own = scope.own(name);
  const takesOver = HANDLERS.has(name) && (scope.kind === 'if' || scope.kind === 'limit_except');
  if (own.length > 0 || !takesOver || scope.parent === undefined) return inForce(own, scope, !scope.hides(name));
  const above = localInForce(scope.parent, name);
  return inForce(above.directives, asInheriting(above), above.known && !scope.hides(name));
}

/** The directives of several names at one level, in the order of the file. */
function ownOf(scope: InheritingScope, names: readonly string[]): readonly NginxDirective[] {
  const only = names[0];
  if (names.length === 1 && only !== undefined) return scope.own(only);
  return names.every((name) => scope.own(name).length === 0)
    ? []
    : scope.directives.filter((directive) => names.includes(directive.name));
}
