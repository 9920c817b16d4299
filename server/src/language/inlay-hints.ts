import type { FileReport } from '../engine/file-report.ts';
import { MASK } from '../secrets/mask.ts';
import type { Span } from '../text/span.ts';
import { referencesIn } from './references.ts';

/** A short text an editor shows behind an offset. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
}

/** What each `${VARIABLE}` inside `wanted` becomes, masked. */
export function hintsIn(report: FileReport, wanted: Span): readonly Hint[] {
  return referencesIn(report).flatMap(({ span, resolved }) => {
    if (resolved === undefined || span.start < wanted.start || span.end > wanted.end) return [];
    return [{ offset: span.end, label: ` = ${resolved.text === '' ? '(empty)' : MASK}` }];
  });
}
