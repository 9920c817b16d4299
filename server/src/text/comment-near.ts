import type { Span } from './span.ts';

/** Lines of comment above a value that are looked at: what stands higher is about something else. */
const MOST_LINES = 24;
const LONGEST_LINE = 400;

/**
 * What the comments at a value say: behind it on its line, and on the lines directly above that are nothing but a comment (`#`).
 * Text without the signs, in the order of the file, one space between lines. Looks at no more than some lines.
 */
export function commentNear(text: string, at: Span): string {
  const said: string[] = [];
  let lineStart = text.lastIndexOf('\n', at.start - 1) + 1;
  for (let count = 0; count < MOST_LINES && lineStart > 0; count++) {
    const start = text.lastIndexOf('\n', lineStart - 2) + 1;
    const line = text.slice(start, Math.min(lineStart, start + LONGEST_LINE)).trim();
    if (!line.startsWith('#')) break;
    said.unshift(line.replace(/^#+\s{0,20}/, ''));
    lineStart = start;
  }
  const newline = text.indexOf('\n', at.end);
  const rest = text.slice(at.end, Math.min(newline === -1 ? text.length : newline, at.end + LONGEST_LINE));
  const behind = /^["'\]\s,]{0,20}#+\s{0,20}(.*)$/.exec(rest.trimEnd())?.[1];
  return [...said, ...(behind === undefined ? [] : [behind])].join(' ');
}
