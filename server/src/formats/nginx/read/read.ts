import type { Span } from '../../../text/span.ts';
import type { SyntaxProblem } from '../../format.ts';
import { blockNames } from './block-names.ts';
import { dumpSections } from './dump.ts';
import { StatementReader } from './statements.ts';
import type { NginxFile } from './tree.ts';

/** Nobody reads more; a binary file would yield thousands. */
const MOST_PROBLEMS = 100;

/** Another tool's template cannot be whole before that tool ran: said once, in place of what looks broken. */
function inPart(span: Span): SyntaxProblem {
  const message = 'A template of another tool, checked only in part: check what it renders to';
  return { span, message, kind: 'information' };
}

/** Reads nginx configuration text. Any text: never throws, linear time. Problems are worded as `nginx -t` words them. */
export function readNginx(text: string): NginxFile {
  const reader = new StatementReader(text);
  const parts = dumpSections(text);
  const sections = parts.map(({ path, span }) => ({ path, span, nodes: reader.read(span.start, span.end) }));
  const nodes = sections[0]?.nodes ?? reader.read(0, text.length);
  const { template, branches, comments, elements } = reader;
  const unchecked = reader.problems.filter(({ kind }) => kind === 'unchecked');
  const mistakes = template === undefined ? reader.problems.slice(0, MOST_PROBLEMS) : [inPart(template)];
  const problems = [...unchecked, ...mistakes.filter(({ kind }) => kind !== 'unchecked')];
  const complete = template === undefined && !problems.some((problem) => problem.kind !== 'warning');
  const names = blockNames(sections.length > 0 ? sections.flatMap((section) => section.nodes) : nodes);
  return { text, problems, comments, elements, names, complete, nodes, sections, template, branches };
}
