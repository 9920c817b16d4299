import { type CipherElement, evaluateCiphers, isBroad } from './cipher-string.ts';
import type { CipherSuite } from './cipher-suites.ts';

/** Why a suite must not be offered, worst first. */
export type Weakness =
  | 'no encryption'
  | 'no certificate'
  | 'export keys'
  | 'DES'
  | 'RC2'
  | 'RC4'
  | 'MD5'
  | '3DES'
  | 'IDEA'
  | 'SEED';

/** What a cipher list enables that it should not. */
export interface WeakCiphers {
  readonly weakness: Weakness;
  /** How bad: `broken` can be read or impersonated today, `dated` only with effort (64-bit blocks, birthday attacks). */
  readonly grade: 'broken' | 'dated';
  /** The suites, by name. */
  readonly suites: readonly string[];
  /** The elements of the list that enable them. */
  readonly by: readonly CipherElement[];
  /** Only a broad word (`ALL`, `ECDHE`) lets them in, and OpenSSL's default security level still refuses them. */
  readonly isRefusedByLevel: boolean;
  /** The alias that removes them: `!RC4`. */
  readonly exclusion: string;
}

const EXCLUSIONS: Readonly<Record<Weakness, string>> = {
  'no encryption': '!eNULL',
  'no certificate': '!aNULL',
  'export keys': '!EXPORT',
  DES: '!DES',
  RC2: '!RC2',
  RC4: '!RC4',
  MD5: '!MD5',
  '3DES': '!3DES',
  IDEA: '!IDEA',
  SEED: '!SEED',
};
const DATED: readonly Weakness[] = ['3DES', 'IDEA', 'SEED'];

/** The worst thing about one suite; `undefined` when it is fine (or only lacks forward secrecy). */
export function weaknessOf(suite: CipherSuite): Weakness | undefined {
  if (suite.encryption === 'NULL') return 'no encryption';
  if (suite.authentication === 'None' && suite.exchange !== 'SRP') return 'no certificate';
  if (suite.encryption === 'EXPORT') return 'export keys';
  const cipher = (['DES', 'RC2', 'RC4'] as const).find((name) => suite.encryption === name);
  if (cipher !== undefined) return cipher;
  if (suite.mac === 'MD5') return 'MD5';
  return (['3DES', 'IDEA', 'SEED'] as const).find((name) => suite.encryption === name);
}

/** What a cipher list enables that it should not, worst first; empty for a fine list and for one only the machine can resolve. */
export function weakCiphers(list: string): readonly WeakCiphers[] {
  const { enabled, securityLevel, isOpaque } = evaluateCiphers(list);
  if (isOpaque) return [];
  const groups = new Map<Weakness, { suites: string[]; by: Set<CipherElement> }>();
  for (const { suite, by } of enabled) {
    const weakness = weaknessOf(suite);
    if (weakness === undefined) continue;
    const group = groups.get(weakness) ?? { suites: [], by: new Set() };
    group.suites.push(suite.name);
    group.by.add(by);
    groups.set(weakness, group);
  }
  return (Object.keys(EXCLUSIONS) as Weakness[]).flatMap((weakness) => {
    const group = groups.get(weakness);
    if (group === undefined) return [];
    const by = [...group.by];
    // ssl_security_default_callback: level 1 refuses suites without encryption or certificate.
    const isGuarded = weakness === 'no encryption' || weakness === 'no certificate';
    const isRefusedByLevel = isGuarded && securityLevel !== 0 && by.every(isBroad);
    const grade = DATED.includes(weakness) ? 'dated' : 'broken';
    return [{ weakness, grade, suites: group.suites, by, isRefusedByLevel, exclusion: EXCLUSIONS[weakness] }];
  });
}

/**
 * The suites a list enables whose session keys fall with the server's private key (static RSA or fixed Diffie-Hellman); those that also need a
 * key shared in advance last: a server with a certificate only never agrees to them.
 */
export function suitesWithoutForwardSecrecy(list: string): readonly string[] {
  const { enabled, isOpaque } = evaluateCiphers(list);
  if (isOpaque) return [];
  return ['RSA', 'ECDHr', 'DHr', 'RSAPSK'].flatMap((exchange) =>
    enabled.filter(({ suite }) => suite.exchange === exchange).map(({ suite }) => suite.name),
  );
}

/**
 * The list without its weak part: elements that enable nothing else are dropped, the rest is excluded (`:!RC4`).
 * Empty when nothing of the list would be left. Everything that stays keeps its order and spelling.
 */
export function withoutWeakCiphers(list: string): string {
  const { elements, enabled } = evaluateCiphers(list);
  const kept = elements.filter((element) => {
    const own = enabled.filter(({ by }) => by === element);
    return own.length === 0 || own.some(({ suite }) => weaknessOf(suite) === undefined);
  });
  if (!enabled.some(({ by }) => kept.includes(by))) return '';
  const separator = [...list].find((character) => ':, '.includes(character)) ?? ':';
  const text = kept.map((element) => list.slice(element.span.start, element.span.end)).join(separator);
  return [text, ...weakCiphers(text).map((group) => group.exclusion)].join(separator);
}
