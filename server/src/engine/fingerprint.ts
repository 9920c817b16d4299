import type { ReadFile } from '../formats/format.ts';
import type { Span } from '../text/span.ts';

/** 64 bits of FNV-1a as 16 hex digits: stable, not a secret-keeping hash (values never go in, only names). */
export function hashNames(names: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (const name of names) {
    for (let i = 0; i <= name.length; i++) {
      const code = i < name.length ? name.charCodeAt(i) : 0x1f;
      low = Math.imul(low ^ (code & 0xff), 0x01000193);
      high = Math.imul(high ^ (code + 0x5f), 0x01000193) ^ (low >>> 13);
    }
  }
  return hex(low) + hex(high);
}

/** 32 bits as 8 digits. */
function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** The elements of one file as a tree: who is inside whom, found once in linear time. */
export class ElementTree {
  readonly #file: ReadFile;
  /** By element: the index of the nearest element around it, or -1. */
  readonly #parents: readonly number[];

  constructor(file: ReadFile) {
    this.#file = file;
    const open: number[] = [];
    this.#parents = file.elements.map((element, index) => {
      for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
        if ((file.elements[last]?.end ?? 0) >= element.end) break;
        open.pop();
      }
      const parent = open.at(-1) ?? -1;
      open.push(index);
      return parent;
    });
  }

  /** The element around one, by its number in the file. */
  parentOf(index: number): Span | undefined {
    return this.#file.elements[this.#parents[index] ?? -1];
  }

  /** The elements around those that start at an offset. */
  parentsAt(offset: number): readonly (Span | undefined)[] {
    const found: (Span | undefined)[] = [];
    for (let index = this.#lastBefore(offset); this.#file.elements[index]?.start === offset; index--)
      found.push(this.parentOf(index));
    return found;
  }

  /** The elements around an offset that start before it, innermost first: linear in the depth. */
  *around(offset: number): Generator<Span> {
    const { elements } = this.#file;
    for (let index = this.#lastBefore(offset - 1); index >= 0; index = this.#parents[index] ?? -1) {
      const element = elements[index];
      if (element !== undefined && element.end >= offset) yield element;
    }
  }

  /** The names of the elements around a span, outer first: what stays the same when lines are added elsewhere. Values are cut off. */
  owningPath(place: Span): readonly string[] {
    const { elements, text } = this.#file;
    const names: string[] = [];
    for (let index = this.#lastBefore(place.start); index >= 0; index = this.#parents[index] ?? -1) {
      const element = elements[index];
      if (element !== undefined && element.end >= place.end)
        names.push(this.#file.names?.get(element) ?? headOf(text, element));
    }
    return names.reverse();
  }

  /** The last element that starts at or before an offset. */
  #lastBefore(offset: number): number {
    const { elements } = this.#file;
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((elements[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function headOf(text: string, element: Span): string {
  const limit = Math.min(element.end, element.start + 120);
  let end = element.start;
  while (end < limit) {
    const char = text[end];
    if (char === '=' || char === ':' || char === '\n' || char === '{' || char === ';') break;
    end++;
  }
  return text.slice(element.start, end).trim();
}
