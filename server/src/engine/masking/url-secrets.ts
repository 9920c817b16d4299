import { append } from '../../text/append.ts';
import type { Span } from '../../text/span.ts';
import { scanUrls } from '../../text/url-scan.ts';
import { hiddenParts } from './value-parts.ts';

/** Parameters that open something though their names alone do not say so. */
const SIGNED = /^(?:key|sig|signature|code|auth|sas|hash|x-amz-(?:signature|credential|security-token))$/i;

/** The passwords in the URLs of a part of a text, and the parameters that open something; URLs with blanks in them too. Linear. */
export function urlSecrets(text: string, range: Span): readonly Span[] {
  const part = text.slice(range.start, range.end);
  if (!part.includes('://')) return [];
  const spans: Span[] = [];
  for (const url of scanUrls(part, range.start)) {
    if (url.password !== undefined) append(spans, hiddenParts(text, url.password));
    for (const { name, value } of url.query)
      if (value !== undefined && SIGNED.test(text.slice(name.start, name.end))) append(spans, hiddenParts(text, value));
  }
  for (let mark = part.indexOf('://'); mark >= 0; ) {
    const next = part.indexOf('://', mark + 3);
    const password = looseUserinfo(part, mark + 3, next < 0 ? part.length : next);
    if (password !== undefined)
      append(spans, hiddenParts(text, { start: range.start + password.start, end: range.start + password.end }));
    mark = next;
  }
  return spans;
}

/**
 * What stands between the first colon and the last `@` before the line, a quote or the next URL ends: the password even when blanks or
 * slashes that no parser takes are in it. A port is none.
 */
function looseUserinfo(part: string, begin: number, limit: number): Span | undefined {
  let colon = -1;
  let last = -1;
  for (let i = begin; i < limit; i++) {
    const char = part[i] ?? '';
    if ('\n"\'`<>'.includes(char)) break;
    if (colon < 0 && '/?#[{'.includes(char)) return undefined;
    if (char === ':' && colon < 0) colon = i;
    if (char === '@') {
      // no user: nothing before a colon belongs to this one
      if (colon < 0) return undefined;
      last = i;
    }
  }
  if (colon < 0 || last < 0) return undefined;
  const password = part.slice(colon + 1, last);
  const port = /^\d{1,5}(?:[/?#,;]|\s+(?:\S+\s|-))/.test(password);
  return port || password === '' ? undefined : { start: colon + 1, end: last };
}
