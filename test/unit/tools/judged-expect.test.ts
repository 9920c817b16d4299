import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../server/src/finding/severity.ts';
import type { CorpusFinding } from '../../../tools/corpus-scan.ts';
import { isMet } from '../../../tools/judged/expect.ts';
import { Folding } from '../../../tools/judged/folding.ts';
import type { Fate } from '../../../tools/judged/match.ts';
import type { Expectation } from '../../../tools/judged/verdicts.ts';
import { corpusFinding, place } from './corpus-finding.ts';

const here = place({ line: 3 });
const web = ['services', 'web'];
const there = (at: CorpusFinding): Fate => ({ state: 'there', at, place: here });

function met(expectation: Expectation, fate: Fate, ofRule: readonly CorpusFinding[] = [], before = 1) {
  return isMet(expectation, fate, { folding: new Folding([]), ofRule, before });
}

/** The same where a pair is one entry. */
function metInside(
  expectation: Expectation,
  at: CorpusFinding,
  [lead, member]: readonly [CorpusFinding, CorpusFinding],
  reason = 'same-advice',
) {
  const folding = new Folding([{ lead, further: [{ finding: member, reason }] }]);
  return isMet(expectation, there(at), { folding, ofRule: [lead, member], before: 2 });
}

function ofSeverity(severity: Severity): Fate {
  return there(corpusFinding({ line: 3, finding: { severity } }));
}

/** A pair of one entry, the lead first. */
function pair(owner: readonly string[]): readonly [CorpusFinding, CorpusFinding] {
  return [
    corpusFinding({ line: 1, owner, finding: { severity: 'high' } }),
    corpusFinding({ line: 3, owner: web, finding: { severity: 'low' } }),
  ];
}

describe('what readers wanted', () => {
  it('keeps no count of what only a reader can tell', () => {
    expect(met('reader', ofSeverity('low'))).toBeUndefined();
    expect(met('left out', { state: 'gone', place: here })).toBeUndefined();
  });

  it('kept: there, moved, named or folded, but not gone', () => {
    const [entry, member] = pair(web);
    expect(metInside('kept', member, [entry, member])).toBe(true);
    expect(met('kept', { state: 'moved', at: entry, place: here, sharedWith: 0 })).toBe(true);
    expect(met('kept', { state: 'named', at: entry, place: here, owner: web })).toBe(true);
    expect(met('kept', { state: 'gone', place: here })).toBe(false);
  });

  it('gone: under a greater finding of its service, not under an equal one of another', () => {
    const onIt = pair(web);
    const elsewhere = pair(['services', 'db']);
    expect(met('gone', { state: 'gone', place: here })).toBe(true);
    expect(met('gone', ofSeverity('low'))).toBe(false);
    expect(metInside('gone', onIt[1], onIt)).toBe(true);
    expect(metInside('gone', onIt[0], onIt)).toBe(false);
    expect(metInside('gone', elsewhere[1], elsewhere)).toBe(false);
    expect(metInside('gone', elsewhere[1], elsewhere, 'lesser')).toBe(true);
    expect(met('gone', { state: 'named', at: elsewhere[0], place: here, owner: web })).toBe(false);
  });

  it('at most: the severity, or nothing at all', () => {
    expect((['low', 'medium', 'high'] as const).map((severity) => met('at most medium', ofSeverity(severity)))).toEqual(
      [true, true, false],
    );
    expect(met('at most low', ofSeverity('medium'))).toBe(false);
    expect(met('at most low', { state: 'gone', place: here })).toBe(true);
  });

  it('folded: part of an entry with others, whichever of them is shown', () => {
    const both = pair(['services', 'db']);
    expect(both.map((one) => metInside('folded', one, both))).toEqual([true, true]);
    const alone = corpusFinding({ line: 3 });
    const other = corpusFinding({ line: 9 });
    expect(met('folded', there(alone), [alone, other], 2)).toBe(false);
    expect(met('folded', there(alone), [alone], 2)).toBe(true);
    expect(met('folded', { state: 'moved', at: alone, place: here, sharedWith: 1 }, [alone, other], 2)).toBe(true);
    expect(met('folded', { state: 'named', at: alone, place: here, owner: web }, [alone, other], 2)).toBe(true);
  });
});

describe('an entry', () => {
  it('is found from each of its members; what is in none stands alone', () => {
    const [lead, member] = pair(web);
    const lone = corpusFinding({ line: 8 });
    const folding = new Folding([{ lead, further: [{ finding: member, reason: 'same-advice' }] }]);
    expect([lead, member, lone].map((one) => folding.leadOf(one))).toEqual([lead, lead, lone]);
    expect([lead, member, lone].map((one) => folding.isFolded(one))).toEqual([false, true, false]);
    expect([lead, member, lone].map((one) => folding.sizeOf(one))).toEqual([2, 2, 1]);
  });
});
