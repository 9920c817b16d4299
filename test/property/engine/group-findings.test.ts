import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Groupable, groupFindings } from '../../../server/src/engine/group-findings.ts';
import { SEVERITIES } from '../../../server/src/finding/severity.ts';

interface Item extends Groupable {
  readonly file: string;
  readonly at: number;
}

const PLACES = {
  fileOf: ({ file }: Item) => file,
  compare: (a: Item, b: Item) => (a.file === b.file ? a.at - b.at : a.file < b.file ? -1 : 1),
};

const RULES = [
  'compose/privileged-container',
  'compose/docker-socket',
  'compose/socket-proxy-too-open',
  'compose/dangerous-capability',
  'compose/root-user',
  'secret/weak',
];

/** Few values of each kind, so that all ways to be grouped come up together. */
const items = fc
  .array(
    fc.record({
      rule: fc.constantFrom(...RULES),
      severity: fc.constantFrom(...SEVERITIES),
      file: fc.constantFrom('a', 'b'),
      at: fc.nat(5),
      advice: fc.constantFrom('x', 'y'),
      owner: fc.constantFrom('service 1', 'service 2'),
      key: fc.option(fc.constantFrom('k', 'l'), { nil: undefined }),
      rank: fc.constantFrom(0 as const, 1 as const, 2 as const),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(({ rule, severity, file, at, advice, owner, key, rank }, index): Item => {
      const credential = key === undefined ? undefined : { key, rank };
      const folding = { advice, words: advice, owners: [owner], credential };
      return { rule, severity, file, at, fingerprint: String(index).padStart(3, '0'), folding };
    }),
  );

const members = (entry: { lead: Item; further: readonly { finding: Item }[] }) => [
  entry.lead,
  ...entry.further.map(({ finding }) => finding),
];

describe('grouping', () => {
  it('puts every finding into exactly one entry, unchanged', () => {
    fc.assert(
      fc.property(items, (list) => {
        const all = groupFindings(list, PLACES).flatMap(members);
        expect(all).toHaveLength(list.length);
        expect(new Set(all)).toEqual(new Set(list));
      }),
    );
  });

  it('does not depend on the order of the findings', () => {
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.nat()), (list, random) => {
        const shuffled = list
          .map((item) => ({ item, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(groupFindings(shuffled, PLACES)).toEqual(groupFindings(list, PLACES));
      }),
    );
  });

  it('gives the same again for what it gave', () => {
    fc.assert(
      fc.property(items, (list) => {
        const once = groupFindings(list, PLACES);
        expect(groupFindings(once.flatMap(members), PLACES)).toEqual(once);
      }),
    );
  });

  it('gives an entry the severity of its worst member, and no rule two entries of one advice in a file', () => {
    fc.assert(
      fc.property(items, (list) => {
        const entries = groupFindings(list, PLACES);
        for (const entry of entries) {
          const worst = Math.min(...members(entry).map(({ severity }) => SEVERITIES.indexOf(severity)));
          expect(entry.severity).toBe(SEVERITIES[worst]);
        }
        const keys = entries.map(({ lead }) => `${lead.file} ${lead.rule} ${lead.folding.advice}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
