import type { SourceTarget, UseCount } from './tree.ts';

interface Scope extends UseCount {
  uses: number;
  /** Anchored nodes that are used wherever this scope is used: once for each place. */
  readonly inside: Scope[];
}

function newScope(): Scope {
  return { uses: 0, inside: [] };
}

/**
 * Counts in how many live places each anchored text is used while a file is read in order. Text outside any anchor is used once,
 * text below `x-` keys not at all until an alias brings it to life. Linear in anchors and aliases.
 */
export class AnchorUses {
  readonly #live = newScope();
  readonly #dead = newScope();
  readonly #scopes = new Map<SourceTarget, Scope>();

  /** The scope of a top-level section: `x-` keys are only kept for their anchors. */
  section(key: string): Scope {
    return key.startsWith('x-') ? this.#dead : this.#live;
  }

  get root(): Scope {
    return this.#live;
  }

  /** A scope for an anchored node that stands in `parent`. */
  anchored(parent: Scope): Scope {
    const scope = newScope();
    parent.inside.push(scope);
    return scope;
  }

  /** Remembers which node a scope belongs to, so that aliases find it. */
  define(node: SourceTarget, scope: Scope): void {
    this.#scopes.set(node, scope);
  }

  /** An alias in `parent` uses `target` once more. */
  alias(target: SourceTarget, parent: Scope): void {
    const scope = this.#scopes.get(target);
    if (scope !== undefined) parent.inside.push(scope);
  }

  /** Spreads the counts; to be called once, when all has been read. Counts stop at 2, so each link is walked at most twice. */
  settle(): void {
    const work: { scope: Scope; by: number }[] = [{ scope: this.#live, by: 1 }];
    for (let step = work.pop(); step !== undefined; step = work.pop()) {
      const { scope } = step;
      const added = Math.min(2 - scope.uses, step.by);
      if (added <= 0) continue;
      scope.uses += added;
      for (const inner of scope.inside) work.push({ scope: inner, by: added });
    }
  }
}

export type AnchorScope = Scope;
