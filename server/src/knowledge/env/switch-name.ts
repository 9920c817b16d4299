import { isOff, isOn } from './switch.ts';

/**
 * How the name of a switch turns what it is about: `plain` (`SSL_VERIFY`: true switches it on), `negated` (`SKIP_SSL_VERIFY`: true
 * switches it off), `unclear` (`DISABLE_SKIP_VERIFY`: said twice, nobody can be sure).
 */
export type Polarity = 'plain' | 'negated' | 'unclear';

/** Words that turn a name around, wherever they stand in it. */
const NEGATIONS: ReadonlySet<string> = new Set([
  'DISABLE',
  'DISABLES',
  'DISABLED',
  'DISABLING',
  'NO',
  'NOT',
  'NON',
  'OFF',
  'SKIP',
  'SKIPS',
  'SKIPPED',
  'WITHOUT',
  'IGNORE',
  'IGNORES',
  'IGNORED',
  'BYPASS',
  'BYPASSED',
  'OMIT',
  'EXEMPT',
  'SUPPRESS',
  'DISALLOW',
  'DENY',
  'FORBID',
  'PREVENT',
  'UNVERIFIED',
  'UNAUTHENTICATED',
]);
/** `INSECURE` turns a name around too, unless the negation that follows it is the one it underlines (`INSECURE_SKIP_VERIFY`). */
const UNDERLINES = 'INSECURE';

/** The polarity of a normalized key (upper case, words joined by `_`). Linear. */
export function polarityOf(key: string): Polarity {
  const words = key.split('_');
  const count = words.filter((word, i) => {
    if (word === UNDERLINES) return !NEGATIONS.has(words[i + 1] ?? '');
    return NEGATIONS.has(word);
  }).length;
  if (count > 1) return 'unclear';
  return count === 1 ? 'negated' : 'plain';
}

/** Whether a text switches what a key is about off: `SSL_VERIFY=false`, `SKIP_SSL_VERIFY=true`. Never both of a key's values. */
export function turnsOff(key: string, text: string): boolean {
  const polarity = polarityOf(key);
  return polarity === 'plain' ? isOff(text) : polarity === 'negated' && isOn(text);
}

/** Whether a text switches what a key is about on: `DEBUG=true`. `NO_DEBUG=false` does not ask for it. */
export function turnsOn(key: string, text: string): boolean {
  return polarityOf(key) === 'plain' && isOn(text);
}
