/**
 * The words of an identifier, upper case: split at `_ - . / :` and blanks and at a change from lower to upper case.
 * `dbPassword`, `DB_PASSWORD` and `db-password` all give `DB`, `PASSWORD`. A digit stays with its word. At most 32 words.
 */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  const push = (end: number): void => {
    if (end > start && words.length < 32) words.push(name.slice(start, end).toUpperCase());
  };
  const length = Math.min(name.length, 200);
  for (let i = 0; i < length; i++) {
    const c = name.charCodeAt(i);
    if (!isWordChar(c)) {
      push(i);
      start = i + 1;
    } else if (i > start && isUpper(c) && (!isUpper(name.charCodeAt(i - 1)) || isLower(name.charCodeAt(i + 1)))) {
      push(i);
      start = i;
    }
  }
  push(length);
  return words;
}

function isWordChar(code: number): boolean {
  return isUpper(code) || isLower(code) || (code >= 48 && code <= 57) || code > 127;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
