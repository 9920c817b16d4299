/** What the regular expression `\s` of JavaScript matches: the npm package `dotenv` counts exactly these as white space. */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 160) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Where a line ends for the anchors `^` and `$` of a multi-line expression. */
export function isTerminator(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

/** A character `dotenv` takes in a key: a letter, a digit, `_`, `.` or `-`. */
export function isKeyCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}

/** The first offset from `offset` on that is not white space; crosses line endings. */
export function skipSpace(text: string, offset: number): number {
  let i = offset;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The first offset from `offset` on that is not white space, or the end of the line. */
export function skipBlanks(text: string, offset: number): number {
  let i = offset;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (isTerminator(code) || !isSpace(code)) break;
    i++;
  }
  return i;
}

/** The offset of the next line ending, or of the end of the text. */
export function endOfLine(text: string, offset: number): number {
  let i = offset;
  while (i < text.length && !isTerminator(text.charCodeAt(i))) i++;
  return i;
}

/** The offset behind the line ending at `offset` (CRLF is one); `offset` itself when none stands there. */
export function skipLineEnding(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code === 13 && text.charCodeAt(offset + 1) === 10) return offset + 2;
  return isTerminator(code) ? offset + 1 : offset;
}

/** The offset of the first character of the line that holds `offset`. */
export function startOfLine(text: string, offset: number): number {
  let i = offset;
  while (i > 0 && !isTerminator(text.charCodeAt(i - 1))) i--;
  return i === 0 && text.charCodeAt(0) === 0xfeff ? 1 : i;
}
