import { DEEPEST, TOO_DEEP } from '../../../text/nesting.ts';
import { span } from '../../../text/span.ts';
import {
  APOSTROPHE,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  CR,
  type Cursor,
  EQUALS,
  HASH,
  isBareKeyCode,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  TAB,
} from './cursor.ts';
import { scanKey } from './scan-key.ts';
import type { ScalarKind, ScannedEntry, ScannedValue } from './syntax.ts';

/** The value at the cursor, or `undefined` (with no problem noted) when none starts here. `depth` counts enclosing containers. */
export function scanValue(cursor: Cursor, depth: number): ScannedValue | undefined {
  const code = cursor.code;
  if (cursor.atLineEnd || code === HASH || code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE)
    return undefined;
  if (code === QUOTE || code === APOSTROPHE) return scanString(cursor);
  if (code === OPEN_BRACKET || code === OPEN_BRACE) {
    if (depth >= DEEPEST || cursor.levels > DEEPEST) return skipDeepValue(cursor);
    return code === OPEN_BRACKET ? scanArray(cursor, depth) : scanInlineTable(cursor, depth);
  }
  return scanBare(cursor, depth);
}

function scanString(cursor: Cursor): ScannedValue {
  const mark = cursor.text.charAt(cursor.position);
  const triple = cursor.text.startsWith(mark.repeat(3), cursor.position);
  if (triple) return scanMultiLineString(cursor, mark === '"' ? '"""' : "'''");
  const start = cursor.position++;
  while (!cursor.atLineEnd && cursor.text.charAt(cursor.position) !== mark) {
    if (mark === '"' && cursor.code === BACKSLASH) cursor.position++;
    if (!cursor.atLineEnd) cursor.position++;
  }
  if (cursor.atLineEnd) cursor.problem(span(start, cursor.position), `the string has no closing ${mark}`);
  else cursor.position++;
  return { kind: 'string', span: span(start, cursor.position), quote: mark === '"' ? '"' : "'" };
}

function scanMultiLineString(cursor: Cursor, quote: '"""' | "'''"): ScannedValue {
  const start = cursor.position;
  const end = multiLineEnd(cursor.text, start + 3, quote);
  if (end === undefined) {
    // A half-typed string must not swallow the rest of the file: it ends with its line.
    cursor.skipToLineEnd();
    cursor.problem(span(start, cursor.position), `the multi-line string has no closing ${quote}`);
  } else cursor.position = end;
  return { kind: 'string', span: span(start, cursor.position), quote };
}

/** Just behind the closing quotes: up to two quotes may stand before them. */
function multiLineEnd(text: string, from: number, quote: '"""' | "'''"): number | undefined {
  const mark = quote.charCodeAt(0);
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && mark === QUOTE) i++;
    else if (code === mark && text.startsWith(quote, i)) {
      let end = i + 3;
      while (end < i + 5 && text.charCodeAt(end) === mark) end++;
      return end;
    }
  }
  return undefined;
}

function scanArray(cursor: Cursor, depth: number): ScannedValue {
  const start = cursor.position++;
  const items: ScannedValue[] = [];
  let end = cursor.position;
  let brokeLine = false;
  const close = (closed: boolean): ScannedValue => {
    if (!closed) {
      cursor.position = end;
      cursor.problem(span(start, start + 1), 'the array has no closing ]');
    }
    return { kind: 'array', span: span(start, cursor.position), items };
  };
  for (;;) {
    const newLine = cursor.skipTrivia() || brokeLine;
    if (cursor.atEnd || (newLine && startsStatement(cursor))) return close(false);
    if (cursor.code === CLOSE_BRACKET) {
      cursor.position++;
      return close(true);
    }
    const value = scanValue(cursor, depth + 1);
    if (value === undefined) {
      if (cursor.code === CLOSE_BRACE) return close(false);
      cursor.problem(span(cursor.position, cursor.position + 1), 'a value is missing before the comma');
      end = ++cursor.position;
      continue;
    }
    items.push(value);
    end = value.span.end;
    brokeLine = cursor.skipTrivia();
    if (cursor.code === COMMA) {
      end = ++cursor.position;
      brokeLine = false;
    } else if (cursor.code !== CLOSE_BRACKET && !cursor.atEnd && !(brokeLine && startsStatement(cursor))) {
      cursor.problem(span(end, end), 'a comma is missing between two values');
    }
  }
}

function scanInlineTable(cursor: Cursor, depth: number): ScannedValue {
  const start = cursor.position++;
  const entries: ScannedEntry[] = [];
  let end = cursor.position;
  for (;;) {
    const newLine = cursor.skipTrivia();
    if (cursor.code === CLOSE_BRACE) {
      cursor.position++;
      break;
    }
    const entry = cursor.atEnd || (newLine && startsHeader(cursor)) ? undefined : scanEntry(cursor, depth + 1);
    if (entry === undefined) {
      cursor.position = Math.max(end, cursor.position);
      if (newLine) cursor.position = end;
      cursor.problem(span(start, start + 1), 'the inline table has no closing }');
      break;
    }
    entries.push(entry);
    end = cursor.position;
    const brokeLine = cursor.skipTrivia();
    if (cursor.code === COMMA) end = ++cursor.position;
    else if (cursor.code !== CLOSE_BRACE) {
      if (brokeLine || cursor.atEnd) {
        cursor.position = end;
        cursor.problem(span(start, start + 1), 'the inline table has no closing }');
        break;
      }
      cursor.problem(span(end, end), 'a comma is missing between two keys');
    }
  }
  return { kind: 'inline-table', span: span(start, cursor.position), entries };
}

