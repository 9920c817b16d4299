import { isOff, isOn } from '../../knowledge/env/switch.ts';
import type { NamedValue } from '../named-value.ts';
import { normalizeKey } from '../setting-key.ts';

/** A feature that a switch of the same program does not switch on. */
export interface OffFeature {
  /** Its words in the name of the switch: `LDAP` of `LDAP_ENABLED`. */
  readonly name: string;
  /** Whether the switch says that it is off; else nobody sets the switch, or it is blank. */
  readonly isSaid: boolean;
}

/**
 * The features a value belongs to whose switch, for the same program, is off or never set: `LDAP_PASSWORD` beside `LDAP_ENABLED=false` or
 * `LDAP_ENABLE: ${LDAP_ENABLE}`, `password` in a TOML table, or one below it, with `enabled = false`. Protection that is off counts as
 * on: that it is off is the finding.
 */
export function offFeaturesOf(value: NamedValue, values: readonly NamedValue[]): readonly OffFeature[] {
  const off = offFeatures(values).get(groupOf(value));
  if (off === undefined) return [];
  const own = switchOf(value)?.feature;
  const words = keyOf(value).split('_');
  const most = Math.min(words.length - 1, MOST_WORDS);
  const found: OffFeature[] = [];
  for (let count = 1; count <= most; count++) {
    const name = words.slice(0, count).join('_');
    const isSaid = name === own ? undefined : off.get(name);
    if (isSaid !== undefined) found.push({ name, isSaid });
  }
  return found;
}

/** No feature of a person has a longer name. */
const MOST_WORDS = 12;

/** Asked for every secret of a file. A cache only. */
const byValues = new WeakMap<readonly NamedValue[], Features>();

type Features = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** What is off, for each program of the document, and whether its switch says so. */
function offFeatures(values: readonly NamedValue[]): Features {
  const known = byValues.get(values);
  if (known !== undefined) return known;
  const found = new Map<string, Map<string, boolean>>();
  for (const value of values) {
    const own = switchOf(value);
    if (own === undefined) continue;
    const group = groupOf(value);
    const off = found.get(group) ?? new Map<string, boolean>();
    found.set(group, off);
    // of equal keys the last one counts
    const isSaid = saysOff(value, own.isNegated);
    if (isSaid !== undefined) off.set(own.feature, isSaid);
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
  /(?:^|_)(?:(?:BASIC_?)?AUTH|AUTHN|AUTHZ|AUTHENTICATION|AUTHORIZATION|OAUTH2?|OIDC|SAML|SSO|SASL|JWT|CSRF|TOKENS?|SIGNING|SIGNATURES?|SESSIONS?|LOGIN|PASSWORD|SECURITY|M?TLS|SSL|HTTPS|ENCRYPTION|ACL|RBAC)(?:_|$)/;

/** Whether a switch says that the feature is off (`true`), or is blank or of a variable that nobody sets (`false`). */
function saysOff({ resolved, references }: NamedValue, isNegated: boolean): boolean | undefined {
  if (resolved === undefined) return !isNegated && references.length > 0 ? false : undefined;
  if (isNegated ? isOn(resolved) : isOff(resolved)) return true;
  return !isNegated && resolved.trim() === '' ? false : undefined;
}

/** The password of the key, or of the file with it, that a TLS listener serves with. */
const OF_TLS_KEY =
  /^((?:\w+_)?(?:TLS|SSL|HTTPS))_(?:KEY_?STORE|TRUST_?STORE|KEY|CERT\w*|P12|PFX|PKCS_?12)_(?:PASS\w*|PWD?)$/;

/** Asked for every password of a file. A cache only. */
const offSwitches = new WeakMap<readonly NamedValue[], ReadonlySet<string>>();

/** Whether a password opens the key of a listener whose switch, for the same program, says that it serves no TLS: nothing reads it. */
export function isOfTlsOff(value: NamedValue, values: readonly NamedValue[]): boolean {
  const feature = OF_TLS_KEY.exec(keyOf(value))?.[1];
  if (feature === undefined) return false;
  let off = offSwitches.get(values);
  if (off === undefined) {
    off = new Set(values.filter((one) => isOff(one.resolved ?? '')).map((one) => `${groupOf(one)} ${keyOf(one)}`));
    offSwitches.set(values, off);
  }
  const names = [`${feature}_ENABLED`, `${feature}_ENABLE`, `ENABLE_${feature}`, `USE_${feature}`];
  return names.some((name) => off.has(`${groupOf(value)} ${name}`));
}
