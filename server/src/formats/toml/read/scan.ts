import { type Span, span } from '../../../text/span.ts';
import type { Comment, SyntaxProblem } from '../../format.ts';
import { CLOSE_BRACKET, Cursor, HASH, OPEN_BRACKET } from './cursor.ts';
import { scanKey } from './scan-key.ts';
import { scanEntry } from './scan-value.ts';
import type { ScannedHeader, Statement } from './syntax.ts';

/** Headers and entries in the order of the text, with what is wrong with its shape. */
export interface Scan {
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads the shape of a TOML text (1.0 and 1.1): which key stands where. Goes on after every mistake, never throws, linear.
 * It is no validator: duplicate keys, wrong escapes and impossible dates are found by the tree and by smol-toml.
 */
export function scan(text: string): Scan {
  const cursor = new Cursor(text);
  const statements: Statement[] = [];
  for (;;) {
    cursor.skipTrivia();
    if (cursor.atEnd) break;
    const statement = scanStatement(cursor);
    if (statement !== undefined) statements.push(statement);
    endStatement(cursor, statement !== undefined && (statement.type === 'header' || statement.value !== undefined));
  }
  return { statements, comments: cursor.comments, problems: cursor.problems };
}

function scanStatement(cursor: Cursor): Statement | undefined {
  if (cursor.code === OPEN_BRACKET) return scanHeader(cursor);
  const start = cursor.position;
  const entry = scanEntry(cursor, 0);
  if (entry !== undefined) return entry;
  cursor.skipToLineEnd();
  cursor.problem(
    span(start, cursor.endWithoutBlanks(start + 1, cursor.position)),
    'not a key, a table header or a comment',
  );
  return undefined;
}

function scanHeader(cursor: Cursor): ScannedHeader | undefined {
  const start = cursor.position++;
  const array = cursor.code === OPEN_BRACKET;
  if (array) cursor.position++;
  cursor.skipBlank();
  const key = scanKey(cursor);
  if (key === undefined) {
    cursor.skipToLineEnd();
    cursor.problem(span(start, cursor.position), 'a table name is expected in the brackets');
    return undefined;
  }
  const end = scanHeaderEnd(cursor, array, start);
  return { type: 'header', key: key.parts, keySpan: key.span, span: span(start, end), array };
}

/** Reads `]` or `]]`; returns where the header ends. */
function scanHeaderEnd(cursor: Cursor, array: boolean, start: number): number {
  const nameEnd = cursor.position;
  const closing = array ? ']]' : ']';
  cursor.skipBlank();
  if (cursor.text.startsWith(closing, cursor.position)) {
    cursor.position += closing.length;
    return cursor.position;
  }
  cursor.position = nameEnd;
  cursor.problem(span(start, nameEnd), `the table header has no closing ${closing}`);
  if (cursor.code === CLOSE_BRACKET) cursor.position++;
  return cursor.position;
}

/** Nothing but a comment may follow a statement on its line. */
function endStatement(cursor: Cursor, report: boolean): void {
  cursor.skipBlank();
  if (cursor.atLineEnd || cursor.code === HASH) return;
  const start = cursor.position;
  cursor.skipToLineEnd();
  const rest: Span = span(start, cursor.endWithoutBlanks(start + 1, cursor.position));
  if (report) cursor.problem(rest, 'unexpected text behind the end of the statement');
}
