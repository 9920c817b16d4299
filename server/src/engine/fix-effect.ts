import type { Finding } from '../finding/finding.ts';
import { SEVERITIES } from '../finding/severity.ts';
import type { ReadFile } from '../formats/format.ts';
import type { TextEdit } from '../text/edit.ts';
import { grouped } from '../text/grouped.ts';
import type { Span } from '../text/span.ts';
import { ElementTree } from './fingerprint.ts';

/** Where the offsets of a text are after disjoint edits. */
export class Moved {
  readonly #edits: readonly TextEdit[];
  /** By edit: how much longer the text before it has become. */
  readonly #shifts: readonly number[];
  readonly #total: number;

  constructor(edits: readonly TextEdit[]) {
    this.#edits = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    let total = 0;
    this.#shifts = this.#edits.map(({ span, newText }) => {
      const before = total;
      total += newText.length - (span.end - span.start);
      return before;
    });
    this.#total = total;
  }

  /** Whether an edit replaces or deletes the character at an offset. */
  isReplaced(offset: number): boolean {
    const { span } = this.#edits[this.#first(offset)] ?? {};
    return span !== undefined && span.start <= offset && offset < span.end;
  }

  /** Whether an edit lies in a span or at its ends. */
  touches({ start, end }: Span): boolean {
    const edit = this.#edits[this.#first(start)];
    return edit !== undefined && edit.span.start <= end;
  }

  /** Whether an offset of the text after ends something inside of what was written. */
  endsInNew(offset: number): boolean {
    return this.#edits.some(({ span, newText }, index) => {
      const start = span.start + this.#shift(index);
      return start < offset && offset <= start + newText.length;
    });
  }

  /** An offset before and behind what is inserted there; inside of what is replaced: the ends of what replaces it. */
  of(offset: number): Span {
    const index = this.#first(offset);
    let last = index;
    while ((this.#edits[last]?.span.start ?? Number.POSITIVE_INFINITY) <= offset) last++;
    if (last === index) return { start: offset + this.#shift(index), end: offset + this.#shift(index) };
    const first = this.#edits[index]?.span.start ?? offset;
    const behind = Math.max(offset, this.#edits[last - 1]?.span.end ?? offset);
    return { start: Math.min(first, offset) + this.#shift(index), end: behind + this.#shift(last) };
  }

  #shift(index: number): number {
    return this.#shifts[index] ?? this.#total;
  }

  /** The first edit that ends at or behind an offset. */
  #first(offset: number): number {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edits[middle]?.span.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The findings of one file before and after a change. */
export interface FindingChange {
  readonly added: readonly Finding[];
  /** Those that became more severe. */
  readonly worse: readonly Finding[];
  /** Those of before that are still there. */
  readonly left: ReadonlySet<Finding>;
}

/**
 * Which findings of a file came and which stayed: the same rule at the same place of the text or of the same name, each counted once.
 * Exact places go before names, so that of two findings with equal names the right one is told gone.
 */
export function findingChange(
  before: readonly Finding[],
  after: readonly Finding[],
  moved: Moved | undefined,
): FindingChange {
  const left = new Set<Finding>();
  const matched = new Map<Finding, Finding>();
  const pair = (keyOld: (finding: Finding) => string, keyNew: (finding: Finding) => string) => {
    const waiting = grouped(
      before.filter((finding) => !left.has(finding)),
      keyOld,
    );
    for (const finding of after) {
      const old = matched.has(finding) ? undefined : waiting.get(keyNew(finding))?.shift();
      if (old === undefined) continue;
      left.add(old);
      matched.set(finding, old);
    }
  };
  const startOf = (offset: number) => moved?.of(offset).end ?? offset;
  const firstOf = (offset: number) => moved?.of(offset).start ?? offset;
  const endOf = (offset: number) => moved?.of(offset).start ?? offset;
  pair(
    ({ rule, span, message }) => `${rule} ${startOf(span.start)} ${endOf(span.end)} ${message}`,
    ({ rule, span, message }) => `${rule} ${span.start} ${span.end} ${message}`,
  );
  pair(
    ({ rule, span }) => `${rule} ${startOf(span.start)}`,
    ({ rule, span }) => `${rule} ${span.start}`,
  );
  pair(
    ({ rule, span }) => `${rule} ${firstOf(span.start)}`,
    ({ rule, span }) => `${rule} ${span.start}`,
  );
  const byName = ({ rule, fingerprint }: Finding) => `${rule} ${fingerprint}`;
  pair(byName, byName);
  const added = after.filter((finding) => !matched.has(finding));
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const worse = [...matched].filter(([now, old]) => rank(now) < rank(old)).map(([now]) => now);
  return { added, worse, left };
}

/**
 * The first place outside the edits where a text is read as something else than before: an element (entry, service, block, table) that is
 * no longer one, ends elsewhere or stands in another one. Linear in both texts.
 * @returns its offset in the text before, or `undefined` when everything else is read as it was.
 */
export function otherwiseRead(before: ReadFile, after: ReadFile, moved: Moved): number | undefined {
  const now = new Map<number, number[]>();
  for (const { start, end } of after.elements) {
    const known = now.get(start);
    if (known === undefined) now.set(start, [end]);
    else known.push(end);
  }
  const oldTree = new ElementTree(before);
  const newTree = new ElementTree(after);
  for (const [index, element] of before.elements.entries()) {
    if (moved.isReplaced(element.start)) continue;
    const { start, end } = moved.of(element.start);
    const place = now.has(end) ? end : now.has(start) ? start : undefined;
    if (place === undefined) return element.start;
    if (!moved.touches(element) && !endsAsBefore(now.get(place), moved.of(element.end).start, moved))
      return element.start;
    const parent = oldTree.parentOf(index);
    if (parent !== undefined && moved.isReplaced(parent.start)) continue;
    const parents = new Set(newTree.parentsAt(place).map((one) => one?.start));
    const wanted = parent === undefined ? [undefined] : Object.values(moved.of(parent.start));
    if (!wanted.some((one) => parents.has(one))) return element.start;
  }
  return undefined;
}

/** What is written behind the comments at its end may still belong to an element. */
function endsAsBefore(ends: readonly number[] | undefined, end: number, moved: Moved): boolean {
  return ends?.some((one) => one === end || (one > end && moved.endsInNew(one))) === true;
}
