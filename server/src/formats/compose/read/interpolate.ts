import type { Location } from '../../format.ts';

/** What a name of an interpolation is known to be; `undefined` when only the shell that starts Compose can know. */
export type Lookup = (name: string) => { readonly text: string; readonly at: Location } | undefined;

/** How far a text is known: as written, from an env file, from a default in the file, or not at all. */
export type Certainty = 'literal' | 'resolved' | 'default' | 'unknown';

export type Operator = '' | '-' | ':-' | '?' | ':?' | '+' | ':+';

/** A reference with offsets into the text it was found in. */
export interface FoundReference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly operator: Operator;
  readonly word: { readonly start: number; readonly end: number } | undefined;
}

export interface Interpolated {
  readonly value: string | undefined;
  readonly certainty: Certainty;
}

const NONE: readonly FoundReference[] = [];

/** Deeper `${A:-${B:-…}}` than this is left unknown. */
const MAX_DEPTH = 20;

/**
 * The references of a text, outermost only, in order: `$X`, `${X}` and `${X` with one of `:-` `-` `:?` `?` `:+` `+` and a word `}`.
 * `$$` is an escaped dollar. Follows compose-go's template package. Linear.
 */
export function findReferences(text: string): readonly FoundReference[] {
  let i = text.indexOf('$');
  if (i < 0) return NONE;
  const found: FoundReference[] = [];
  const closing = closingBraces(text);
  while (i >= 0) {
    if (text[i + 1] === '$') {
      i = text.indexOf('$', i + 2);
      continue;
    }
    const reference = text[i + 1] === '{' ? braced(text, i, closing) : named(text, i);
    if (reference !== undefined) found.push(reference);
    i = text.indexOf('$', reference?.end ?? i + 1);
  }
  return found;
}

/** The places of the characters of `wanted` that stand outside every reference, in order. */
export function plainOffsets(text: string, wanted: string): readonly number[] {
  const references = text.includes('$') ? findReferences(text) : [];
  const offsets: number[] = [];
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    const reference = references[next];
    if (reference?.start === i) {
      i = reference.end - 1;
      next++;
    } else if (wanted.includes(text.charAt(i))) offsets.push(i);
  }
  return offsets;
}

/** For each `${` the place of its `}`; braces of nested references pair up. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let i = text.indexOf('$'); i >= 0 && i < text.length; i++) {
    const char = text[i];
    if (char === '$' && text[i + 1] === '$') i++;
    else if (char === '$' && text[i + 1] === '{') open.push(i++);
    else if (char === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, i);
    }
  }
  return closing;
}

function named(text: string, start: number): FoundReference | undefined {
  const end = nameEnd(text, start + 1);
  if (end === start + 1) return undefined;
  return { name: text.slice(start + 1, end), start, end, operator: '', word: undefined };
}

function braced(text: string, start: number, closing: ReadonlyMap<number, number>): FoundReference | undefined {
  const close = closing.get(start);
  const nameStop = nameEnd(text, start + 2);
  if (close === undefined || nameStop === start + 2) return undefined;
  const name = text.slice(start + 2, nameStop);
  if (nameStop === close) return { name, start, end: close + 1, operator: '', word: undefined };
  const operator = operatorAt(text, nameStop);
  if (operator === undefined) return undefined;
  return { name, start, end: close + 1, operator, word: { start: nameStop + operator.length, end: close } };
}

function operatorAt(text: string, i: number): Operator | undefined {
  const sign = text[i] === ':' ? text[i + 1] : text[i];
  if (sign !== '-' && sign !== '?' && sign !== '+') return undefined;
  return text[i] === ':' ? `:${sign}` : sign;
}

function nameEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && isNameCode(text.charCodeAt(i), i === from)) i++;
  return i;
}

function isNameCode(code: number, first: boolean): boolean {
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) return true;
  return !first && code >= 48 && code <= 57;
}

const RANK: Readonly<Record<Certainty, number>> = { literal: 0, resolved: 1, default: 2, unknown: 3 };

/** The text after interpolation; unknown as soon as one needed part is. */
export function interpolate(text: string, lookup: Lookup, depth = 0): Interpolated {
  if (!text.includes('$')) return { value: text, certainty: 'literal' };
  if (depth > MAX_DEPTH) return { value: undefined, certainty: 'unknown' };
  let value: string | undefined = '';
  let certainty: Certainty = 'literal';
  let position = 0;
  for (const reference of findReferences(text)) {
    const part = evaluate(text, reference, lookup, depth);
    if (RANK[part.certainty] > RANK[certainty]) certainty = part.certainty;
    const before: string = unescapeDollars(text.slice(position, reference.start));
    value = value === undefined || part.value === undefined ? undefined : value + before + part.value;
    position = reference.end;
  }
  return { value: value === undefined ? undefined : value + unescapeDollars(text.slice(position)), certainty };
}

/** `$$` stands for one `$`. */
function unescapeDollars(text: string): string {
  return text.replaceAll('$$', '$');
}

function evaluate(text: string, reference: FoundReference, lookup: Lookup, depth: number): Interpolated {
  const { operator, word } = reference;
  const known = lookup(reference.name)?.text;
  const fallback = (): Interpolated => {
    const inner = interpolate(word === undefined ? '' : text.slice(word.start, word.end), lookup, depth + 1);
    return inner.value === undefined ? inner : { value: inner.value, certainty: 'default' };
  };
  const resolved: Interpolated =
    known === undefined ? { value: undefined, certainty: 'unknown' } : { value: known, certainty: 'resolved' };
  const isSet = known !== undefined && (!operator.startsWith(':') || known !== '');
  if (operator === '-' || operator === ':-') return isSet ? resolved : fallback();
  if (operator === '+' || operator === ':+') {
    if (known === undefined) return resolved;
    return isSet ? fallback() : { value: '', certainty: 'resolved' };
  }
  // `${X:?}` with an empty X stops Compose: there is no value to speak of.
  return operator !== '' && !isSet ? { value: undefined, certainty: 'unknown' } : resolved;
}
