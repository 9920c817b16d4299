import type { DocumentLink } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { fileMentions } from '../language/file-mentions.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

/** A link on every path that names one file of the workspace. */
export function linksIn(report: FileReport): DocumentLink[] {
  const lines = new LineIndex(report.text);
  return fileMentions(report).flatMap(({ span, uris }) => {
    const [target] = uris;
    return target === undefined || uris.length > 1 ? [] : [{ range: rangeOf(lines, span), target }];
  });
}
