import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../server/src/rules/contract.ts';
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
  return isMet(expectation, fate, { folding: new Folding(ofRule), ofRule, before });
}

function ofSeverity(severity: Severity): Fate {
  return there(corpusFinding({ line: 3, finding: { severity } }));
}

/** A pair under one entry: the first is it. */
function pair(owner: readonly string[]): readonly [CorpusFinding, CorpusFinding] {
  return [
    corpusFinding({ line: 1, owner, finding: { severity: 'high', group: 'g' } }),
    corpusFinding({ line: 3, owner: web, finding: { severity: 'low', group: 'g' } }),
  ];
}

describe('what readers wanted', () => {
  it('keeps no count of what only a reader can tell', () => {
    expect(met('reader', ofSeverity('low'))).toBeUndefined();
    expect(met('left out', { state: 'gone', place: here })).toBeUndefined();
  });

  it('kept: there, moved, named or folded, but not gone', () => {
    const [entry, member] = pair(web);
    expect(met('kept', there(member), [entry, member])).toBe(true);
    expect(met('kept', { state: 'moved', at: entry, place: here, sharedWith: 0 })).toBe(true);
    expect(met('kept', { state: 'named', at: entry, place: here, owner: web })).toBe(true);
    expect(met('kept', { state: 'gone', place: here })).toBe(false);
  });

  it('gone: under a greater finding of its service, not under an equal one of another', () => {
    const onIt = pair(web);
    const elsewhere = pair(['services', 'db']);
    expect(met('gone', { state: 'gone', place: here })).toBe(true);
    expect(met('gone', ofSeverity('low'))).toBe(false);
    expect(met('gone', there(onIt[1]), onIt)).toBe(true);
    expect(met('gone', there(onIt[0]), onIt)).toBe(false);
    expect(met('gone', there(elsewhere[1]), elsewhere)).toBe(false);
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
    expect(both.map((one) => met('folded', there(one), both))).toEqual([true, true]);
    const alone = corpusFinding({ line: 3 });
    const other = corpusFinding({ line: 9 });
    expect(met('folded', there(alone), [alone, other], 2)).toBe(false);
    expect(met('folded', there(alone), [alone], 2)).toBe(true);
    expect(met('folded', { state: 'moved', at: alone, place: here, sharedWith: 1 }, [alone, other], 2)).toBe(true);
    expect(met('folded', { state: 'named', at: alone, place: here, owner: web }, [alone, other], 2)).toBe(true);
  });
});

describe('an entry', () => {
  it('has the place of the first of the highest severity', () => {
    const first = corpusFinding({ line: 1, finding: { severity: 'low', group: 'g' } });
    const second = corpusFinding({ line: 2, finding: { severity: 'high', group: 'g' } });
    const third = corpusFinding({ line: 3, finding: { severity: 'high', group: 'g' } });
    const folding = new Folding([first, second, third]);
    expect([first, second, third].map((one) => folding.entryOf(one).line)).toEqual([2, 2, 2]);
    expect([first, second, third].map((one) => folding.isFolded(one))).toEqual([true, false, true]);
  });

  it('is not shared between files, nor by findings without a group', () => {
    const one = corpusFinding({ file: 'one__app/a.yaml', finding: { group: 'g' } });
    const other = corpusFinding({ file: 'one__app/b.yaml', finding: { group: 'g' } });
    const lone = [corpusFinding({ line: 1 }), corpusFinding({ line: 2 })];
    const folding = new Folding([one, other, ...lone]);
    expect([one, other, ...lone].some((finding) => folding.isFolded(finding))).toBe(false);
  });
});
