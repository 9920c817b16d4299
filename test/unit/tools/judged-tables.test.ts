import { describe, expect, it } from 'vitest';
import type { Decided } from '../../../tools/judged/decide.ts';
import { adviceOf, quantile } from '../../../tools/judged/entries.ts';
import { readAndKept } from '../../../tools/judged/evidence.ts';
import { belowMinimum } from '../../../tools/judged/exceptions.ts';
import { remember } from '../../../tools/judged/places.ts';
import { keptLines } from '../../../tools/judged/print.ts';
import { answerTo, parseNotes } from '../../../tools/judged/recall.ts';
import { parseVerdicts, uniqueIds, type Verdict } from '../../../tools/judged/verdicts.ts';
import { corpusFinding, place } from './corpus-finding.ts';

const FILE = 'one__app/compose.yaml';
const HEADER = 'id\tverdict\trule\tpath:line\texpect\twanted\treason';

function table(...rows: readonly string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

describe('tables of verdicts', () => {
  it('are read by their columns; an empty expectation follows from the verdict', () => {
    const [kept, other] = parseVerdicts(
      table(`A1\tTRUE\tcompose/root-user\tcorpus/${FILE}:3\t\t\t"quoted`, `A2\tFALSE\tenv/x\tcorpus/a:1\t\t\t`),
      't',
    );
    expect(kept).toEqual({ id: 'A1', verdict: 'TRUE', rule: 'compose/root-user', file: FILE, line: 3, expect: 'kept' });
    expect(other?.expect).toBe('reader');
  });

  it('are refused with a place or an expectation that is none', () => {
    expect(() => parseVerdicts(table('A1\tTRUE\tenv/x\t/etc/passwd:1\tkept\t\t'), 't')).toThrow('not a place');
    expect(() => parseVerdicts(table('A1\tTRUE\tenv/x\tcorpus/a:1\tkeep\t\t'), 't')).toThrow('t: row A1');
  });

  it('of two readers of one sample are told apart, a name used twice is refused', () => {
    const verdict: Verdict = { id: 'f1', verdict: 'TRUE', rule: 'env/x', file: FILE, line: 3, expect: 'kept' };
    const ids = uniqueIds([
      { name: 'a.tsv', verdicts: [verdict] },
      { name: 'b.tsv', verdicts: [{ ...verdict, verdict: 'FALSE' }] },
    ]).map(({ id }) => id);
    expect(ids).toEqual(['f1', 'f1@b']);
    expect(() =>
      uniqueIds([
        { name: 'a.tsv', verdicts: [verdict] },
        { name: 'b.tsv', verdicts: [{ ...verdict, line: 4 }] },
      ]),
    ).toThrow('another place');
  });

  it('says how many findings of a table its reader kept', () => {
    const rows = ['A1\tTRUE', 'A2\tFALSE', 'A3\tARGUABLE'].map((row) => `${row}\tenv/x\tcorpus/${FILE}:3\t\t\t`);
    const lines = keptLines([{ name: 'day-one.tsv', verdicts: parseVerdicts(table(...rows), 'day-one.tsv') }]);
    expect(lines.map((line) => line.trim().split(/\s+/))).toEqual([['day-one', '1/3', '33', '%']]);
  });
});

describe('remembered places', () => {
  const verdict: Verdict = {
    id: 'f1',
    verdict: 'TRUE',
    rule: 'compose/root-user',
    file: FILE,
    line: 3,
    expect: 'kept',
  };
  const findings = [corpusFinding({ line: 3, column: 7 }), corpusFinding({ line: 8 })];

  it('hold the judged finding and its neighbours of the rule', () => {
    const { places, absent } = remember([], [verdict, { ...verdict, id: 'f2', line: 99 }], findings, 'c9');
    expect(places.map(({ ids, line, column, commit }) => [ids, line, column, commit])).toEqual([
      [['f1'], 3, 7, 'c9'],
      [[], 8, 1, 'c9'],
    ]);
    expect(absent.map(({ id }) => id)).toEqual(['f2']);
  });

  it('are not written again, and a second reader joins the first', () => {
    const known = [place({ ids: ['f1'], line: 3 })];
    const { places } = remember(known, [verdict, { ...verdict, id: 'f1@b' }], findings, 'c9');
    expect(places.map(({ ids, commit }) => [ids, commit])).toEqual([[['f1', 'f1@b'], 'c1']]);
  });
});

describe('the record of a rule', () => {
  const decided = (
    line: number,
    verdict: string,
    met: boolean | undefined,
    state: 'there' | 'gone' = 'there',
  ): Decided => ({
    verdict: { id: `${line}`, verdict, rule: 'compose/root-user', file: FILE, line, expect: 'reader' },
    fate:
      state === 'there'
        ? { state, at: corpusFinding({ line }), place: place({ line }) }
        : { state, place: place({ line }) },
    met,
  });

  it('counts findings that exist and were not changed as their reader asked', () => {
    const all = [
      decided(1, 'TRUE', true),
      decided(2, 'TRUE', false, 'gone'),
      decided(3, 'FALSE', undefined),
      decided(4, 'ARGUABLE', true),
      decided(5, 'ARTEFACT', undefined),
    ];
    expect(readAndKept(all).get('compose/root-user')).toEqual({ read: 2, kept: 1 });
  });

  it('counts a place once, kept when both its readers kept it', () => {
    for (const pair of [
      ['TRUE', 'FALSE'],
      ['FALSE', 'TRUE'],
    ]) {
      const both = pair.map((verdict) => decided(1, verdict, verdict === 'TRUE' ? true : undefined));
      expect(readAndKept(both).get('compose/root-user')).toEqual({ read: 1, kept: 0 });
    }
  });
});

describe('notes of a recall reading', () => {
  const notes = parseNotes(
    [
      'format\tpath\tline\tweight\tseen\tcounts\twhat',
      `compose\tcorpus/${FILE}\t3\tserious\tmissed\tyes\topen`,
      'env\tcorpus/a\t0\tnone\tnone\tno\t-',
    ].join('\n'),
  );
  const note = notes[0];
  const scan = (...findings: readonly ReturnType<typeof corpusFinding>[]) => ({
    findings,
    checked: 1,
    reports: [
      {
        file: FILE,
        format: 'compose' as const,
        findings,
        ownerAt: () => [],
        ownerAtLine: () => ['services', 'web', 'image'],
      },
    ],
  });

  it('leave out what does not count', () => {
    expect(notes.map(({ place: at, weight }) => [at, weight])).toEqual([[`corpus/${FILE}:3`, 'serious']]);
  });

  it('are answered on the same owner, by the rules that were written down', () => {
    if (note === undefined) throw new Error('no note');
    const one = corpusFinding({ line: 6, owner: ['services', 'web'] });
    const other = corpusFinding({ line: 6, owner: ['services', 'db'] });
    const known = { rules: ['compose/root-user'] };
    expect(answerTo(note, known, scan(other, one))).toBe(one);
    expect(answerTo(note, known, scan(other))).toBeUndefined();
    expect(answerTo(note, { ...known, within: 'file' }, scan(other))).toBe(other);
    expect(answerTo(note, { rules: ['compose/syntax'] }, scan(one))).toBeUndefined();
    expect(answerTo(note, null, scan(one))).toBeUndefined();
  });

  it('about a value want its line, or an entry that names it', () => {
    if (note === undefined) throw new Error('no note');
    const finding = { rule: 'secret/weak' };
    const beside = corpusFinding({ line: 4, owner: ['services', 'web'], finding });
    const naming = corpusFinding({ line: 9, file: 'one__app/.env', related: [{ file: FILE, line: 3 }], finding });
    expect(answerTo(note, { rules: ['secret/weak'] }, scan(beside))).toBeUndefined();
    expect(answerTo(note, { rules: ['secret/weak'] }, scan(beside, naming))).toBe(naming);
  });
});

describe('measures', () => {
  it('say what fell below the minimum, and nothing else', () => {
    const exceptions = { places: {}, notes: {}, successors: {}, minimum: { kept: 3, gone: 1 } };
    expect(belowMinimum(exceptions, { kept: 2, gone: 1, folded: 0 })).toEqual([
      expect.stringContaining('kept: 2 met or explained, 3 before'),
    ]);
  });

  it('take two messages for one advice when only names differ', () => {
    const [a, b, c] = ['"web" needs ${A_KEY:?} on 80', '"db" needs ${B_KEY:?} on 443', '"db" wants it'].map(adviceOf);
    expect([a === b, a === c]).toEqual([true, false]);
  });

  it('find the middle and the upper tenth', () => {
    const numbers = Array.from({ length: 10 }, (_, at) => 10 - at);
    expect([quantile(numbers, 0.5), quantile(numbers, 0.9), quantile([], 0.5)]).toEqual([6, 10, 0]);
  });
});
