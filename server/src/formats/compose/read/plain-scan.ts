/** Letters, digits, `_` and `-`: what names of anchors are made of here. */
export function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** Whether plain text may begin with the character at `at`; indicators are left to the library. */
function mayBegin(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= 32 || code === 127 || Number.isNaN(code)) return false;
  switch (text[at]) {
    case '-':
    case ':':
    case '?': {
      const next = text.charCodeAt(at + 1);
      return next > 32;
    }
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '#':
    case '&':
    case '*':
    case '!':
    case '|':
    case '>':
    case "'":
    case '"':
    case '%':
    case '@':
    case '`':
      return false;
    default:
      return true;
  }
}

function isControl(code: number): boolean {
  return code < 32 || code === 127;
}

/** The colon that ends a plain key on this line; -1 when there is none. */
export function keyEnd(text: string, start: number): number {
  if (!mayBegin(text, start)) return -1;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 58) {
      const next = text.charCodeAt(i + 1);
      if (i + 1 >= text.length || next === 32 || next === 10 || next === 13) {
        return text.charCodeAt(i - 1) === 32 ? -1 : i;
      }
    } else if (isControl(code) || (code === 35 && text.charCodeAt(i - 1) === 32)) return -1;
  }
  return -1;
}

/** The end of plain text that is a whole value: the end of its line or a comment, trailing spaces left off; `start` when it is none. */
export function plainEnd(text: string, start: number): number {
  if (!mayBegin(text, start)) return start;
  let end = start;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) break;
    if (code === 32) continue;
    if (isControl(code)) return start;
    if (code === 35 && text.charCodeAt(i - 1) === 32) break;
    if (code === 58) {
      const next = text.charCodeAt(i + 1);
      if (i + 1 >= text.length || next === 32 || next === 10 || next === 13) return start;
    }
    end = i + 1;
  }
  return end;
}

/** The end of plain text between brackets: before a comma, bracket, or the colon of a key. `start` when it is none. */
export function flowPlainEnd(text: string, start: number): number {
  if (!mayBegin(text, start)) return start;
  let end = start;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 44 || code === 93 || code === 125) break;
    if (code === 32) continue;
    if (isControl(code) || code === 91 || code === 123) return start;
    if (code === 35 && text.charCodeAt(i - 1) === 32) return start;
    if (code === 58) {
      const next = text.charCodeAt(i + 1);
      if (next === 32) break;
      if (Number.isNaN(next) || next < 32 || next === 44 || next === 91 || next === 93 || next === 123 || next === 125)
        return start;
    }
    end = i + 1;
  }
  return end;
}

/** Behind the closing quote of a text on one line; -1 when it does not end there. */
export function quotedEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isControl(code)) return -1;
    if (code === 92 && quote === 34) i++;
    else if (code === quote) {
      if (quote === 34 || text.charCodeAt(i + 1) !== 39) return i + 1;
      i++;
    }
  }
  return -1;
}

/** Behind the closing quote of a text on several lines, each indented deeper than `column`; -1 when there is none. */
export function foldedQuotedEnd(text: string, start: number, column: number): number {
  const quote = text.charCodeAt(start);
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      const line = i + 1;
      while (text.charCodeAt(i + 1) === 32) i++;
      const next = text.charCodeAt(i + 1);
      if (next !== 10 && next !== 13 && i + 1 - line <= column) return -1;
    } else if (isControl(code) && code !== 13) return -1;
    else if (code === 92 && quote === 34 && text.charCodeAt(i + 1) > 32) i++;
    else if (code === quote) {
      if (quote === 34 || text.charCodeAt(i + 1) !== 39) return i + 1;
      i++;
    }
  }
  return -1;
}

/** The text between single quotes. */
export function decodeSingle(inner: string): string {
  return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  '0': '\0',
};

/** The text between double quotes; `undefined` for escapes that are left to the library. */
export function decodeDouble(inner: string): string | undefined {
  if (!inner.includes('\\')) return inner;
  let decoded = '';
  for (let i = 0; i < inner.length; i++) {
    const char = inner.charAt(i);
    if (char !== '\\') decoded += char;
    else {
      const meaning = ESCAPES[inner.charAt(++i)];
      if (meaning === undefined) return undefined;
      decoded += meaning;
    }
  }
  return decoded;
}
