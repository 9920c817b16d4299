/**
 * Token formats are written in a small language that can be matched in one forward step, without going back:
 * literal text, `{c36}` (36 characters of class c), `{c10-13}`, `{c17+}`, `(a|b)` (alternatives, not nested),
 * and `<…>` around the literal by which the format is found when it does not begin with one.
 */
export interface Pattern {
  /** The literal the scanner looks for, as written. */
  readonly anchor: string;
  /** Characters in front of the anchor that belong to the token. */
  readonly lead: number;
  readonly pieces: readonly Piece[];
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly members: Uint8Array; readonly min: number; readonly max: number };

/** Longest run of an open-ended class. */
const OPEN_END = 4000;

function members(...ranges: readonly string[]): Uint8Array {
  const table = new Uint8Array(128);
  for (const range of ranges) {
    const from = range.charCodeAt(0);
    const to = range.length === 3 && range[1] === '-' ? range.charCodeAt(2) : from;
    for (let code = from; code <= to; code++) table[code] = 1;
  }
  return table;
}

/** Character classes by their letter. */
const CLASSES: Readonly<Record<string, Uint8Array>> = {
  d: members('0-9'),
  h: members('0-9', 'a-f'),
  H: members('0-9', 'a-f', 'A-F'),
  c: members('0-9', 'a-h', 'A-H'),
  a: members('0-9', 'a-z'),
  A: members('0-9', 'A-Z'),
  y: members('2-7', 'A-Z'),
  l: members('a-z', 'A-Z'),
  n: members('0-9', 'a-z', 'A-Z'),
  w: members('0-9', 'a-z', 'A-Z', '_'),
  b: members('0-9', 'a-z', 'A-Z', '_', '-'),
  e: members('0-9', 'a-z', 'A-Z', '_', '-', '='),
  g: members('0-9', 'a-z', 'A-Z', '_', '-', '=', '.'),
  t: members('0-9', 'a-z', 'A-Z', '_', '-', '.', '~'),
  T: members('0-9', 'a-z', 'A-Z', '_', '.', '~'),
  B: members('0-9', 'a-z', 'A-Z', '+', '/'),
  j: members('0-9', 'a-z', 'A-Z', '_', '-', '/', '\\'),
  k: members('0-9', 'a-z', 'A-Z', '_', '-', '+', '/', '='),
  p: members('0-9', 'a-z', 'A-Z', '%'),
  q: members(...[...'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L']),
  s: members('!-~'),
  v: members('|', '%'),
  '=': members('='),
};

/** Compiles a format; one pattern for each combination of alternatives. Throws on a mistake in our own table. */
export function compilePatterns(source: string): readonly Pattern[] {
  return expand(source).map(compileOne);
}

function expand(source: string): readonly string[] {
  const open = source.indexOf('(');
  if (open < 0) return [source];
  const close = source.indexOf(')', open);
  const rest = expand(source.slice(close + 1));
  const head = source.slice(0, open);
  return source
    .slice(open + 1, close)
    .split('|')
    .flatMap((choice) => rest.map((tail) => head + choice + tail));
}

function compileOne(source: string): Pattern {
  const pieces: Piece[] = [];
  let lead = 0;
  let anchor: string | undefined;
  for (const part of source.match(/<[^>]*>|\{[^}]*\}|[^<{]+/g) ?? []) {
    const marked = part.startsWith('<');
    const text = marked ? part.slice(1, -1) : part;
    if (part.startsWith('{')) {
      const piece = classPiece(part.slice(1, -1));
      if (anchor === undefined && piece.kind === 'class') lead += piece.max;
      pieces.push(piece);
    } else {
      pieces.push({ kind: 'text', text });
      if (marked || (anchor === undefined && lead === 0)) anchor = text;
      else if (anchor === undefined) lead += text.length;
    }
  }
  return { anchor: anchor ?? '', lead: anchor === undefined ? 0 : lead, pieces };
}

function classPiece(source: string): Piece {
  const table = CLASSES[source[0] ?? ''];
  const range = /^(\d+)(?:(\+)|-(\d+))?$/.exec(source.slice(1));
  if (table === undefined || range === null) throw new Error(`bad piece {${source}} in a token format`);
  const min = Number(range[1]);
  const max = range[2] === '+' ? OPEN_END : Number(range[3] ?? range[1]);
  return { kind: 'class', members: table, min, max };
}

/** Where the pattern ends that begins at `start`, or -1. Takes as much as it can and never goes back. `fold`: letter case does not matter. */
export function matchAt(pattern: Pattern, text: string, start: number, fold = false): number {
  let i = start;
  for (const piece of pattern.pieces) {
    if (piece.kind === 'text') {
      if (!(fold ? sameFolded(text, i, piece.text) : text.startsWith(piece.text, i))) return -1;
      i += piece.text.length;
      continue;
    }
    const limit = Math.min(text.length, i + piece.max);
    const from = i;
    while (i < limit && isMember(piece.members, text.charCodeAt(i), fold)) i++;
    if (i - from < piece.min) return -1;
  }
  return i;
}

function isMember(table: Uint8Array, code: number, fold: boolean): boolean {
  if (code >= 128) return false;
  if (table[code] === 1) return true;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return fold && isLetter && table[code ^ 32] === 1;
}

function sameFolded(text: string, from: number, wanted: string): boolean {
  return text.slice(from, from + wanted.length).toLowerCase() === wanted.toLowerCase();
}
