import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import { isDigits, parseTime } from '../../../knowledge/nginx/values.ts';
import { isOlder } from '../../../knowledge/nginx/version.ts';
import { suggestWord } from './suggest.ts';
import { badArgument, isOpaque, shown, type ValueProblem } from './value-problem.ts';

const LISTEN_WORDS: ReadonlySet<string> = new Set(
  'default_server default bind deferred reuseport multipath ssl http2 spdy quic proxy_protocol udp'.split(' '),
);
const LISTEN_PAIRS: readonly string[] = [
  'setfib=',
  'fastopen=',
  'backlog=',
  'rcvbuf=',
  'sndbuf=',
  'accept_filter=',
  'ipv6only=',
  'so_keepalive=',
];

/** `listen`: its parameters and the port. */
export function checkListen(directive: NginxDirective, version: string | undefined): readonly ValueProblem[] {
  if (directive.values.some((value) => value.includes('{{'))) return [];
  const problems = directive.values.slice(1).flatMap((word, i) => {
    if (isOpaque(word) || LISTEN_WORDS.has(word) || LISTEN_PAIRS.some((pair) => word.startsWith(pair))) return [];
    const instead = suggestWord(word, [...LISTEN_WORDS]);
    return badArgument(directive, i + 1, `invalid parameter "${shown(word)}" in "listen"`, instead);
  });
  const quic = directive.values.indexOf('quic');
  if (quic > 0 && version !== undefined && isOlder(version, '1.25.0'))
    return badArgument(directive, quic, 'invalid parameter "quic", it needs nginx 1.25.0');
  const port = portOf(directive.arg(0) ?? '');
  if (port === undefined || (port >= 1 && port <= 65535)) return problems;
  return [...badArgument(directive, 0, `invalid port in "listen", it must be between 1 and 65535`), ...problems];
}

function portOf(address: string): number | undefined {
  if (address.startsWith('unix:') || isOpaque(address)) return undefined;
  const text = address.slice(Math.max(address.lastIndexOf(':'), address.lastIndexOf(']')) + 1);
  return isDigits(text) ? Number(text) : undefined;
}

/** `allow`, `deny`: an address, a network, `unix:` or `all`; never a host name. */
export function checkAccess(directive: NginxDirective): readonly ValueProblem[] {
  const value = directive.arg(0) ?? '';
  if (value === 'all' || value === 'unix:' || isOpaque(value) || isNetwork(value)) return [];
  return badArgument(
    directive,
    0,
    `invalid parameter "${shown(value)}", "${directive.name}" takes an address, a network or all`,
  );
}

const GEO_WORDS: ReadonlySet<string> = new Set([
  'default',
  'include',
  'proxy',
  'proxy_recursive',
  'delete',
  'ranges',
  'volatile',
]);

/** The lines of a `geo` block: networks, or ranges when it says so. */
export function checkGeo(directive: NginxDirective): readonly ValueProblem[] {
  const lines = directive.block?.directives ?? [];
  const isRanges = lines.some((line) => line.name === 'ranges' && line.args.length === 0);
  return lines.flatMap((line) => {
    if (GEO_WORDS.has(line.name) || isOpaque(line.name) || line.args.length === 0) return [];
    const ends = line.name.split('-');
    const isRange = ends.length === 2 && ends.every((end) => isIpv4(end) || isIpv6(end));
    if (isRanges ? isRange : isNetwork(line.name)) return [];
    return [{ at: line.at, message: `invalid network "${shown(line.name)}" in "geo"` }];
  });
}

/** `10.0.0.0/8`, `2001:db8::/32`, a single address. */
function isNetwork(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const mask = slash === -1 ? undefined : text.slice(slash + 1);
  if (isIpv4(address)) return mask === undefined || (isDigits(mask) ? Number(mask) <= 32 : isIpv4(mask));
  return isIpv6(address) && (mask === undefined || (isDigits(mask) && Number(mask) <= 128));
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => part.length <= 3 && isDigits(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (!text.includes(':') || !/^[0-9A-Fa-f:.]+$/.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups[groups.length - 1] ?? '';
  const isMapped = last.includes('.');
  if (isMapped && !isIpv4(last)) return false;
  const plain = isMapped ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = plain.length + (isMapped ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** `resolver`: an IPv6 address needs its brackets. */
export function checkResolver(directive: NginxDirective): readonly ValueProblem[] {
  return directive.values.flatMap((value, i) =>
    isIpv6(value) ? badArgument(directive, i, 'invalid port in resolver: put an IPv6 address in brackets') : [],
  );
}

/** `error_page code … [=[response]] uri`. */
export function checkErrorPage(directive: NginxDirective): readonly ValueProblem[] {
  const { values } = directive;
  const answer = values.length > 2 && (values[values.length - 2] ?? '').startsWith('=') ? 2 : 1;
  return values.slice(0, -answer).flatMap((code, i) => {
    if (isOpaque(code)) return [];
    if (!isDigits(code)) return badArgument(directive, i, `invalid value "${shown(code)}" in "error_page"`);
    const status = Number(code);
    return status >= 300 && status <= 599 && status !== 499
      ? []
      : badArgument(directive, i, `"error_page" code must be between 300 and 599`);
  });
}

/** `expires`: a time with a sign or `@`, `epoch`, `max`, `off`. */
export function checkExpires(directive: NginxDirective): readonly ValueProblem[] {
  const isModified = directive.arg(0) === 'modified' && directive.args.length === 2;
  const index = isModified ? 1 : 0;
  const value = directive.arg(index) ?? '';
  if (isOpaque(value) || (!isModified && ['epoch', 'max', 'off'].includes(value))) return [];
  const time = value.startsWith('@') || value.startsWith('-') || value.startsWith('+') ? value.slice(1) : value;
  return parseTime(time, false) === undefined
    ? badArgument(directive, index, `invalid value "${shown(value)}" in "expires"`)
    : [];
}

/** `valid_referers` with nothing but `none` and `blocked` names no referer. */
export function checkReferers(directive: NginxDirective): readonly ValueProblem[] {
  const all = directive.scope.own('valid_referers');
  if (all[0] !== directive || all.some((one) => one.values.some((value) => value !== 'none' && value !== 'blocked')))
    return [];
  return badArgument(directive, 0, '"valid_referers" has "none" or "blocked" but no valid referer');
}

/** The third argument of `add_header` and `add_trailer`. */
export function checkAlways(directive: NginxDirective): readonly ValueProblem[] {
  const third = directive.arg(2);
  if (third === undefined || third === 'always' || isOpaque(third)) return [];
  return badArgument(
    directive,
    2,
    `invalid parameter "${shown(third)}" in "${directive.name}", only "always" may stand there`,
    suggestWord(third, ['always']),
  );
}
