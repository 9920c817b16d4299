import type { Span } from './span.ts';

const BEGIN = '-----BEGIN ';
const END = '-----END ';

/**
 * The private keys of a text, from the dashes of `BEGIN` to those of `END`, whatever the lines between are to the file's format. A block
 * nobody ends goes on as long as its lines can be those of a key. Linear.
 */
export function privateKeyBlocks(text: string): readonly Span[] {
  const blocks: Span[] = [];
  for (let start = text.indexOf(BEGIN); start >= 0; ) {
    const label = text.slice(start + BEGIN.length, start + BEGIN.length + 60);
    const isPrivate = /^[A-Z0-9 ]{0,40}PRIVATE KEY/.test(label);
    const next = text.indexOf(BEGIN, start + BEGIN.length);
    if (isPrivate) blocks.push({ start, end: blockEnd(text, start, next < 0 ? text.length : next) });
    start = next;
  }
  return blocks;
}

function blockEnd(text: string, start: number, limit: number): number {
  const end = text.slice(start, limit).indexOf(END);
  if (end >= 0) {
    const close = text.slice(start + end + END.length, start + end + 80).indexOf('-----');
    return close < 0 ? endOfLine(text, start + end, limit) : start + end + END.length + close + 5;
  }
  let stop = endOfLine(text, start, limit);
  while (stop < limit) {
    const lineEnd = endOfLine(text, stop + 1, limit);
    if (!mayBeKey(text.slice(stop + 1, lineEnd))) break;
    stop = lineEnd;
  }
  return stop;
}

function endOfLine(text: string, from: number, limit: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 || end > limit ? limit : end;
}

/** Base64, the headers of a key, or nothing; with the signs that quote a line. */
function mayBeKey(line: string): boolean {
  return /^[\s"'#|>]*(?:[A-Za-z0-9+/=\\]*|(?:Proc-Type|DEK-Info|Version|Comment|Key|Salt): ?.*)[\s"',\\]*$/.test(line);
}
