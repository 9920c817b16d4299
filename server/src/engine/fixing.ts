import type { Finding } from '../finding/finding.ts';
import type { Fix, FixSafety } from '../finding/fix.ts';
import type { TextEdit } from '../text/edit.ts';
import { withoutPlaceholders } from '../text/snippet.ts';

/** Which fixes may be applied without asking for each: `safe` alone, or behavior-changing ones too. Never those that need input. */
export type FixLevel = 'safe' | 'unsafe';

/** One edit as it is written: its file named, placeholders filled. */
export interface PlainEdit extends TextEdit {
  readonly uri: string;
  /** The file may not exist yet. */
  readonly create?: boolean | undefined;
}

/** A fix of a finding with its edits made; secrets in them are made once. */
export interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly edits: readonly PlainEdit[];
}

/** The fixes of a finding that may be applied at this level, the best first. What begins a procedure is for a person to begin. */
export function fixesFor(finding: Finding, level: FixLevel): readonly Fix[] {
  const allowed: readonly FixSafety[] = level === 'safe' ? ['safe'] : ['safe', 'behavior-changing'];
  return finding.fixes.filter((fix) => allowed.includes(fix.safety) && fix.begins === undefined);
}

/** A fix whose edits are made now and stay the same: secrets in them are generated once. */
export function withEditsMade(fix: Fix): Fix {
  const made = fix.edits();
  return { ...fix, edits: () => made };
}

/** A fix with its edits as they would be written; `fill` makes text of a snippet (default: placeholders keep their default). */
export function candidateOf(
  finding: Finding,
  fix: Fix,
  fill: (snippet: string) => string = withoutPlaceholders,
): Candidate {
  const edits = fix.edits().map(({ uri, span, newText, snippet, create }) => ({
    uri: uri ?? finding.uri,
    span,
    newText: snippet === true ? fill(newText) : newText,
    create,
  }));
  return { finding, fix, edits };
}
