/**
 * The offset of the `}` that closes a Lua block which begins at `from` (behind its `{`), or -1 when it is not closed.
 * Braces in Lua strings and comments do not count.
 */
export function endOfLua(text: string, from: number, end: number): number {
  let depth = 0;
  for (let i = from; i < end; i++) {
    const char = text[i];
    if (char === '{') depth++;
    else if (char === '}') {
      if (depth === 0) return i;
      depth--;
    } else if (char === '"' || char === "'") i = endOfString(text, i, end);
    else if (char === '[') i = endOfLong(text, i, end) ?? i;
    else if (char === '-' && text[i + 1] === '-') i = endOfComment(text, i, end);
  }
  return -1;
}

/** Words behind which an operand follows, so that a `#` is Lua's length operator. */
const BEFORE_OPERAND = /(?:^|[^\w.:])(?:and|or|not|return|in|if|elseif|while|until)$/;

/**
 * The first thing between two offsets that no Lua program can hold: a line that begins with `#` where a statement does (there it is Lua's length
 * operator, not a comment), `//`, `!`, `&`, `|`. `undefined`: none. The text is read once.
 */
export function foreignToLua(text: string, from: number, end: number): { at: number; word: string } | undefined {
  let last = from - 1;
  let isLineStart = true;
  for (let i = from; i < end; i++) {
    const char = text[i] ?? '';
    if (char === '\n') isLineStart = true;
    if (/\s/.test(char)) continue;
    if (char === '-' && text[i + 1] === '-') {
      i = endOfComment(text, i, end) - 1;
      continue;
    }
    if (char === '/' && text[i + 1] === '/') return { at: i, word: '//' };
    if (char === '#' && isLineStart && endsStatement(text, from, last)) return { at: i, word: '#' };
    if (char === '!' || char === '&' || char === '|') {
      const word = text[i + 1] === char || text[i + 1] === '=' ? text.slice(i, i + 2) : char;
      return { at: i, word };
    }
    if (char === '"' || char === "'") i = endOfString(text, i, end);
    else if (char === '[') i = endOfLong(text, i, end) ?? i;
    isLineStart = false;
    last = i;
  }
  return undefined;
}

/** Whether what ends at an offset may be followed by a new statement only, not by an operand. */
function endsStatement(text: string, from: number, last: number): boolean {
  if (last < from) return true;
  const before = text.slice(Math.max(from, last - 10), last + 1);
  return /[\w)\]}"']$/.test(before) && !BEFORE_OPERAND.test(before);
}

/** The closing quote, or the end of the line: Lua's short strings do not span lines. */
function endOfString(text: string, from: number, end: number): number {
  const quote = text[from];
  for (let i = from + 1; i < end; i++) {
    const char = text[i];
    if (char === quote || char === '\n') return i;
    if (char === '\\') i++;
  }
  return end;
}

/** The last character of `[[ … ]]` or `[=[ … ]=]`; `undefined` when `from` is an ordinary bracket. */
function endOfLong(text: string, from: number, end: number): number | undefined {
  let level = 0;
  while (text[from + 1 + level] === '=') level++;
  if (text[from + 1 + level] !== '[') return undefined;
  const close = `]${'='.repeat(level)}]`;
  const at = text.indexOf(close, from + level + 2);
  return at === -1 || at >= end ? end : at + close.length - 1;
}

function endOfComment(text: string, from: number, end: number): number {
  const long = text[from + 2] === '[' ? endOfLong(text, from + 2, end) : undefined;
  if (long !== undefined) return long;
  const line = text.indexOf('\n', from);
  return line === -1 || line >= end ? end : line;
}
