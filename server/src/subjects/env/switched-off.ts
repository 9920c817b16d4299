import { isOff, isOn } from '../../knowledge/env/switch.ts';
import type { NamedValue } from '../named-value.ts';
import { normalizeKey } from '../setting-key.ts';

/**
 * Whether the switch of the feature a value belongs to is off or never set, for the same program: `LDAP_PASSWORD` beside
 * `LDAP_ENABLED=false` or `LDAP_ENABLE: ${LDAP_ENABLE}`, `password` in a TOML table, or one below it, with `enabled = false`. What the
 * value says has no effect then. Protection that is off counts as on: that it is off is the finding.
 */
export function isSwitchedOff(value: NamedValue, values: readonly NamedValue[]): boolean {
  const off = offFeatures(values).get(groupOf(value));
  if (off === undefined) return false;
  const own = switchOf(value)?.feature;
  const words = keyOf(value).split('_');
  const most = Math.min(words.length - 1, MOST_WORDS);
  for (let count = 1; count <= most; count++) {
    const feature = words.slice(0, count).join('_');
    if (feature !== own && off.has(feature)) return true;
  }
  return false;
}

/** No feature of a person has a longer name. */
const MOST_WORDS = 12;

/** Asked for every secret of a file. A cache only. */
const byValues = new WeakMap<readonly NamedValue[], ReadonlyMap<string, ReadonlySet<string>>>();

/** What is off, for each program of the document. */
function offFeatures(values: readonly NamedValue[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = byValues.get(values);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  for (const value of values) {
    const own = switchOf(value);
    if (own === undefined) continue;
    const group = groupOf(value);
    const off = found.get(group) ?? new Set();
    found.set(group, off);
    // of equal keys the last one counts
    if (saysOff(value, own.isNegated)) off.add(own.feature);
    else off.delete(own.feature);
  }
  byValues.set(values, found);
  return found;
}

/** Settings of one program: a Compose service has an environment of its own. */
function groupOf({ uri, format, owner }: NamedValue): string {
  return format === 'compose' ? `${uri} ${owner ?? ''}` : uri;
}

/** The key with the tables around it: `SMTP_PASSWORD` of `password` in `[smtp]`. */
function keyOf({ format, name, path }: NamedValue): string {
  return normalizeKey(format === 'toml' ? path.join('_') : name);
}

interface Switch {
  readonly feature: string;
  /** Whether what is on switches the feature off: `DISABLE_LDAP`. */
  readonly isNegated: boolean;
}

/** `ENABLE_LDAP`, `LDAP_ENABLED`, and `enabled` in a table of that name. */
const SWITCH = /^(?:(ENABLE|DISABLE|USE)_(.+)|(?:(.+)_)?(ENABLED?|DISABLED?))$/;

/** A value that switches a feature on or off by its name. A file without a name around its switch is the whole program. */
function switchOf(value: NamedValue): Switch | undefined {
  const match = SWITCH.exec(normalizeKey(value.name));
  if (match === null) return undefined;
  const [, first, behind, before, last] = match;
  const around = value.format === 'toml' ? normalizeKey(value.path.slice(0, -1).join('_')) : '';
  const feature = [around, behind ?? before ?? ''].filter((part) => part !== '').join('_');
  return feature === '' || PROTECTION.test(feature)
    ? undefined
    : { feature, isNegated: (first ?? last ?? '').startsWith('DISABLE') };
}

/** What has to be switched on, and then needs what is set for it. */
const PROTECTION =
  /(?:^|_)(?:AUTH|AUTHENTICATION|AUTHORIZATION|LOGIN|PASSWORD|SECURITY|TLS|SSL|HTTPS|ENCRYPTION|ACL|RBAC)(?:_|$)/;

/** A switch whose variable nobody sets, or that is left blank, is off. */
function saysOff({ resolved, references }: NamedValue, isNegated: boolean): boolean {
  if (resolved === undefined) return !isNegated && references.length > 0;
  if (isNegated) return isOn(resolved);
  return resolved.trim() === '' || isOff(resolved);
}
