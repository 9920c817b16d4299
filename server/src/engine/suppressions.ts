import type { Comment, ReadFile } from '../formats/format.ts';
import type { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { ElementTree } from './fingerprint.ts';

/** One `# preflight-ignore …` comment. */
export interface Suppression {
  readonly comment: Comment;
  /** Where the words after `#` start with the directive, to the end of the comment. */
  readonly span: Span;
  readonly scope: 'element' | 'file';
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  /** The words behind `--`; empty when there are none. */
  readonly reason: string;
  /** `YYYY-MM-DD`, valid through that day. */
  readonly until: string | undefined;
  /** A date that is no date, or a directive with no rule: said in words. */
  readonly error: string | undefined;
  /** What it covers; `undefined` when nothing follows it. */
  readonly covers: Span | undefined;
}

const MARKER = /^[#;\s]*(preflight-ignore(?:-file)?)(?=\s|$)/;

/** What stands before the reason: `--`, and the dash that editors and keyboards make of it. */
const DASHES = /--+|[—–]/;

/** Reads every suppression of a file. Linear in the number of comments times log of the elements. */
export function readSuppressions(file: ReadFile, lines: LineIndex): readonly Suppression[] {
  const found: Suppression[] = [];
  const tree = new ElementTree(file);
  for (const comment of file.comments) {
    const text = file.text.slice(comment.span.start, comment.span.end);
    if (!text.includes('preflight-ignore')) continue;
    const match = MARKER.exec(text);
    if (match === null) continue;
    found.push(parseDirective(comment, text, match, file, lines, tree));
  }
  return found;
}

function parseDirective(
  comment: Comment,
  text: string,
  match: RegExpExecArray,
  file: ReadFile,
  lines: LineIndex,
  tree: ElementTree,
): Suppression {
  const firstElement = file.elements[0]?.start ?? file.text.length;
  const directive = match[1] ?? '';
  const scope = directive.endsWith('-file') ? 'file' : 'element';
  const bodyStart = match[0].length;
  const dashes = DASHES.exec(text.slice(bodyStart));
  const body = text.slice(bodyStart, bodyStart + (dashes?.index ?? text.length));
  const rules: { id: string; span: Span }[] = [];
  let until: string | undefined;
  let error: string | undefined;
  for (const word of body.matchAll(/[^\s,]+/g)) {
    const start = comment.span.start + bodyStart + word.index;
    if (word[0].startsWith('until=')) {
      until = word[0].slice('until='.length);
      if (!isDate(until)) error = 'the date is not of the form until=YYYY-MM-DD';
    } else {
      rules.push({ id: word[0], span: { start, end: start + word[0].length } });
    }
  }
  if (rules.length === 0) error = 'it names no rule';
  if (scope === 'file' && comment.span.start > firstElement)
    error = 'preflight-ignore-file belongs into the first comment block of the file';
  return {
    comment,
    span: comment.span,
    scope,
    rules,
    reason: dashes === null ? '' : reasonIn(text.slice(bodyStart + dashes.index + dashes[0].length).trim()),
    until,
    error,
    covers: scope === 'file' ? { start: 0, end: file.text.length } : coveredBy(comment, file, lines, tree),
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** Own line: the first element behind the comment, with everything inside it. Trailing: the outermost element that starts on the line. */
function coveredBy(comment: Comment, file: ReadFile, lines: LineIndex, tree: ElementTree): Span | undefined {
  const elements = file.elements;
  if (comment.ownLine) {
    const next = elements[firstAtOrAfter(elements, comment.span.end)];
    return next === undefined ? undefined : widen(next, lines);
  }
  const line = lines.lineAt(comment.span.start);
  const lineStart = lines.lineStart(line);
  const onLine = elements[firstAtOrAfter(elements, lineStart)];
  if (onLine !== undefined && onLine.start < comment.span.start) return widen(onLine, lines);
  // A comment behind the last line of a multi-line value: the innermost element that ends here.
  for (const element of tree.around(lineStart)) if (element.end <= comment.span.start) return widen(element, lines);
  return { start: lineStart, end: comment.span.start };
}

/** An element covers its whole first line too (a list dash, `export`, a key in front of a flow value). */
function widen(element: Span, lines: LineIndex): Span {
  const start = lines.lineStart(lines.lineAt(element.start));
  return { start, end: element.end };
}

function firstAtOrAfter(elements: readonly Span[], offset: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the actions of an editor write for somebody to replace, and what people write to satisfy a form. */
const NO_REASON = /^[\W_]*(?:(?:a |the |your )?reason(?: here)?|todo|tbd|fixme|xxx|why)?[\W_]*$/i;

/** A placeholder gives no reason. */
function reasonIn(text: string): string {
  return text.length < 40 && NO_REASON.test(text) ? '' : text;
}
