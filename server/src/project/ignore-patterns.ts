/**
 * One pattern of a `.gitignore` or of the settings, as https://git-scm.com/docs/gitignore reads it. Matched without a regular expression:
 * pattern × path steps at worst, whatever stands in it.
 */
interface Pattern {
  /** A `!` in front: takes back what an earlier pattern ignores. */
  readonly negated: boolean;
  /** A `/` behind: folders only. */
  readonly foldersOnly: boolean;
  /** A `/` in front or within: from the folder of the file on; else any folder below. */
  readonly anchored: boolean;
  readonly segments: readonly Segment[];
}

/** `any`: `**`, any number of folders. `plain`: the text without escapes. */
type Segment =
  | { readonly kind: 'any' }
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'glob'; readonly tokens: readonly Token[] };

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'one' }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

const ANY: Segment = { kind: 'any' };

/** Patterns in the order of a file: the last one that matches decides. Letters of both cases are the same, as on most people's disks. */
export class IgnorePatterns {
  readonly #patterns: readonly Pattern[];
  /** What is said of folders, by their paths: every path below one asks again. */
  readonly #folders = new Map<string, boolean | undefined>();

  constructor(lines: readonly string[]) {
    this.#patterns = lines.map(readPattern).filter((pattern) => pattern !== undefined);
  }

  /**
   * Whether a path, relative to the folder of the patterns, is ignored; `undefined` when no pattern says anything. A path of a folder ends
   * with `/`. What lies in an ignored folder is ignored and cannot be taken back.
   */
  verdict(path: string): boolean | undefined {
    if (this.#patterns.length === 0) return undefined;
    const isFolder = path.endsWith('/');
    const names = (isFolder ? path.slice(0, -1) : path).toLowerCase().split('/');
    for (let i = 1; i < names.length; i++) if (this.#ofFolder(names, i) === true) return true;
    return isFolder ? this.#ofFolder(names, names.length) : this.#ofNames(names, names.length, false);
  }

  #ofFolder(names: readonly string[], count: number): boolean | undefined {
    const key = names.slice(0, count).join('/');
    if (!this.#folders.has(key)) this.#folders.set(key, this.#ofNames(names, count, true));
    return this.#folders.get(key);
  }

  #ofNames(names: readonly string[], count: number, isFolder: boolean): boolean | undefined {
    for (let i = this.#patterns.length - 1; i >= 0; i--) {
      const pattern = this.#patterns[i];
      if (pattern !== undefined && matches(pattern, names, count, isFolder)) return !pattern.negated;
    }
    return undefined;
  }
}

function readPattern(line: string): Pattern | undefined {
  let text = withoutBlanksBehind(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return undefined;
  const segments: Segment[] = anchored ? [] : [ANY];
  for (const name of text.toLowerCase().split('/')) {
    const segment = name === '**' ? ANY : readSegment(name);
    if (segment === undefined) return undefined;
    if (segment !== ANY || segments.at(-1) !== ANY) segments.push(segment);
  }
  return { negated, foldersOnly, anchored, segments };
}

/** Blanks at the end do not count unless a backslash stands in front of them. */
function withoutBlanksBehind(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end -= 1;
  let backslashes = 0;
  while (end - backslashes > 0 && line[end - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1 && end < line.length ? line.slice(0, end + 1) : line.slice(0, end);
}

/** `undefined`: it can match nothing, as a backslash at the end. */
function readSegment(name: string): Segment | undefined {
  if (!/[*?[\\]/.test(name)) return { kind: 'plain', text: name };
  const tokens: Token[] = [];
  for (let i = 0; i < name.length; i++) {
    const char = name[i] ?? '';
    const set = char === '[' ? readSet(name, i) : undefined;
    if (set !== undefined) {
      tokens.push(set.token);
      i = set.end;
    } else if (char === '\\') {
      if (i + 1 === name.length) return undefined;
      tokens.push({ kind: 'char', char: name[++i] ?? '' });
    } else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else tokens.push(char === '?' ? { kind: 'one' } : { kind: 'char', char });
  }
  return { kind: 'glob', tokens };
}

/** `[a-z]`, `[!a-z]`; `undefined` when no bracket closes it. */
function readSet(name: string, open: number): { readonly token: Token; readonly end: number } | undefined {
  const negated = name[open + 1] === '!' || name[open + 1] === '^';
  const from = open + (negated ? 2 : 1);
  const end = name.indexOf(']', from + 1);
  if (end < 0) return undefined;
  const ranges: [string, string][] = [];
  for (let i = from; i < end; i++) {
    if (name[i] === '\\' && i + 1 < end) i += 1;
    const first = name[i] ?? '';
    const isRange = name[i + 1] === '-' && i + 2 < end;
    ranges.push([first, isRange ? (name[i + 2] ?? '') : first]);
    if (isRange) i += 2;
  }
  return { token: { kind: 'set', negated, ranges }, end };
}

/** Greedy with one restart point at the last `**`: never exponential. */
function matches(
  { segments, foldersOnly }: Pattern,
  names: readonly string[],
  count: number,
  isFolder: boolean,
): boolean {
  if (foldersOnly && !isFolder) return false;
  let s = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < count) {
    const segment = segments[s];
    if (segment?.kind === 'any') {
      // `a/**` is what lies in `a`, not `a`.
      if (s === segments.length - 1) return true;
      star = s++;
      retry = n;
    } else if (segment !== undefined && matchesName(segment, names[n] ?? '')) {
      s += 1;
      n += 1;
    } else if (star >= 0) {
      s = star + 1;
      n = ++retry;
    } else return false;
  }
  return s === segments.length;
}

function matchesName(segment: Exclude<Segment, { kind: 'any' }>, name: string): boolean {
  if (segment.kind === 'plain') return segment.text === name;
  const { tokens } = segment;
  let t = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < name.length) {
    const token = tokens[t];
    if (token?.kind === 'star') {
      star = t++;
      retry = n;
    } else if (token !== undefined && matchesChar(token, name[n] ?? '')) {
      t += 1;
      n += 1;
    } else if (star >= 0) {
      t = star + 1;
      n = ++retry;
    } else return false;
  }
  while (tokens[t]?.kind === 'star') t += 1;
  return t === tokens.length;
}

function matchesChar(token: Exclude<Token, { kind: 'star' }>, char: string): boolean {
  if (token.kind === 'one') return true;
  if (token.kind === 'char') return token.char === char;
  return token.ranges.some(([first, last]) => char >= first && char <= last) !== token.negated;
}
