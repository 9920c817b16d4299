import { LineIndex } from '../../server/src/text/line-index.ts';

/** A finding a fixture expects: rule and place. */
export interface Expected {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

const CARETS = /^[ \t]*#?[ \t]*(\^+)[ \t]+([a-z]+\/[a-z0-9-]+)[ \t]*\r?$/;
const FROM_START = /^[ \t]*#[ \t]*<~(\d+)[ \t]+([a-z]+\/[a-z0-9-]+)[ \t]*\r?$/;

/**
 * Reads the expectations written as comments under a line: `# ^^^^ rule/id` marks the columns of the carets in the nearest line above
 * that is no annotation itself, `# <~4 rule/id` the first four columns.
 */
export function readAnnotations(text: string): readonly Expected[] {
  const lines = new LineIndex(text);
  const expected: Expected[] = [];
  let target = 0;
  for (let line = 0; line < lines.lineCount; line++) {
    const content = text.slice(lines.lineStart(line), lines.lineEnd(line));
    const carets = CARETS.exec(content);
    const start = FROM_START.exec(content);
    if (carets !== null) {
      const column = content.indexOf('^');
      const from = lines.lineStart(target) + column;
      expected.push({ rule: carets[2] ?? '', start: from, end: from + (carets[1] ?? '').length });
    } else if (start !== null) {
      const from = lines.lineStart(target);
      expected.push({ rule: start[2] ?? '', start: from, end: from + Number(start[1]) });
    } else {
      target = line;
    }
  }
  return expected;
}
