import type { Span } from '../../../text/span.ts';
import type { Location } from '../../format.ts';
import { arrayInForce, type InheritingScope, localInForce, scalarInForce } from './in-force.ts';
import { familyOf, groupOf } from './inheritance.ts';
import type {
  NginxDirective,
  NginxInForce,
  NginxLocation,
  NginxModel,
  NginxProtocol,
  NginxScope,
  NginxScopeKind,
  NginxServer,
} from './model.ts';

/** What scopes ask of the tree they stand in. */
export interface ScopeServices {
  readonly model: NginxModel;
  serverOf(scope: NginxScope): NginxServer | undefined;
  locationOf(scope: NginxScope): NginxLocation | undefined;
}

export interface ScopeParts {
  readonly kind: NginxScopeKind;
  readonly protocol: NginxProtocol;
  readonly context: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly uri: string;
  readonly visible: boolean;
  readonly opener: NginxDirective | undefined;
  readonly parent: PlacedScope | undefined;
}

/** Something in a scope that is not seen: which directives it may hold (`undefined`: any). */
export type Hole = ReadonlySet<string> | undefined;

/** A scope while the tree grows, and after. */
export class PlacedScope implements InheritingScope {
  readonly kind: NginxScopeKind;
  readonly protocol: NginxProtocol;
  readonly context: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly uri: string;
  readonly visible: boolean;
  readonly opener: NginxDirective | undefined;
  readonly parent: PlacedScope | undefined;
  readonly directives: NginxDirective[] = [];
  readonly children: PlacedScope[] = [];
  readonly holes: Hole[] = [];
  readonly #services: ScopeServices;
  #byName: Map<string, NginxDirective[]> | undefined;
  readonly #scalars = new Map<string, NginxInForce>();
  readonly #arrays = new Map<string, NginxInForce>();
  readonly #locals = new Map<string, NginxInForce>();
  #chain: readonly PlacedScope[] | undefined;

  constructor(parts: ScopeParts, services: ScopeServices) {
    this.kind = parts.kind;
    this.protocol = parts.protocol;
    this.context = parts.context;
    this.name = parts.name;
    this.nameSpan = parts.nameSpan;
    this.uri = parts.uri;
    this.visible = parts.visible;
    this.opener = parts.opener;
    this.parent = parts.parent;
    this.#services = services;
  }

  get model(): NginxModel {
    return this.#services.model;
  }

  get at(): Location {
    return { uri: this.uri, span: this.nameSpan };
  }

  get complete(): boolean {
    return this.visible && this.holes.every((hole) => hole !== undefined);
  }

  hides(name: string): boolean {
    return !this.visible || this.holes.some((hole) => hole === undefined || hole.has(name));
  }

  own(name: string): readonly NginxDirective[] {
    if (this.#byName === undefined) {
      this.#byName = new Map();
      for (const directive of this.directives) {
        const list = this.#byName.get(directive.name);
        if (list === undefined) this.#byName.set(directive.name, [directive]);
        else list.push(directive);
      }
    }
    return this.#byName.get(name) ?? [];
  }

  first(name: string): NginxDirective | undefined {
    return this.own(name)[0];
  }

  effective(name: string): NginxInForce {
    const family = familyOf(name);
    if (family === 'array') return this.array(...groupOf(name));
    if (family === 'scalar') return this.scalar(name);
    return kept(this.#locals, name, () => localInForce(this, name));
  }

  scalar(name: string): NginxInForce {
    const known = this.#scalars.get(name);
    if (known !== undefined) return known;
    const result = scalarInForce(this, name);
    this.#scalars.set(name, result);
    return result;
  }

  array(...names: readonly string[]): NginxInForce {
    const key = names.length === 1 ? (names[0] ?? '') : names.join(' ');
    return kept(this.#arrays, key, () => arrayInForce(this, names));
  }

  isOn(name: string, byDefault: boolean): boolean | undefined {
    const { directive, known } = this.scalar(name);
    if (!known) return undefined;
    if (directive === undefined) return byDefault;
    const value = directive.arg(0)?.toLowerCase();
    return value === 'on' ? true : value === 'off' ? false : undefined;
  }

  chain(): readonly PlacedScope[] {
    this.#chain ??= [this, ...(this.parent?.chain() ?? [])];
    return this.#chain;
  }

  descendants(): readonly NginxScope[] {
    const found: NginxScope[] = [];
    this.#addBelow(found);
    return found;
  }

  #addBelow(found: NginxScope[]): void {
    for (const child of this.children) {
      found.push(child);
      child.#addBelow(found);
    }
  }

  enclosing(kind: NginxScopeKind): NginxScope | undefined {
    return this.chain().find((scope) => scope.kind === kind);
  }

  get server(): NginxServer | undefined {
    return this.#services.serverOf(this);
  }

  get location(): NginxLocation | undefined {
    return this.#services.locationOf(this);
  }
}

/** A result computed once. */
function kept(known: Map<string, NginxInForce>, key: string, compute: () => NginxInForce): NginxInForce {
  let result = known.get(key);
  if (result === undefined) {
    result = compute();
    known.set(key, result);
  }
  return result;
}
