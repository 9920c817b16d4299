/**
 * Text that is safe on a terminal and in a log: control characters (escape sequences, bidirectional overrides, line breaks) become
 * visible `\u{…}` escapes, tabs become one space. Linear.
 */
export function printable(text: string): string {
  let result = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isControl(code)) continue;
    result += text.slice(from, i) + (code === 9 ? ' ' : `\\u{${code.toString(16)}}`);
    from = i + 1;
  }
  return from === 0 ? text : result + text.slice(from);
}

function isControl(code: number): boolean {
  return (
    code < 32 ||
    (code >= 127 && code < 160) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0x2028 ||
    code === 0x2029
  );
}
