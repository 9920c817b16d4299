import type { Span } from './span.ts';

/** A URL found in a text: every part is a span of that text; nothing is decoded. */
export interface ScannedUrl {
  readonly span: Span;
  /** Scheme as written, without `://`; `jdbc:` is part of it. */
  readonly scheme: Span;
  readonly user: Span | undefined;
  readonly password: Span | undefined;
  /** One for each host of a multi-host URL (`mongodb://a:1,b:2/`); empty spans do not occur. */
  readonly hosts: readonly { readonly host: Span; readonly port: Span | undefined }[];
  /** With its leading slash. */
  readonly path: Span | undefined;
  readonly query: readonly { readonly name: Span; readonly value: Span | undefined }[];
}

/**
 * All URLs (`scheme://…`) of a text, left to right, in linear time. References (`${X}`, `{{ x }}`) inside a part belong to it,
 * whatever characters they hold. Spans are shifted by `offset`.
 */
export function scanUrls(text: string, offset = 0): ScannedUrl[] {
  const urls: ScannedUrl[] = [];
  let from = 0;
  for (;;) {
    const mark = text.indexOf('://', from);
    if (mark < 0) return urls;
    const start = schemeStart(text, mark, from);
    // `base64://…` is a key whose first two characters are slashes
    if (start < mark && text.slice(start, mark) !== 'base64') {
      const url = scanOne(text, start, mark, offset);
      urls.push(url);
      from = Math.max(mark + 3, url.span.end - offset);
    } else {
      from = mark + 3;
    }
  }
}

/** The index behind a reference that starts at `i` (`${…}` balanced, `{{…}}`), or `i` when none starts there. */
export function skipReference(text: string, i: number): number {
  const c = text[i];
  if (c === '{' && text[i + 1] === '{') {
    const end = text.indexOf('}}', i + 2);
    return end < 0 ? i : end + 2;
  }
  if (c !== '$' || (text[i + 1] !== '{' && text[i + 1] !== '(')) return i;
  const open = text[i + 1];
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let k = i + 1; k < text.length && k < i + MAX_REFERENCE; k++) {
    if (text[k] === open) depth++;
    else if (text[k] === close && --depth === 0) return k + 1;
    else if (text[k] === '\n') return i;
  }
  return i;
}

/** Bounds the look-ahead, so that a line of `${${${` stays linear. */
const MAX_REFERENCE = 256;

function schemeStart(text: string, mark: number, from: number): number {
  let start = mark;
  while (start > from && isSchemeChar(text.charCodeAt(start - 1))) start--;
  if (start >= 5 && text[start - 1] === ':' && text.slice(start - 5, start).toLowerCase() === 'jdbc:') start -= 5;
  // `jdbc:mysql:replication://`, `jdbc:oracle:thin:@//` and the like keep their sub-protocol in the scheme
  else if (start > from && text[start - 1] === ':') {
    let outer = start - 1;
    while (outer > from && (isSchemeChar(text.charCodeAt(outer - 1)) || text[outer - 1] === ':')) outer--;
    if (text.slice(outer, outer + 5).toLowerCase() === 'jdbc:') return outer;
  }
  while (start < mark && !isLetter(text.charCodeAt(start))) start++;
  return start;
}

function scanOne(text: string, start: number, mark: number, offset: number): ScannedUrl {
  const move = (a: number, b: number): Span => ({ start: a + offset, end: b + offset });
  const begin = mark + 3;
  const jdbc = text.slice(start, start + 5).toLowerCase() === 'jdbc:';
  const end = urlEnd(text, begin);
  const { at, authorityEnd } = authorityOf(text, begin, end, jdbc);
  const userinfo = at === undefined ? undefined : { start: begin, end: at };
  const colon = userinfo === undefined ? -1 : indexOutside(text, ':', userinfo.start, userinfo.end);
  const rest = afterAuthority(text, authorityEnd, end);
  return {
    span: move(start, end),
    scheme: move(start, mark),
    user: userinfo === undefined ? undefined : nonEmpty(move(begin, colon < 0 ? userinfo.end : colon)),
    password: userinfo !== undefined && colon >= 0 ? move(colon + 1, userinfo.end) : undefined,
    hosts: hostsOf(text, at === undefined ? begin : at + 1, authorityEnd, move),
    path: rest.path.start < rest.path.end ? move(rest.path.start, rest.path.end) : undefined,
    query: rest.queryStart < 0 ? [] : queryOf(text, rest.queryStart, rest.queryEnd, move),
  };
}

function nonEmpty(range: Span): Span | undefined {
  return range.start < range.end ? range : undefined;
}

/**
 * Where the authority ends and its last `@` stands. A password with a bare `/`, `?` or `#` ends the authority early for every parser;
 * it is still read as one here (a port that is no number, and an `@` behind it), so that it is never taken for something harmless.
 */
function authorityOf(
  text: string,
  begin: number,
  end: number,
  jdbc: boolean,
): { at: number | undefined; authorityEnd: number } {
  const first = authorityFrom(text, begin, end, jdbc);
  if (first.at !== undefined || !hasOddPort(text, begin, first.authorityEnd)) return first;
  const at = begin + text.slice(begin, end).lastIndexOf('@');
  if (at <= first.authorityEnd || !isHostChar(text.charCodeAt(at + 1))) return first;
  return { at, authorityEnd: authorityFrom(text, at + 1, end, jdbc).authorityEnd };
}

