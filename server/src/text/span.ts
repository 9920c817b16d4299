/** A half-open range of UTF-16 code units in one text: `start` is in, `end` is out. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` to `end`. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** The empty span at `offset`: where an insertion goes. */
export function at(offset: number): Span {
  return { start: offset, end: offset };
}

/** Whether `inner` lies within `outer` (equal spans do). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The text a span covers. */
export function slice(text: string, range: Span): string {
  return text.slice(range.start, range.end);
}

/** The smallest span that covers both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
