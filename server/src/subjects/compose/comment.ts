import type { ComposeNode } from '../../formats/compose/model/nodes.ts';

/** A comment of fewer words states no reason. */
const FEWEST_WORDS = 3;

/** Whether the line of a value ends in a comment that says more than a word or two. */
export function hasReason({ document, span }: ComposeNode): boolean {
  const newline = document.text.indexOf('\n', span.end);
  const rest = document.text.slice(span.end, newline < 0 ? undefined : newline);
  const comment = /^\s+#\s*(.*)$/.exec(rest.trimEnd())?.[1];
  return comment !== undefined && comment.split(/\s+/).length >= FEWEST_WORDS;
}
