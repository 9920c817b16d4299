import { reachOf } from '../env/hosts.ts';
import { isDigestLine, weakHash } from '../env/password-hash.ts';
import { bindReach } from './addresses.ts';
import type { Condition, Scalar, ValueTest } from './application.ts';
import { isOutdatedTls } from './tls-version.ts';

/** A value as conditions see it. */
export type Seen =
  | { readonly kind: 'absent' }
  /** Holds a reference, a date, or something undecodable. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'table' }
  | { readonly kind: 'scalar'; readonly value: Scalar | bigint }
  /** Items that are not known are left out; `complete` says whether there were none. */
  | { readonly kind: 'list'; readonly items: readonly (Scalar | bigint)[]; readonly complete: boolean };

/** Whether a value meets a condition; an unknown one never does. */
export function meets(condition: Condition, seen: Seen): boolean {
  if (condition.absent === true) return seen.kind === 'absent';
  if (condition.present === true) return seen.kind !== 'absent';
  if (condition.lacks !== undefined)
    return (
      seen.kind === 'absent' || (seen.kind !== 'unknown' && itemIndex({ hasItem: condition.lacks }, seen) === undefined)
    );
  if (seen.kind === 'absent' || seen.kind === 'unknown') return false;
  if (condition.is !== undefined && !isOneOf(condition.is, seen)) return false;
  if ((condition.hasItem ?? condition.contains) !== undefined && itemIndex(condition, seen) === undefined) return false;
  if (condition.below !== undefined && !(numberOf(seen) < condition.below)) return false;
  if (condition.above !== undefined && !(numberOf(seen) > condition.above)) return false;
  return condition.test === undefined || passes(condition.test, seen);
}

/** Which item of a list meets the condition (0 for a lone value); `undefined` when none does or the condition is not about items. */
export function itemIndex(condition: Condition, seen: Seen): number | undefined {
  const items = itemsOf(seen);
  const { hasItem, contains, test } = condition;
  if (hasItem === undefined && contains === undefined && (test === undefined || WHOLE_VALUE.has(test)))
    return undefined;
  const index = items.findIndex((item) => {
    if (hasItem !== undefined) return hasItem.some((wanted) => sameScalar(wanted, item));
    if (contains !== undefined) return typeof item === 'string' && item.toLowerCase().includes(contains);
    return test !== undefined && typeof item === 'string' && TESTS[test](item);
  });
  return index < 0 ? undefined : index;
}

function isOneOf(wanted: Scalar | readonly Scalar[], seen: Seen): boolean {
  if (seen.kind !== 'scalar') return false;
  const { value } = seen;
  return typeof wanted === 'object' ? wanted.some((one) => sameScalar(one, value)) : sameScalar(wanted, value);
}

function sameScalar(wanted: Scalar, value: Scalar | bigint): boolean {
  if (typeof wanted === 'string' && typeof value === 'string')
    return wanted.toLowerCase() === value.trim().toLowerCase();
  return typeof value === 'bigint' ? Number(value) === wanted : value === wanted;
}

function numberOf(seen: Seen): number {
  if (seen.kind !== 'scalar') return Number.NaN;
  if (typeof seen.value === 'number' || typeof seen.value === 'bigint') return Number(seen.value);
  if (typeof seen.value !== 'string' || !/^-?\d{1,15}$/.test(seen.value.trim())) return Number.NaN;
  return Number(seen.value);
}

function itemsOf(seen: Seen): readonly (Scalar | bigint)[] {
  if (seen.kind === 'list') return seen.items;
  if (seen.kind !== 'scalar') return [];
  if (typeof seen.value !== 'string' || !seen.value.includes(',')) return [seen.value];
  return seen.value.split(',').map((item) => item.trim());
}

/** Tests that one part of `a, b` in a string can pass; the others are about the whole text. */
const OF_EACH: ReadonlySet<ValueTest> = new Set([
  'remote-address',
  'outdated-tls',
  'matches-anything',
  'docker-socket',
]);

const WHOLE_VALUE: ReadonlySet<ValueTest> = new Set(['empty', 'not-empty', 'several']);

