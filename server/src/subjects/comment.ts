import type { NamedValue } from './named-value.ts';

const MOST_COMMENT_LINES = 12;

/** The comment lines directly above a value and the comment behind it, in one line. */
export function commentAbove(value: NamedValue, text: string): string {
  let start = text.lastIndexOf('\n', value.nameSpan.start - 1) + 1;
  const end = text.indexOf('\n', value.valueSpan.end);
  const behind = text.slice(value.valueSpan.end, Math.min(end < 0 ? text.length : end, value.valueSpan.end + 200));
  const lines: string[] = [];
  while (start > 0 && lines.length < MOST_COMMENT_LINES) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(previous, Math.min(start, previous + 300)).trim();
    if (!line.startsWith('#')) break;
    lines.unshift(line.replace(/^#+\s*/, ''));
    start = previous;
  }
  return [...lines, behind.includes('#') ? behind.slice(behind.indexOf('#') + 1).trim() : ''].join(' ');
}
