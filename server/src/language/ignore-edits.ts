import { readSuppressions, type Suppression } from '../engine/suppressions.ts';
import type { Finding } from '../finding/finding.ts';
import type { FileEdit } from '../finding/fix.ts';
import type { ReadFile } from '../formats/format.ts';
import { lineEndingOf } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import { at, type Span } from '../text/span.ts';

const REASON = `\${1:reason}`;

/** Whether a rule's findings can be ignored: a wrong suppression is repaired, not suppressed. */
export function isIgnorable(rule: string): boolean {
  return !rule.startsWith('preflight/') && !rule.startsWith('internal/');
}

/**
 * The edit that ignores a finding where it stands: a comment on its own line above the innermost element that holds it (behind a value
 * a comment can be data), or one more rule in the comment that is there. `undefined` where no comment would cover it.
 */
export function ignoreHere(finding: Finding, file: ReadFile): FileEdit | undefined {
  const lines = new LineIndex(file.text);
  const existing = readSuppressions(file, lines).find(
    (suppression) => suppression.scope === 'element' && canTake(suppression, finding),
  );
  if (existing !== undefined) return addRule(existing, finding.rule);
  const lineStart = lineToCommentAbove(finding.span, file, lines);
  if (lineStart === undefined) return undefined;
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart, lines.lineEnd(lines.lineAt(lineStart))))?.[0] ?? '';
  const newText = `${escaped(indent)}# preflight-ignore ${finding.rule} -- ${REASON}${lineEndingOf(file.text)}`;
  return { span: at(lineStart), newText, snippet: true };
}

/** The edit that ignores a rule in the whole file: a line at its top, below a BOM and a `#!` line. */
export function ignoreInFile(rule: string, file: ReadFile): FileEdit {
  const lines = new LineIndex(file.text);
  const existing = readSuppressions(file, lines).find(({ scope, error }) => scope === 'file' && error === undefined);
  if (existing !== undefined) return addRule(existing, rule);
  let start = file.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (file.text.startsWith('#!', start)) start = lines.lineCount > 1 ? lines.lineStart(1) : file.text.length;
  const end = lineEndingOf(file.text);
  return { span: at(start), newText: `# preflight-ignore-file ${rule} -- ${REASON}${end}`, snippet: true };
}

/** An own-line comment whose element holds the finding and nothing wider than what the new comment would cover. */
function canTake({ comment, covers, error, rules }: Suppression, { span, rule }: Finding): boolean {
  if (!comment.ownLine || covers === undefined || error !== undefined || rules.some(({ id }) => id === rule))
    return false;
  return covers.start <= span.start && span.start < Math.max(covers.end, covers.start + 1);
}

function addRule(suppression: Suppression, rule: string): FileEdit {
  const last = suppression.rules.at(-1);
  return { span: at(last?.span.end ?? suppression.span.end), newText: ` ${rule}` };
}

/** The start of the line above which a comment covers `span` with the least besides; elements are outer before inner. */
function lineToCommentAbove(span: Span, file: ReadFile, lines: LineIndex): number | undefined {
  const { elements } = file;
  for (let i = elements.length - 1; i >= 0; i--) {
    const element = elements[i];
    if (element === undefined || !holds(element, span)) continue;
    const lineStart = lines.lineStart(lines.lineAt(element.start));
    // The comment covers the first element at or behind it: that must hold the finding too.
    const covered = elements.find((other) => other.start >= lineStart);
    if (covered !== undefined && holds(covered, span)) return lineStart;
  }
  return undefined;
}

function holds(element: Span, span: Span): boolean {
  return element.start <= span.start && span.start <= element.end;
}

/** Literal text inside a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, (char) => `\\${char}`);
}
