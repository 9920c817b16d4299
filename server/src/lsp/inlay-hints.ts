import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { hintsIn } from '../language/inlay-hints.ts';
import { LineIndex } from '../text/line-index.ts';
import { spanOf } from './positions.ts';

/** The hints of a range as the protocol has them. */
export function inlayHintsIn(report: FileReport, range: Range): InlayHint[] {
  const lines = new LineIndex(report.text);
  return hintsIn(report, spanOf(lines, range)).map(({ offset, label }) => ({
    position: lines.positionAt(offset),
    label,
    kind: InlayHintKind.Parameter,
  }));
}
