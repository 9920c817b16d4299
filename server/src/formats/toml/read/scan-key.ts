import { DEEPEST, TOO_DEEP } from '../../../text/nesting.ts';
import { type Span, span } from '../../../text/span.ts';
import { APOSTROPHE, BACKSLASH, type Cursor, DOT, isBareKeyCode, QUOTE } from './cursor.ts';
import { decodeString } from './decode.ts';
import type { KeyPart } from './syntax.ts';

/** More parts than this in one key is no configuration; keeps paths, and so every walk of the tree, bounded. */
const MAX_KEY_PARTS = DEEPEST;

export interface ScannedKey {
  readonly parts: readonly KeyPart[];
  readonly span: Span;
}

/**
 * A dotted key at the cursor, or `undefined` when none starts here (the cursor has not moved then).
 * White space around dots is allowed; a dot without a part behind it ends the key with a problem.
 */
export function scanKey(cursor: Cursor): ScannedKey | undefined {
  const start = cursor.position;
  const parts: KeyPart[] = [];
  let end = start;
  for (;;) {
    const part = scanPart(cursor);
    if (part === undefined) {
      if (parts.length === 0) return undefined;
      cursor.problem(span(end, cursor.position), 'a key part is missing behind the dot');
      break;
    }
    parts.push(part);
    end = part.span.end;
    cursor.skipBlank();
    if (cursor.code !== DOT) {
      cursor.position = end;
      break;
    }
    end = ++cursor.position;
    cursor.skipBlank();
  }
  if (parts.length > MAX_KEY_PARTS) {
    cursor.problem(span(start, end), TOO_DEEP, 'unchecked');
    return { parts: parts.slice(0, MAX_KEY_PARTS), span: span(start, end) };
  }
  return { parts, span: span(start, end) };
}

function scanPart(cursor: Cursor): KeyPart | undefined {
  const start = cursor.position;
  if (cursor.code === QUOTE || cursor.code === APOSTROPHE) return scanQuotedPart(cursor);
  while (isBareKeyCode(cursor.code)) cursor.position++;
  if (cursor.position === start) return undefined;
  const place = span(start, cursor.position);
  return { text: cursor.text.slice(start, cursor.position), span: place };
}

function scanQuotedPart(cursor: Cursor): KeyPart | undefined {
  const start = cursor.position;
  const quote = cursor.code;
  let escaped = false;
  cursor.position++;
  while (!cursor.atLineEnd && cursor.code !== quote) {
    if (cursor.code === BACKSLASH && quote === QUOTE) {
      escaped = true;
      cursor.position++;
      if (cursor.atLineEnd) break;
    }
    cursor.position++;
  }
  if (cursor.code !== quote) {
    cursor.position = start;
    return undefined;
  }
  cursor.position++;
  const place = span(start, cursor.position);
  const inner = cursor.text.slice(start + 1, cursor.position - 1);
  const text = escaped ? (decodeString(cursor.text.slice(start, cursor.position)) ?? inner) : inner;
  return { text, span: place };
}
