import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { DEEPEST, TOO_DEEP } from '../text/nesting.ts';
import type { Span } from '../text/span.ts';

/** Kinds of tokens of jsonc-parser's scanner; its `SyntaxKind` is a const enum, which this project's compilers do not inline. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

/** A JSON text with comments as a tree, or where it is nested too deep for one. */
export type JsonText =
  | { readonly tree: Node | undefined; readonly errors: readonly ParseError[]; readonly deep?: undefined }
  | { readonly deep: { readonly span: Span; readonly message: string }; readonly tree?: undefined };

/** Reads JSON with comments and trailing commas. Never throws. */
export function readJson(given: string): JsonText {
  // A byte order mark is no part of the JSON (RFC 8259, section 8.1: it may be ignored); a blank keeps every place.
  const text = given.startsWith('\ufeff') ? ` ${given.slice(1)}` : given;
  const at = tooDeepAt(text);
  if (at !== undefined) return { deep: { span: { start: at, end: at + 1 }, message: TOO_DEEP } };
  const errors: ParseError[] = [];
  return { tree: parseTree(text, errors, { allowTrailingComma: true }), errors };
}

/** Where brackets lie deeper in one another than any parser is asked to follow, counted over the parser's own tokens. Linear. */
export function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) depth += 1;
    else if ((token === TOKEN.closeBrace || token === TOKEN.closeBracket) && depth > 0) depth -= 1;
    if (depth > DEEPEST) return scanner.getTokenOffset();
  }
  return undefined;
}
