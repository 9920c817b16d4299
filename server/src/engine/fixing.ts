import type { Finding } from '../finding/finding.ts';
import type { Fix, FixSafety } from '../finding/fix.ts';
import type { TextEdit } from '../text/edit.ts';
import { overlaps } from '../text/edit.ts';

/** Which fixes may be applied without asking for each: `safe` alone, or behavior-changing ones too. Never those that need input. */
export type FixLevel = 'safe' | 'unsafe';

export interface FixPlan {
  /** Edits by file, disjoint, all referring to the texts as linted. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The findings whose fix is in the plan. */
  readonly findings: readonly Finding[];
  /** Files that one fix changes at once: half of it must not be written. */
  readonly together: readonly (readonly string[])[];
}

export interface FixPlanOptions {
  readonly level: FixLevel;
  /** Leave out fixes that touch another file than their finding's. */
  readonly sameFileOnly: boolean;
}

/** The first fix of a finding that may be applied at this level. What begins a procedure is for a person to begin. */
export function fixFor(finding: Finding, level: FixLevel): Fix | undefined {
  const allowed: readonly FixSafety[] = level === 'safe' ? ['safe'] : ['safe', 'behavior-changing'];
  return finding.fixes.find((fix) => allowed.includes(fix.safety) && fix.begins === undefined);
}

/** As many fixes as fit together: in the order of the findings, one that touches what another already changes waits for the next round. */
export function planFixes(findings: readonly Finding[], options: FixPlanOptions): FixPlan {
  const edits = new Map<string, TextEdit[]>();
  const planned: Finding[] = [];
  const together: (readonly string[])[] = [];
  for (const finding of findings) {
    const fix = fixFor(finding, options.level);
    if (fix === undefined) continue;
    const wanted = fix.edits().map((edit) => ({ ...edit, uri: edit.uri ?? finding.uri }));
    if (wanted.length === 0 || wanted.some((edit) => edit.snippet === true)) continue;
    if (options.sameFileOnly && wanted.some((edit) => edit.uri !== finding.uri)) continue;
    if (wanted.some((edit) => (edits.get(edit.uri) ?? []).some((taken) => overlaps(edit, taken)))) continue;
    for (const { uri, span, newText } of wanted) {
      const list = edits.get(uri);
      if (list === undefined) edits.set(uri, [{ span, newText }]);
      else list.push({ span, newText });
    }
    planned.push(finding);
    const files = [...new Set(wanted.map(({ uri }) => uri))];
    if (files.length > 1) together.push(files);
  }
  return { edits, findings: planned, together };
}
