import type { Span } from '../../../text/span.ts';
import type { ComposeDocument, ComposeScalar } from '../model/nodes.ts';
import { decodeScalar } from '../read/decode-scalar.ts';
import { decodeDouble, decodeSingle } from '../read/plain-scan.ts';
import type { SourceScalar } from '../read/tree.ts';
import type { Edits } from './types.ts';
import { escapeDouble, isPlainSafe, looksTyped, quoted } from './yaml-text.ts';

/**
 * Replaces a scalar's text, keeping its quotes (changed only where the new text needs it). A boolean or number is written plain.
 * `undefined` when shared or a block scalar.
 */
export function replaceScalar(node: ComposeScalar, text: string | number | boolean): Edits {
  return node.source.kind === 'scalar' ? replaceSource(node.document, node.source, text) : undefined;
}

/** The same for a scalar of the source. */
export function replaceSource(
  document: ComposeDocument,
  source: SourceScalar,
  value: string | number | boolean,
): Edits {
  if (source.use.uses > 1 || source.style === 'literal' || source.style === 'folded') return undefined;
  const text = String(value);
  const token = tokenFor(document, source, text, typeof value === 'string');
  if (document.text.slice(source.span.start, source.span.end) === token) return [];
  if (!readsBack(token, text)) return undefined;
  if (source.span.start < source.span.end) return [{ uri: document.uri, span: source.span, newText: token }];
  return [{ uri: document.uri, span: behindColon(document.text, source.span.start), newText: ` ${token}` }];
}

/** Whether a token we made decodes to the text; the library is asked only where our own decoder gives up. */
function readsBack(token: string, text: string): boolean {
  const inner = token.slice(1, -1);
  if (token.startsWith("'")) return decodeSingle(inner) === text;
  if (token.startsWith('"')) return (decodeDouble(inner) ?? decodeScalar(token)) === text;
  return token === text;
}

/** Where a missing value goes: spaces at the end of the line make way. */
function behindColon(text: string, start: number): Span {
  let end = start;
  while (text[end] === ' ') end++;
  return end === text.length || text[end] === '\n' || text[end] === '\r' ? { start, end } : { start, end: start };
}

function tokenFor(document: ComposeDocument, source: SourceScalar, text: string, isString: boolean): string {
  if (!isString) return text;
  if (source.style === 'single') return quoted(text, "'");
  if (source.style === 'double') return quoted(text, '"');
  // A plain number stays a number, a plain `true` a boolean: quotes would change what the key's reader gets.
  const typedAlready = source.text !== '' && looksTyped(source.text);
  const isPlain = isPlainSafe(text, source.inFlow) && (typedAlready || !looksTyped(text));
  return isPlain ? text : quoted(text, document.text.includes('"') || !document.text.includes("'") ? '"' : "'");
}

/**
 * Replaces a part of a scalar's source by text (YAML escapes are added, `$` is left alone: references stay references).
 * `undefined` when shared or when it would not read back.
 */
export function replaceInScalar(node: ComposeScalar, part: Span, text: string): Edits {
  const { source, document, contentSpan } = node;
  if (source.kind !== 'scalar' || node.shared) return undefined;
  if (part.start < contentSpan.start || part.end > contentSpan.end) return undefined;
  const uri = document.uri;
  if (node.style === 'literal' || node.style === 'folded') return replaceInBlock(node, part, text);
  if (node.verbatim) {
    const before = node.text.slice(0, part.start - contentSpan.start);
    const after = node.text.slice(part.end - contentSpan.start);
    const whole = before + text + after;
    const keepsPlain =
      node.style === 'plain' && isPlainSafe(whole, source.inFlow) && !(looksTyped(whole) && node.isString);
    if (keepsPlain) return [{ uri, span: part, newText: text }];
    const inner = node.style === 'double' ? escapeDouble(text) : text.replaceAll("'", "''");
    const isShort = node.style !== 'plain' && !(node.style === 'single' && /[\u0000-\u001f]/.test(text));
    return isShort ? [{ uri, span: part, newText: inner }] : replaceSource(document, source, whole);
  }
  return replaceEscaped(node, part, text);
}

/** Inside quotes with escapes the pieces before and after decode on their own. */
function replaceEscaped(node: ComposeScalar, part: Span, text: string): Edits {
  const { document, contentSpan, style } = node;
  if (style !== 'single' && style !== 'double') return undefined;
  const quote = style === 'single' ? "'" : '"';
  const before = document.text.slice(contentSpan.start, part.start);
  const after = document.text.slice(part.end, contentSpan.end);
  const inner = style === 'double' ? escapeDouble(text) : text.replaceAll("'", "''");
  const decoded = [before, after].map((piece) => decodeScalar(quote + piece + quote));
  const whole = decodeScalar(quote + before + inner + after + quote);
  if (decoded[0] === undefined || decoded[1] === undefined || whole !== decoded[0] + text + decoded[1])
    return undefined;
  return [{ uri: document.uri, span: part, newText: inner }];
}

/** A piece of one line of a block scalar; the indentation before it is not touched. */
function replaceInBlock(node: ComposeScalar, part: Span, text: string): Edits {
  const old = node.document.text.slice(part.start, part.end);
  if (/[\r\n]/.test(old) || /[\r\n]/.test(text) || text.trim() !== text || text === '') return undefined;
  return [{ uri: node.uri, span: part, newText: text }];
}
