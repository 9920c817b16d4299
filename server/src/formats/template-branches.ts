import type { Span } from '../text/span.ts';

/** What opens a branch or a loop in Jinja, Twig, Liquid (`{% if %}`), Go and Handlebars (`{{ if }}`, `{{#each}}`) and ERB (`<% if %>`). */
const OPENS =
  /^[-~+]?\s*(?:#?(?:if|unless|for|case|range|with|each|while|macro)\b|[^=].*\bdo\s*(?:\|[^|]*\|)?\s*[-~+]?$)/;
const CLOSES = /^[-~+]?\s*(?:end\w*\b|\/(?:if|unless|for|each|with)\b)/;
/** What begins another part of the same branch. */
const PARTS = /^[-~+]?\s*(?:else?\s?if|elif|elsif|else|when|empty)\b/;
/** The start of a tag says what it is. */
const LONGEST_TAG = 300;

/** Collects the parts of a template that another tool writes, leaves out or repeats: between `{% if %}` and `{% endif %}`. */
export class Branches {
  readonly spans: Span[] = [];
  readonly #open: number[] = [];

  /** Takes in the tag at a place; `inner` is what stands between its marks. */
  add(span: Span, inner: string): void {
    const text = inner.slice(0, LONGEST_TAG);
    if (CLOSES.test(text)) {
      const start = this.#open.pop();
      if (start !== undefined && this.#open.length === 0) this.spans.push({ start, end: span.end });
    } else if (OPENS.test(text)) this.#open.push(span.start);
  }

  /** At the end of the text: what is still open is open to the end. */
  finish(end: number): void {
    const [start] = this.#open;
    if (start !== undefined) this.spans.push({ start, end });
    this.#open.length = 0;
  }
}

/** A tag by its first two characters and what ends it; `{#` is a comment. */
const ENDS: Readonly<Record<string, string>> = { '{%': '%}', '{{': '}}', '{#': '#}', '<%': '%>' };

/** The branches of a text of any format, for readers that do not look for tags themselves. Linear. */
export function branchesIn(text: string): readonly Span[] {
  const branches = new Branches();
  eachTag(text, (span, inner) => branches.add(span, inner));
  branches.finish(text.length);
  return branches.spans;
}

/** From a tag to the next one: the tag whose part of a branch this is, and whether it or one around it is wanted. */
export interface BranchPart {
  readonly from: number;
  /** Where the nearest tag begins that opens this part; `undefined` outside all branches. */
  readonly tag: number | undefined;
  readonly isWanted: boolean;
}

/**
 * What each stretch of a text depends on, in order. An `else` depends on the conditions before it, an inner branch on those around it.
 * Linear.
 * @param isWanted asked once for each tag, by what stands between its marks
 */
export function branchParts(text: string, isWanted: (inner: string) => boolean): readonly BranchPart[] {
  const parts: BranchPart[] = [];
  const open: Omit<BranchPart, 'from'>[] = [];
  eachTag(text, ({ start, end }, inner) => {
    const said = inner.slice(0, LONGEST_TAG);
    if (CLOSES.test(said)) open.pop();
    else if (PARTS.test(said)) {
      const before = open.pop();
      if (before !== undefined) open.push({ tag: start, isWanted: before.isWanted || isWanted(said) });
    } else if (OPENS.test(said)) open.push({ tag: start, isWanted: open.at(-1)?.isWanted === true || isWanted(said) });
    else return;
    parts.push({ from: end, tag: undefined, isWanted: false, ...open.at(-1) });
  });
  return parts;
}

/** The part an offset lies in. */
export function partAt(parts: readonly BranchPart[], offset: number): BranchPart | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle] as BranchPart).from <= offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

function eachTag(text: string, take: (span: Span, inner: string) => void): void {
  const tags = /\{[%{#]|<%/g;
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const inside = tag.index + 2;
    const end = text.indexOf(ENDS[tag[0]] ?? '', inside);
    // a tag that is still being typed: nothing behind it is known
    if (end < 0) break;
    if (tag[0] !== '{#')
      take({ start: tag.index, end: end + 2 }, text.slice(inside, Math.min(end, inside + LONGEST_TAG)));
    tags.lastIndex = end + 2;
  }
}

/** The branch around an offset. */
export function branchAt(branches: readonly Span[], offset: number): Span | undefined {
  const next = branches[firstEndingBehind(branches, offset)];
  return next !== undefined && next.start <= offset ? next : undefined;
}

/** Of spans in order and apart, the first that ends behind an offset. */
export function firstEndingBehind(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