/** `key = value` at the cursor; `undefined` when no key starts here. */
export function scanEntry(cursor: Cursor, depth: number): ScannedEntry | undefined {
  const start = cursor.position;
  const key = scanKey(cursor);
  if (key === undefined) return undefined;
  const entry = (value: ScannedValue | undefined): ScannedEntry => ({
    type: 'entry',
    key: key.parts,
    keySpan: key.span,
    value,
    span: span(start, value === undefined ? key.span.end : value.span.end),
  });
  cursor.skipBlank();
  if (cursor.code !== EQUALS) {
    cursor.position = key.span.end;
    cursor.problem(key.span, 'a key without a value: "=" expected behind it');
    return entry(undefined);
  }
  const equals = cursor.position++;
  cursor.skipBlank();
  cursor.levels += key.parts.length;
  const value = scanValue(cursor, depth);
  cursor.levels -= key.parts.length;
  if (value === undefined) {
    cursor.position = equals + 1;
    cursor.problem(span(key.span.start, equals + 1), 'a value is expected behind "="');
  }
  return entry(value);
}

function isBareEnd(code: number, depth: number): boolean {
  if (code === LF || code === CR || code === HASH || code === SPACE || code === TAB || code === COMMA) return true;
  return depth > 0 && (code === CLOSE_BRACKET || code === CLOSE_BRACE);
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME_START = /^ \d\d:/;

/** A number, date, boolean, or something unquoted; the latter takes the rest of the line when it stands outside containers. */
function scanBare(cursor: Cursor, depth: number): ScannedValue {
  const start = cursor.position;
  const { text } = cursor;
  while (!cursor.atEnd && !isBareEnd(cursor.code, depth)) cursor.position++;
  if (cursor.position - start === 10 && DATE.test(text.slice(start, cursor.position))) {
    if (TIME_START.test(text.slice(cursor.position, cursor.position + 4))) {
      cursor.position++;
      while (!cursor.atEnd && !isBareEnd(cursor.code, depth)) cursor.position++;
    }
  }
  const kind = bareKind(text.slice(start, Math.min(cursor.position, start + 400)));
  if (kind === 'unknown' && depth === 0) {
    while (!cursor.atLineEnd && cursor.code !== HASH) cursor.position++;
    cursor.position = cursor.endWithoutBlanks(start + 1, cursor.position);
  }
  return { kind, span: span(start, cursor.position), quote: undefined };
}

const INTEGER = /^(?:[+-]?[0-9_]+|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)$/;
const FLOAT = /^[+-]?(?:inf|nan|[0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][+-]?[0-9_]+)?)$/;
const DATETIME = /^(?:\d{4}-\d\d-\d\d|\d\d:\d\d)/;

/** The kind by shape; whether it is valid is smol-toml's to say. */
function bareKind(source: string): ScalarKind {
  if (source === 'true' || source === 'false') return 'boolean';
  if (DATETIME.test(source)) return 'datetime';
  if (INTEGER.test(source)) return 'integer';
  return FLOAT.test(source) ? 'float' : 'unknown';
}

/** Whether `key =` or a table header starts at the cursor: then the container before it was never closed. */
function startsStatement(cursor: Cursor): boolean {
  return startsHeader(cursor) || startsKeyValue(cursor);
}

function startsKeyValue(cursor: Cursor): boolean {
  const { text } = cursor;
  let i = cursor.position;
  while (isBareKeyCode(text.charCodeAt(i)) || text[i] === '.') i++;
  if (i === cursor.position) return false;
  while (text[i] === ' ' || text[i] === '\t') i++;
  return text[i] === '=';
}

/** `[name]` or `[[a.b]]` alone on its line. A nested array never looks so: a bare word is no value. */
function startsHeader(cursor: Cursor): boolean {
  const { text } = cursor;
  let i = cursor.position;
  while (text[i] === '[') i++;
  const depth = i - cursor.position;
  if (depth !== 1 && depth !== 2) return false;
  const start = i;
  while (isBareKeyCode(text.charCodeAt(i)) || text[i] === '.') i++;
  if (i - start > 400 || !/^[A-Za-z_]/.test(text.slice(start, i)) || bareKind(text.slice(start, i)) !== 'unknown')
    return false;
  if (!text.startsWith(']'.repeat(depth), i)) return false;
  i += depth;
  while (text[i] === ' ' || text[i] === '\t') i++;
  return i >= text.length || text[i] === '\n' || text[i] === '\r' || text[i] === '#';
}

/** Skips a container that is nested too deep, by counting brackets outside strings. */
function skipDeepValue(cursor: Cursor): ScannedValue {
  const start = cursor.position;
  let open = 0;
  do {
    const code = cursor.code;
    if (code === QUOTE || code === APOSTROPHE) scanString(cursor);
    else {
      if (code === OPEN_BRACKET || code === OPEN_BRACE) open++;
      if (code === CLOSE_BRACKET || code === CLOSE_BRACE) open--;
      cursor.position++;
    }
  } while (open > 0 && !cursor.atEnd);
  cursor.problem(span(start, start + 1), TOO_DEEP, 'unchecked');
  return { kind: 'unknown', span: span(start, cursor.position), quote: undefined };
}
