import { append } from '../text/append.ts';
import type { Span } from '../text/span.ts';
import { maskSpans } from './printable.ts';

/** Words that announce a secret: what follows them is hidden. */
const ANNOUNCES = /pass|secret|token|key|auth|cred|bearer|basic|users|pwd|salt|dsn/i;

/**
 * A piece of a file as it may be shown: the known secrets masked wherever their text stands, and whatever looks like one besides (passwords
 * in URLs, random runs, words behind a telling name, `-p…` flags). Errs on the side of hiding; every character keeps its column. Linear.
 */
export function maskForDisplay(part: string, offset: number, secrets: readonly Span[], text: string): string {
  const local: Span[] = secrets
    .filter((span) => span.start < offset + part.length && span.end > offset)
    .map((span) => ({ start: span.start - offset, end: span.end - offset }));
  for (const span of secrets) {
    const secret = text.slice(span.start, span.end);
    if (secret.length < 6 || secret.length > 200) continue;
    for (let at = part.indexOf(secret); at >= 0; at = part.indexOf(secret, at + secret.length))
      local.push({ start: at, end: at + secret.length });
  }
  append(local, suspiciousSpans(part));
  return maskSpans(part, 0, merged(local));
}

/** Places in a text that look like a secret, without knowing the file. */
function suspiciousSpans(text: string): readonly Span[] {
  const found: Span[] = [];
  let announced = false;
  for (const { start, end } of words(text)) {
    const word = text.slice(start, end);
    const at = userinfoEnd(text, start);
    if (looksRandom(word)) found.push({ start, end });
    else if (announced && isHidable(text, start, end)) found.push({ start, end });
    if (at !== undefined) found.push(at);
    if (/^-p./.test(word)) found.push({ start: start + 2, end });
    announced = ANNOUNCES.test(word) || (announced && end - start < 4);
  }
  return found;
}

/** Runs of characters that are no separator of any of the formats. */
function* words(text: string): Generator<Span> {
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const separates = i === text.length || ' \t\r\n"\'`,;=:{}[]()<>#|&'.includes(text[i] ?? '');
    if (separates && start >= 0) {
      yield { start, end: i };
      start = -1;
    } else if (!separates && start < 0) {
      start = i;
    }
  }
}

/** `pass@` right behind a colon: the end of a URL's userinfo. */
function userinfoEnd(text: string, start: number): Span | undefined {
  if (text[start - 1] !== ':') return undefined;
  const at = text.indexOf('@', start);
  const stop = text.slice(start, at < 0 ? start : at);
  return at < 0 || at === start || /[\s"'/]/.test(stop) ? undefined : { start, end: at };
}

/** What follows a telling word is hidden unless it is a reference, a path, a number or a switch. */
function isHidable(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  if (end - start < 4 || /^(?:\$|\/|-|\.)/.test(word) || /^[A-Z][A-Z_]+$/.test(word)) return false;
  return !/^(?:true|false|null|none|\d{1,5}[smhd]?)$/i.test(word);
}

/** Sixteen or more letters and digits of both kinds in one run. */
function looksRandom(word: string): boolean {
  if (word.length < 16) return false;
  let digits = 0;
  let letters = 0;
  let run = 0;
  for (let i = 0; i <= word.length; i++) {
    const code = i < word.length ? word.charCodeAt(i) : 0;
    const isDigit = code >= 48 && code <= 57;
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (isDigit || isLetter || code === 95) {
      run += 1;
      if (isDigit) digits += 1;
      if (isLetter) letters += 1;
    } else {
      if (run >= 16 && digits >= 3 && letters >= 3) return true;
      run = digits = letters = 0;
    }
  }
  return false;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
