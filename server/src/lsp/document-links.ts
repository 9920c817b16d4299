import type { DocumentLink } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { fileMentions } from '../language/file-mentions.ts';
import type { Project } from '../project/project.ts';
import { LineIndex } from '../text/line-index.ts';
import { withFolders } from './folder-look.ts';
import { rangeOf } from './positions.ts';

/** A link on every path that names one file of the workspace. */
export async function linksIn(report: FileReport, project: Project): Promise<DocumentLink[]> {
  const lines = new LineIndex(report.text);
  const mentions = await withFolders(project, (look) => fileMentions(report, look));
  return mentions.flatMap(({ span, uris }) => {
    const [target] = uris;
    return target === undefined || uris.length > 1 ? [] : [{ range: rangeOf(lines, span), target }];
  });
}
