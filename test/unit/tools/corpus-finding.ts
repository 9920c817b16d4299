import type { Finding } from '../../../server/src/finding/finding.ts';
import type { CorpusFinding } from '../../../tools/corpus-scan.ts';
import type { Place } from '../../../tools/judged/places.ts';

/** A finding of a corpus that does not exist. */
export function corpusFinding(
  given: Partial<Omit<CorpusFinding, 'finding'>> & {
    readonly finding?: Partial<Finding>;
  },
): CorpusFinding {
  const { finding, ...place } = given;
  return {
    file: 'one__app/compose.yaml',
    line: 1,
    column: 1,
    owner: [],
    related: [],
    ...place,
    finding: {
      rule: 'compose/root-user',
      severity: 'medium',
      category: 'isolation',
      uri: 'file:///one__app/compose.yaml',
      span: { start: 0, end: 1 },
      message: 'said',
      fingerprint: `${place.line ?? 1}`.padStart(16, '0'),
      related: [],
      fixes: [],
      ...finding,
    },
  };
}

/** Where a verdict's finding stood. */
export function place(given: Partial<Place>): Place {
  const line = given.line ?? 1;
  return {
    ids: [],
    rule: 'compose/root-user',
    file: 'one__app/compose.yaml',
    line,
    column: 1,
    fingerprint: `${line}`.padStart(16, '0'),
    commit: 'c1',
    ...given,
  };
}
