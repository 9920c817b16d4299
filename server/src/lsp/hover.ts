import type { Hover, Position } from 'vscode-languageserver';
import { languageHover } from '../language/hover.ts';
import { referenceHover } from '../language/reference-hover.ts';
import type { FileReport } from '../project/project.ts';
import type { RuleInfo } from '../report/rule-info.ts';
import { rulePage } from '../report/rule-page.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

/** What a `${VARIABLE}` becomes, what is known of the setting, and the pages of the rules whose findings stand there. */
export function hoverAt(
  report: FileReport,
  position: Position,
  rules: ReadonlyMap<string, RuleInfo>,
  pathOf: (uri: string) => string,
): Hover | null {
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  const here = report.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const reference = referenceHover(report, offset, pathOf);
  const pages = [...new Set(here.map(({ rule }) => rule))].flatMap((id) => {
    const rule = rules.get(id);
    return rule === undefined ? [] : [rulePage(rule, { short: true })];
  });
  const known = [...(reference === undefined ? [] : [reference]), ...languageHover(report, offset)];
  const parts = [...known.map(({ markdown }) => markdown), ...pages];
  if (parts.length === 0) return null;
  const span = known[0]?.span ?? here[0]?.span;
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
    ...(span === undefined ? {} : { range: rangeOf(lines, span) }),
  };
}
