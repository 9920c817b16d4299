import type { Hover, Position } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { languageHover } from '../language/hover.ts';
import { referenceHover } from '../language/reference-hover.ts';
import { type LoadPages, pageMarkdown } from '../report/rule-page.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

/** What a `${VARIABLE}` becomes, what is known of the setting, and the pages of the rules whose findings stand there. */
export async function hoverAt(
  report: FileReport,
  position: Position,
  loadPages: LoadPages,
  pathOf: (uri: string) => string,
): Promise<Hover | null> {
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  const here = report.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const reference = referenceHover(report, offset, pathOf);
  const pages = here.length === 0 ? {} : await loadPages();
  const rulePages = [...new Set(here.map(({ rule }) => rule))].flatMap((id) => {
    const page = pages[id];
    return page === undefined ? [] : [pageMarkdown(id, page, { short: true })];
  });
  const known = [...(reference === undefined ? [] : [reference]), ...languageHover(report, offset)];
  const parts = [...known.map(({ markdown }) => markdown), ...rulePages];
  if (parts.length === 0) return null;
  const span = known[0]?.span ?? here[0]?.span;
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
    ...(span === undefined ? {} : { range: rangeOf(lines, span) }),
  };
}
