import type { Location } from '../../format.ts';
import { parseRegex, regexMatches } from '../read/regex.ts';
import type { Regex } from '../read/regex-tree.ts';
import type { NginxLocation, NginxScope, NginxServer } from './model.ts';
import { locationsIn } from './servers.ts';

const MODIFIERS: ReadonlySet<string> = new Set(['=', '^~', '~', '~*']);

/** `location [ = | ~ | ~* | ^~ ] uri`, also written without the space (`=/x`, `~^/x`) and as `@name`. */
export class PlacedLocation implements NginxLocation {
  readonly scope: NginxScope;
  readonly modifier: NginxLocation['modifier'];
  readonly path: string;
  readonly pathAt: Location;
  readonly #locationOf: (scope: NginxScope) => NginxLocation | undefined;
  #nested: readonly NginxLocation[] | undefined;
  #regex: Regex | undefined;

  constructor(scope: NginxScope, locationOf: (scope: NginxScope) => NginxLocation | undefined) {
    this.scope = scope;
    this.#locationOf = locationOf;
    const opener = scope.opener;
    const values = opener?.values ?? [];
    const first = values[0] ?? '';
    const separate = values.length >= 2 && MODIFIERS.has(first);
    const { modifier, path } = separate ? { modifier: first, path: values[1] ?? '' } : splitModifier(first);
    // `separate` and splitModifier only yield the five marks or ''.
    this.modifier = modifier as NginxLocation['modifier'];
    this.path = path;
    const at = opener?.argAt(separate ? 1 : 0) ?? scope.at;
    const skip = separate ? 0 : modifier === '@' ? 0 : modifier.length;
    this.pathAt = { uri: at.uri, span: { start: Math.min(at.span.start + skip, at.span.end), end: at.span.end } };
  }

  get isRegex(): boolean {
    return this.modifier === '~' || this.modifier === '~*';
  }

  get server(): NginxServer | undefined {
    return this.scope.server;
  }

  get parent(): NginxLocation | undefined {
    const outer = this.scope.parent;
    return outer === undefined ? undefined : this.#locationOf(outer);
  }

  get nested(): readonly NginxLocation[] {
    this.#nested ??= locationsIn(this.scope, this.#locationOf);
    return this.#nested;
  }

  covers(uri: string): boolean | undefined {
    if (this.modifier === '@') return false;
    if (this.path.includes('${') || this.path.includes('{{')) return undefined;
    if (this.isRegex) {
      this.#regex ??= parseRegex(this.path, this.modifier === '~*');
      return regexMatches(this.#regex, uri);
    }
    return this.modifier === '=' ? uri === this.path : uri.startsWith(this.path);
  }
}

function splitModifier(text: string): { readonly modifier: string; readonly path: string } {
  if (text.startsWith('@')) return { modifier: '@', path: text };
  for (const modifier of ['~*', '^~', '=', '~'])
    if (text.startsWith(modifier)) return { modifier, path: text.slice(modifier.length) };
  return { modifier: '', path: text };
}
