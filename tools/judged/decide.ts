/** Every verdict with what became of its place, and whether that is what the reader wanted. */
import { isMet } from './expect.ts';
import { foldingOf } from './folding.ts';
import { type Fate, fatesOf } from './match.ts';
import { fileKey, type Place } from './places.ts';
import { type Scan, todayOf } from './scan.ts';
import type { Verdict } from './verdicts.ts';

export interface Decided {
  readonly verdict: Verdict;
  readonly fate: Fate;
  /** `undefined`: only a reader can tell. */
  readonly met: boolean | undefined;
}

/**
 * @param places where the verdicts' findings stood; a verdict without one is placed at the start of its line.
 * @returns one a verdict, in their order.
 */
export function decide(
  verdicts: readonly Verdict[],
  places: readonly Place[],
  scan: Scan,
  successors: Readonly<Record<string, readonly string[]>>,
): readonly Decided[] {
  const known = new Set(places.flatMap(({ ids }) => ids));
  const all = [...places, ...verdicts.filter(({ id }) => !known.has(id)).map(placeOf)];
  const today = todayOf(scan, successors);
  const fates = fatesOf(all, today);
  const folding = foldingOf(scan.findings);
  const before = Map.groupBy(all, (place) => `${place.commit} ${fileKey(place)}`);
  return verdicts.map((verdict) => {
    const fate = fates.get(verdict.id);
    if (fate === undefined) throw new Error(`no place for verdict ${verdict.id}`);
    const ofRule = today.of(verdict.rule, verdict.file);
    const count = before.get(`${fate.place.commit} ${fileKey(verdict)}`)?.length ?? 0;
    return { verdict, fate, met: isMet(verdict.expect, fate, { folding, ofRule, before: count }) };
  });
}

/** Not remembered: its line must do. */
function placeOf({ id, rule, file, line }: Verdict): Place {
  return { ids: [id], rule, file, line, column: 1, fingerprint: '', commit: '' };
}