function passes(test: ValueTest, seen: Seen): boolean {
  if (test === 'empty' || test === 'not-empty') {
    if (seen.kind === 'table') return false;
    const isEmpty =
      seen.kind === 'list' ? seen.items.length === 0 && seen.complete : seen.kind === 'scalar' && seen.value === '';
    return isEmpty === (test === 'empty');
  }
  if (test === 'several') return seen.kind === 'list' && seen.items.length > 1;
  if (seen.kind === 'scalar' && typeof seen.value === 'string' && TESTS[test](seen.value)) return true;
  if (seen.kind === 'scalar' && !OF_EACH.has(test)) return false;
  return itemsOf(seen).some((item) => typeof item === 'string' && TESTS[test](item));
}

/** What is asked of one text. */
const TESTS: Readonly<Record<ValueTest, (text: string) => boolean>> = {
  empty: (text) => text === '',
  'not-empty': (text) => text !== '',
  several: () => false,
  // a word where the port stands is filled in by a script, and so may be the address
  'remote-address': (text) => bindReach(text) === 'network' && !/:[A-Za-z_]\w*$/.test(text),
  'outdated-tls': isOutdatedTls,
  'plain-http-url': (text) =>
    /^(?:sparse\+|registry\+)?http:\/\//i.test(text) &&
    reachOf(urlHost(text)) === 'public' &&
    urlHost(text) !== '0.0.0.0',
  // A bare name is a container beside this one, such as the socket proxy that Traefik's own documentation advises.
  'remote-tcp-url': (text) => /^tcp:\/\//i.test(text) && isDistant(urlHost(text)),
  'engine-tcp-url': (text) => /^(?:tcp|http):\/\/[^/]*:2375(?:\/|$)/i.test(text) && isEngine(urlHost(text)),
  'distant-host': isDistant,
  'not-hex-256-bit': (text) => !/^[0-9a-fA-F]{64}$/.test(text),
  'not-256-bit': (text) => !/^[0-9a-fA-F]{64}$/.test(text) && base64Bytes(text) !== 32,
  'not-aes-key': (text) => ![16, 24, 32].includes(text.length) && ![16, 24, 32].includes(base64Bytes(text)),
  'shorter-than-16': (text) => text.length < 16,
  'matches-anything': (text) => /^\^?(?:\.\*|\*|\/|\/\.\*|\.\+)?\$?$/.test(text.replace(/^[A-Z!]+=/, '')),
  'fast-password-hash': (text) => weakHash(text)?.kind === 'fast',
  'dated-password-hash': (text) => weakHash(text)?.kind === 'dated',
  'digest-password': isDigestLine,
  'docker-socket': (text) => /(?:^|[:/])docker\.sock(?:$|:)/.test(text),
  'not-durable-path': (text) =>
    text === '' || !text.startsWith('/') || text.startsWith('/tmp/') || text.startsWith('/dev/shm/'),
  'prints-environment': (text) =>
    /(?:^|[;&|({]|\b(?:then|do)\b)\s{0,8}(?:env|printenv|export -p|declare -x|set)\s{0,8}(?:$|[;)}\n]|&&|\|\||\|\s{0,4}sort\b)/.test(
      text.slice(0, 2000),
    ),
  'zero-price': (text) => /^(?:0(?:\.0+)?[a-z/]*(?:,\s*0(?:\.0+)?[a-z/]*)*)?$/i.test(text.slice(0, 200)),
};

/** Whether a name passes a test. */
export function nameMeets(test: ValueTest, name: string): boolean {
  return TESTS[test](name);
}

/** A bare name that says the engine itself: `docker` and `dind` are what a Docker in a container is called; a proxy bears another name. */
const ENGINE = /^(?:[\w-]{1,60}[-_])?(?:docker|dind|dockerd|docker-?(?:host|daemon|engine|in-docker))$/i;

function isEngine(host: string): boolean {
  return ENGINE.test(host) && !/prox|sock|gateway/i.test(host);
}

/** An address, or a name with dots, of another machine. */
function isDistant(host: string): boolean {
  return /[.:]/.test(host) && ['public', 'private'].includes(reachOf(host));
}

function urlHost(url: string): string {
  const start = url.indexOf('://') + 3;
  const rest = url.slice(start, start + 300);
  const authority = rest.split(/[/?#]/)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
}

function base64Bytes(text: string): number {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return -1;
  const { length } = text.replace(/=+$/, '');
  return length % 4 === 1 ? -1 : Math.floor((length * 3) / 4);
}
