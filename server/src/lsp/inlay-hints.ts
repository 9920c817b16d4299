import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import { referencesIn } from '../language/reference-hover.ts';
import type { FileReport } from '../project/project.ts';
import { mask } from '../secrets/mask.ts';
import { LineIndex } from '../text/line-index.ts';
import { spanOf } from './positions.ts';

/** What each `${VARIABLE}` in a range becomes, masked, behind it. */
export function hintsIn(report: FileReport, range: Range): InlayHint[] {
  const lines = new LineIndex(report.text);
  const wanted = spanOf(lines, range);
  return referencesIn(report).flatMap(({ reference: { span, resolved } }) => {
    if (resolved === undefined || span.start < wanted.start || span.end > wanted.end) return [];
    const label = resolved.text === '' ? '(empty)' : mask(resolved.text);
    return [{ position: lines.positionAt(span.end), label: ` = ${label}`, kind: InlayHintKind.Parameter }];
  });
}
