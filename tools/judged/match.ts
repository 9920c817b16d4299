/**
 * Finds judged places among today's findings: by rule, file and owner. The corpus never changes, so a line still means what it meant;
 * findings may move (to the place to edit, to the first of several), be merged into one, or go.
 */
import type { CorpusFinding, CorpusPlace } from '../corpus-scan.ts';
import { fileKey, type Place } from './places.ts';

/** What became of a judged finding. */
export type Fate =
  /** Where it was, or the same by its fingerprint. */
  | { readonly state: 'there'; readonly at: CorpusFinding; readonly place: Place }
  /** A finding of the rule that was not there before, on the same owner. `sharedWith`: other places that came to it. */
  | { readonly state: 'moved'; readonly at: CorpusFinding; readonly place: Place; readonly sharedWith: number }
  /** Another finding of the rule names its line among its further places; `owner`: what stands around the line. */
  | { readonly state: 'named'; readonly at: CorpusFinding; readonly place: Place; readonly owner: readonly string[] }
  | { readonly state: 'gone'; readonly place: Place };

/** What today's scan found, as matching asks for it. */
export interface Today {
  /** The findings of a rule and of the rules that took its work over, in a file. */
  of(rule: string, file: string): readonly CorpusFinding[];
  /** The finding of the rule that names a place of a file. */
  naming(rule: string, place: CorpusPlace): CorpusFinding | undefined;
  /** What stands around a place. */
  ownerAt(file: string, line: number, column: number): readonly string[];
}

/** The fate of every place, by the ids of its verdicts. */
export function fatesOf(places: readonly Place[], today: Today): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const group of Map.groupBy(places, (place) => `${place.commit} ${fileKey(place)}`).values()) {
    for (const fate of fatesOfGroup(group, today)) for (const id of fate.place.ids) fates.set(id, fate);
  }
  return fates;
}

type Same = (place: Place, one: CorpusFinding) => boolean;

const sameLine: Same = (place, one) => place.line === one.line;
const sameName: Same = (place, one) => place.fingerprint === one.finding.fingerprint;

/** How surely a finding is the one that was judged, the surest first. */
const SAME: readonly Same[] = [
  (place, one) => sameLine(place, one) && sameName(place, one),
  (place, one) => sameLine(place, one) && place.column === one.column,
  sameLine,
  sameName,
];

/** The places of one rule in one file at one commit. */
function fatesOfGroup(places: readonly Place[], today: Today): readonly Fate[] {
  const [first] = places;
  if (first === undefined) return [];
  const free = new Set(today.of(first.rule, first.file));
  const found = new Map<Place, CorpusFinding>();
  for (const same of SAME) {
    for (const place of places) {
      if (found.has(place)) continue;
      const one = [...free].find((candidate) => same(place, candidate));
      if (one === undefined) continue;
      found.set(place, one);
      free.delete(one);
    }
  }
  const moved = new Map<Place, CorpusFinding>();
  for (const place of places) {
    if (found.has(place)) continue;
    const one = nearest(ownerOf(place, today), [...free]);
    if (one !== undefined) moved.set(place, one);
  }
  const comers = [...moved.values()];
  return places.map((place): Fate => {
    const there = found.get(place);
    if (there !== undefined) return { state: 'there', at: there, place };
    const namer = today.naming(place.rule, place);
    if (namer !== undefined) return { state: 'named', at: namer, place, owner: ownerOf(place, today) };
    const at = moved.get(place);
    if (at === undefined) return { state: 'gone', place };
    return { state: 'moved', at, place, sharedWith: comers.filter((one) => one === at).length - 1 };
  });
}

function ownerOf({ file, line, column }: Place, today: Today): readonly string[] {
  return today.ownerAt(file, line, column);
}

/** The candidate that shares most names with an owner, of those that stand on it, in it or around it. */
function nearest(owner: readonly string[], candidates: readonly CorpusFinding[]): CorpusFinding | undefined {
  const related = candidates.filter((one) => isSameOwner(owner, one.owner));
  return related.sort((a, b) => commonNames(owner, b.owner) - commonNames(owner, a.owner))[0];
}

/**
 * Whether two places belong to one service, one block of nginx, one table of TOML or one key, or one is inside the other.
 * @param a names around the one place, outer first; @param b of the other.
 */
export function isSameOwner(a: readonly string[], b: readonly string[]): boolean {
  const common = commonNames(a, b);
  if (common === a.length || common === b.length) return true;
  return common >= Math.min(unitDepth(a), unitDepth(b));
}

/** How many of an owner's names say which thing it is; those behind them say which setting of it. */
function unitDepth(owner: readonly string[]): number {
  const outer = owner[0] ?? '';
  if (SECTION.test(outer)) return 2;
  if (outer.startsWith('[') || outer.startsWith('x-')) return 1;
  return Math.max(1, owner.findLastIndex((name) => BLOCK.test(name)) + 1);
}

/** nginx blocks, as the reader names them. */
const BLOCK = /^(?:http|stream|mail|events|server|location|upstream|if|limit_except|map|geo|types)\b/;

/** Compose sections whose entries are things of their own. */
const SECTION = /^(?:services|volumes|networks|secrets|configs|include)$/;

function commonNames(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}
