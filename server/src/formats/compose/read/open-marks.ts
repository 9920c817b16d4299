import { type Document, visit } from 'yaml';
import type { SyntaxProblem } from '../../format.ts';

/** Where a quoted text or a `{}` or `[]` begins that the library read up to a place where it gave up. */
interface OpenMark {
  readonly start: number;
  readonly kind: 'quote' | 'bracket';
}

/**
 * Errors of the library that stand where an open quote or bracket was noticed, by that place: there the file may be fine, or at its end.
 * Walks the document once; `undefined` when no error can have such a cause.
 */
export function openMarks(doc: Document.Parsed, text: string): ReadonlyMap<number, OpenMark> | undefined {
  if (!doc.errors.some(({ code }) => code === 'MISSING_CHAR' || code === 'BAD_INDENT')) return undefined;
  const marks = new Map<number, OpenMark>();
  visit(doc, {
    Scalar(_, { type, range }) {
      if (range === null || range === undefined || (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')) return;
      const [start, end] = range;
      if (end - start < 2 || text[end - 1] !== text[start]) marks.set(end, { start, kind: 'quote' });
    },
    Collection(_, { flow, range }) {
      if (flow !== true || range === null || range === undefined) return;
      const [start, end] = range;
      if (text[end - 1] !== (text[start] === '{' ? '}' : ']')) marks.set(end, { start, kind: 'bracket' });
    },
  });
  return marks;
}

/** The problem that an open quote or bracket is, on the mark and what follows it on its line; never quotes the file. */
export function openMarkProblem({ start, kind }: OpenMark, text: string): SyntaxProblem {
  const mark = text[start] ?? '"';
  const newline = text.indexOf('\n', start);
  const lineEnd = newline < 0 ? text.length : newline;
  const message =
    kind === 'quote'
      ? `The quote that opens here is not closed: add a \`${mark}\` where the text ends`
      : `The \`${mark}\` that opens here is not closed: add a \`${mark === '{' ? '}' : ']'}\``;
  const end = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  return { span: { start, end: kind === 'quote' ? Math.max(start + 1, end) : start + 1 }, message };
}