function authorityFrom(text: string, begin: number, end: number, jdbc: boolean) {
  let at: number | undefined;
  let i = begin;
  while (i < end) {
    const next = skipReference(text, i);
    if (next > i) {
      i = next;
      continue;
    }
    const c = text[i];
    if (c === '/' || c === '?' || c === '#' || (jdbc && c === ';')) break;
    if (c === '@') at = i;
    i++;
  }
  return { at, authorityEnd: Math.min(i, end) };
}

/** `user:pass` where `host:port` should stand. */
function hasOddPort(text: string, begin: number, end: number): boolean {
  const authority = text.slice(begin, Math.min(end, begin + 512));
  return /^[\w.%+-]*:[^:[\]{}$<>]*[^\d:[\]{}$<>][^:[\]{}$<>]*$/.test(authority);
}

function isHostChar(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 36 || code === 123 || code === 91;
}

function afterAuthority(text: string, from: number, end: number) {
  let pathEnd = from;
  while (pathEnd < end && text[pathEnd] !== '?' && text[pathEnd] !== '#' && text[pathEnd] !== ';') {
    pathEnd = Math.max(pathEnd + 1, skipReference(text, pathEnd));
  }
  pathEnd = Math.min(pathEnd, end);
  const queryStart = text[pathEnd] === '?' || text[pathEnd] === ';' ? pathEnd + 1 : -1;
  let queryEnd = queryStart < 0 ? pathEnd : queryStart;
  while (queryStart >= 0 && queryEnd < end && text[queryEnd] !== '#') {
    queryEnd = Math.max(queryEnd + 1, skipReference(text, queryEnd));
  }
  return { path: { start: from, end: pathEnd }, queryStart, queryEnd: Math.min(queryEnd, end) };
}

function queryOf(text: string, from: number, end: number, move: (a: number, b: number) => Span) {
  const items: { name: Span; value: Span | undefined }[] = [];
  let start = from;
  let equals = -1;
  for (let i = from; i <= end; ) {
    const c = text[i];
    if (i === end || c === '&' || c === ';') {
      if (i > start) {
        const name = move(start, equals < 0 ? i : equals);
        items.push({ name, value: equals < 0 ? undefined : move(equals + 1, i) });
      }
      start = i + 1;
      equals = -1;
      i++;
      continue;
    }
    if (c === '=' && equals < 0) equals = i;
    i = Math.min(end, Math.max(i + 1, skipReference(text, i)));
  }
  return items;
}

function hostsOf(text: string, from: number, end: number, move: (a: number, b: number) => Span) {
  const hosts: { host: Span; port: Span | undefined }[] = [];
  let start = from;
  let colon = -1;
  let bracket = false;
  const push = (stop: number): void => {
    const hostEnd = colon < 0 ? stop : colon;
    if (hostEnd > start)
      hosts.push({ host: move(start, hostEnd), port: colon < 0 ? undefined : move(colon + 1, stop) });
  };
  for (let i = from; i < end; ) {
    const next = skipReference(text, i);
    if (next > i) {
      i = next;
      continue;
    }
    const c = text[i];
    if (c === '[') bracket = true;
    else if (c === ']') bracket = false;
    else if (c === ':' && !bracket && colon < 0) colon = i;
    else if (c === ',' && !bracket) {
      push(i);
      start = i + 1;
      colon = -1;
    }
    i++;
  }
  push(end);
  return hosts;
}

/** Where a URL ends: white space, a quote, an angle bracket, or a comma before the next URL of a list. */
function urlEnd(text: string, begin: number): number {
  let i = begin;
  while (i < text.length) {
    const next = skipReference(text, i);
    if (next > i) {
      i = next;
      continue;
    }
    const code = text.charCodeAt(i);
    if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62) break;
    if ((code === COMMA || code === SEMICOLON || code === PIPE) && startsUrl(text, i + 1)) break;
    i++;
  }
  // a closing bracket or full stop that belongs to the sentence or the array around the URL
  for (let n = 0; n < 3 && i > begin && ENDING.has(text[i - 1] ?? '') && !closesInside(text, begin, i - 1); n++) i--;
  return i;
}

const COMMA = 44;
const SEMICOLON = 59;
const PIPE = 124;
const ENDING: ReadonlySet<string> = new Set([',', ';', ')', ']']);

function closesInside(text: string, begin: number, i: number): boolean {
  const open = text[i] === ')' ? '(' : text[i] === ']' ? '[' : '';
  return open !== '' && text.lastIndexOf(open, i) >= begin;
}

function startsUrl(text: string, from: number): boolean {
  let i = from;
  while (i < text.length && i < from + 3 && text[i] === ' ') i++;
  const start = i;
  while (i < text.length && i < start + 24 && isSchemeChar(text.charCodeAt(i))) i++;
  return i > start && text.startsWith('://', i);
}

function indexOutside(text: string, wanted: string, from: number, end: number): number {
  for (let i = from; i < end; ) {
    const next = skipReference(text, i);
    if (next > i) {
      i = next;
      continue;
    }
    if (text[i] === wanted) return i;
    i++;
  }
  return -1;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isSchemeChar(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
}
