import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { foldsIn } from '../language/folding.ts';

/** What folds in a file; `null`: the editor's own way is as good. */
export function foldingRangesIn(report: FileReport): FoldingRange[] | null {
  const folds = foldsIn(report);
  if (folds === undefined) return null;
  return folds.map(({ start, end, kind }) => ({
    startLine: start,
    endLine: end,
    ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
  }));
}
