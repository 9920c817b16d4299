import type { Span } from '../../../text/span.ts';
import type { Comment } from '../../format.ts';
import type { ScalarStyle } from './tree.ts';

/**
 * The comments of a YAML text: a `#` at the start of a line or behind white space that stands in no scalar.
 * `scalars` are in the order of the text. A block scalar's header line may end with a comment. Linear.
 */
export function commentsOf(
  text: string,
  scalars: readonly { readonly span: Span; readonly style: ScalarStyle }[],
): readonly Comment[] {
  const comments: Comment[] = [];
  let next = 0;
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at)) {
    while (next < scalars.length && (scalars[next]?.span.end ?? 0) <= at) next++;
    const scalar = scalars[next];
    const inside = scalar !== undefined && scalar.span.start <= at;
    if (inside && !isInHeader(text, scalar, at)) {
      at = scalar.span.end;
      continue;
    }
    if (at > 0 && !isBlank(text.charCodeAt(at - 1))) {
      at++;
      continue;
    }
    const end = lineEnd(text, at);
    comments.push({ span: { start: at, end }, ownLine: startsLine(text, at) });
    at = end;
  }
  return comments;
}

function isInHeader(text: string, scalar: { readonly span: Span; readonly style: ScalarStyle }, at: number): boolean {
  if (scalar.style !== 'literal' && scalar.style !== 'folded') return false;
  const newline = text.indexOf('\n', scalar.span.start);
  return newline < 0 || at < newline;
}

/** White space, a line ending, or a byte order mark. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xfeff;
}

function lineEnd(text: string, from: number): number {
  let end = text.indexOf('\n', from);
  if (end < 0) end = text.length;
  return end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function startsLine(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && (text[i] === ' ' || text[i] === '\t' || text.charCodeAt(i) === 0xfeff)) i--;
  return i < 0 || text[i] === '\n' || text[i] === '\r';
}
