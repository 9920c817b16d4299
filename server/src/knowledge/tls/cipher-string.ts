import type { Span } from '../../text/span.ts';
import { ALIASES, LEGACY_ALIASES, STRENGTH_ALIASES } from './cipher-aliases.ts';
import { CIPHER_SUITES, type CipherSuite, TLS13_SUITES } from './cipher-suites.ts';

/** One element of a cipher string, `!`, `-`, `+` or nothing in front of names joined by `+`. */
export interface CipherElement {
  /** Within the cipher string. */
  readonly span: Span;
  readonly operator: 'add' | 'kill' | 'delete' | 'move' | 'command';
  /** The names that must all match. */
  readonly names: readonly string[];
  /** `unknown`: OpenSSL skips the element silently; `tls13`: a TLS 1.3 suite, which this list cannot hold. */
  readonly kind: 'known' | 'unknown' | 'tls13';
}

/** A suite that the list leaves enabled and the element that put it there. */
export interface EnabledSuite {
  readonly suite: CipherSuite;
  readonly by: CipherElement;
}

export interface CipherEvaluation {
  readonly elements: readonly CipherElement[];
  /** In the order of OpenSSL's table, not of preference. */
  readonly enabled: readonly EnabledSuite[];
  /** `@SECLEVEL=n`; without it the library's own level (1 or 2), which refuses anonymous and unencrypted suites. */
  readonly securityLevel: number | undefined;
  /** The string leans on something only the machine knows (`PROFILE=SYSTEM`): nothing may be concluded. */
  readonly isOpaque: boolean;
}

const SUITE_BY_NAME: ReadonlyMap<string, CipherSuite> = new Map(CIPHER_SUITES.map((suite) => [suite.name, suite]));

/**
 * What an OpenSSL cipher string enables among the TLS <= 1.2 suites, by the rules of
 * https://docs.openssl.org/3.0/man1/openssl-ciphers/: `!` removes for good, `-` removes, `+` only moves, `A+B` means both.
 * Suites that today's builds leave out count only where an element names them (`RC4`, `DES-CBC3-SHA`, `MEDIUM`), not under `ALL`.
 */
export function evaluateCiphers(list: string): CipherEvaluation {
  const elements = cipherElements(list);
  const enabled = new Map<CipherSuite, CipherElement>();
  const killed = new Set<CipherSuite>();
  let securityLevel: number | undefined;
  for (const element of elements) {
    if (element.operator === 'command') {
      securityLevel = levelOf(element.names[0] ?? '') ?? securityLevel;
      continue;
    }
    if (element.kind !== 'known' || element.operator === 'move') continue;
    for (const suite of CIPHER_SUITES) {
      // A leading DEFAULT stands for `ALL:!COMPLEMENTOFDEFAULT:!eNULL`: it also removes the others for good.
      if (element.names[0] === 'DEFAULT' && !suite.isDefault && !suite.isLegacy) killed.add(suite);
      if (!selects(element, suite)) continue;
      if (element.operator === 'add') {
        if (!killed.has(suite) && !enabled.has(suite)) enabled.set(suite, element);
      } else {
        enabled.delete(suite);
        if (element.operator === 'kill') killed.add(suite);
      }
    }
  }
  return {
    elements,
    enabled: CIPHER_SUITES.flatMap((suite) => {
      const by = enabled.get(suite);
      return by === undefined ? [] : [{ suite, by }];
    }),
    securityLevel,
    isOpaque: elements.some((element) =>
      element.names.some((name) => name.startsWith('PROFILE=') || name.includes('$')),
    ),
  };
}

/** The elements of a cipher string with their places in it. */
export function cipherElements(list: string): readonly CipherElement[] {
  const elements: CipherElement[] = [];
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    if (i < list.length && !isSeparator(list.charAt(i))) continue;
    if (i > start) elements.push(elementOf(list.slice(start, i), start, elements.length === 0));
    start = i + 1;
  }
  return elements;
}

// `;` separates too; `[A|B]` are BoringSSL's groups of equal preference.
function isSeparator(character: string): boolean {
  return ':, ;\t\r\n[|]'.includes(character);
}

function elementOf(text: string, start: number, isFirst: boolean): CipherElement {
  const span = { start, end: start + text.length };
  if (text.startsWith('@')) return { span, operator: 'command', names: [text], kind: 'known' };
  const operator = OPERATORS.get(text.charAt(0));
  const names = (operator === undefined ? text : text.slice(1)).split('+');
  return { span, operator: operator ?? 'add', names, kind: kindOf(names, isFirst) };
}

const OPERATORS: ReadonlyMap<string, CipherElement['operator']> = new Map([
  ['!', 'kill'],
  ['-', 'delete'],
  ['+', 'move'],
]);

function kindOf(names: readonly string[], isFirst: boolean): CipherElement['kind'] {
  if (names.length === 1 && TLS13_SUITES.includes(names[0] ?? '')) return 'tls13';
  const known = names.every((name) => ALIASES.has(name) || SUITE_BY_NAME.has(name) || (isFirst && name === 'DEFAULT'));
  return known ? 'known' : 'unknown';
}

function selects(element: CipherElement, suite: CipherSuite): boolean {
  if (suite.isLegacy && element.operator === 'add' && !namesLegacy(element)) return false;
  return element.names.every((name) => {
    if (name === 'DEFAULT') return suite.isDefault;
    return ALIASES.get(name)?.(suite) ?? suite.name === name;
  });
}

function namesLegacy(element: CipherElement): boolean {
  return element.names.some((name) => LEGACY_ALIASES.has(name) || SUITE_BY_NAME.get(name)?.isLegacy === true);
}

function levelOf(command: string): number | undefined {
  const level = command.startsWith('@SECLEVEL=') ? Number(command.slice('@SECLEVEL='.length)) : Number.NaN;
  return Number.isInteger(level) ? level : undefined;
}

/** Whether an element asks for suites by a broad word (`ALL`, `kRSA`) instead of naming the weak kind itself. */
export function isBroad(element: CipherElement): boolean {
  return element.names.every((name) => ALIASES.has(name) && !LEGACY_ALIASES.has(name) && !STRENGTH_ALIASES.has(name));
}
