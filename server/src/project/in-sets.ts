import type { RawFinding } from '../engine/lint.ts';
import { nameOfSet } from '../formats/compose/model/file-lists.ts';
import type { BuiltModel } from './model-store.ts';

/**
 * The findings of one compose file in each of the sets it is loaded in: what holds in all of them once, what holds in some with a note
 * that names the first such set and the line that loads it.
 */
export function inSets(
  models: readonly BuiltModel[],
  lint: (built: BuiltModel) => readonly RawFinding[],
): readonly RawFinding[] {
  const found = new Map<string, { readonly finding: RawFinding; readonly sets: Set<number> }>();
  for (const [i, built] of models.entries()) {
    for (const finding of lint(built)) {
      const key = [finding.rule, finding.span.start, finding.span.end, finding.message, ...(finding.path ?? [])].join(
        ' ',
      );
      const known = found.get(key) ?? { finding, sets: new Set() };
      known.sets.add(i);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ finding, sets }) => {
    const [first = 0] = sets;
    const model = models[first]?.model;
    const set = sets.size < models.length && model?.format === 'compose' ? model.sets[first] : undefined;
    if (set === undefined) return finding;
    const note = { at: set.at, message: `only in the set ${nameOfSet(set)}` };
    return { ...finding, related: [...finding.related, note] };
  });
}
