import { append } from '../../text/append.ts';
import { type Span, slice } from '../../text/span.ts';
import { skipReference } from '../../text/url-scan.ts';
import { isHarmless } from './hidden-names.ts';

/** How deep defaults inside defaults are followed. */
const MAX_NESTING = 10;

/** `Bearer …`: the scheme says nothing. */
const SCHEME = /^(?:basic|bearer|token|digest|negotiate|apikey|pass:)\s*(?=\S)/i;

/**
 * What of a value that must not be shown is hidden: all of it but the references in it, whose names and messages are structure.
 * Nothing when it says nothing (empty, a path, a variable).
 */
export function hiddenParts(text: string, value: Span, depth = 0): readonly Span[] {
  const trimmed = trim(text, value);
  const source = slice(text, trimmed);
  const scheme = SCHEME.exec(source);
  if (scheme !== null && depth < MAX_NESTING && /\s|:/.test(scheme[0])) {
    return hiddenParts(text, { start: trimmed.start + scheme[0].length, end: trimmed.end }, depth + 1);
  }
  const hasReferences = source.includes('${') || source.includes('{{');
  if (!hasReferences) return isHarmless(source) ? [] : [trimmed];
  const parts: Span[] = [];
  let from = trimmed.start;
  for (let i = from; i < trimmed.end; ) {
    const next = Math.min(trimmed.start + skipReference(source, i - trimmed.start), trimmed.end);
    if (next <= i) {
      i++;
      continue;
    }
    push(parts, text, from, i);
    if (depth < MAX_NESTING) append(parts, defaultParts(text, { start: i, end: next }, depth));
    else parts.push({ start: i, end: next });
    i = from = next;
  }
  push(parts, text, from, trimmed.end);
  return parts;
}

/** The word of `${NAME:-word}`; the message of `${NAME:?message}` is shown. */
function defaultParts(text: string, reference: Span, depth: number): readonly Span[] {
  const match = /^\$\{[A-Za-z_]\w{0,99}:?[-=+]/.exec(text.slice(reference.start, reference.start + 110));
  if (match === null) return [];
  return hiddenParts(text, { start: reference.start + match[0].length, end: reference.end - 1 }, depth + 1);
}

/** Signs between two references are structure. */
function push(parts: Span[], text: string, start: number, end: number): void {
  const part = trim(text, { start, end });
  if (/[\p{L}\d]/u.test(slice(text, part))) parts.push(part);
}

function trim(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
