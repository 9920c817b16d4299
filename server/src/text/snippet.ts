/** A snippet as plain text: placeholders keep their default, a choice its first, escapes lose their backslash. One pass, no recursion. */
export function withoutPlaceholders(snippet: string): string {
  let text = '';
  let depth = 0;
  for (let i = 0; i < snippet.length; i++) {
    const char = snippet[i] ?? '';
    const next = snippet[i + 1] ?? '';
    if (char === '\\' && (next === '$' || next === '}' || next === '\\')) {
      text += next;
      i += 1;
    } else if (char === '$' && next === '{') {
      i += 2;
      while (i < snippet.length && snippet[i] !== ':' && snippet[i] !== '}' && snippet[i] !== '|') i += 1;
      if (snippet[i] === '|') {
        const end = snippet.indexOf('|}', i + 1);
        const choice = snippet.slice(i + 1, end < 0 ? snippet.length : end);
        text += choice.split(/(?<!\\),/, 1)[0]?.replace(/\\([$}\\,|])/g, '$1') ?? '';
        i = end < 0 ? snippet.length : end + 1;
      } else if (snippet[i] === ':') depth += 1;
    } else if (char === '$' && next >= '0' && next <= '9') {
      while (/\d/.test(snippet[i + 1] ?? '')) i += 1;
    } else if (char === '}' && depth > 0) depth -= 1;
    else text += char;
  }
  return text;
}

/** The placeholders of a snippet, each number once, in order, with their defaults. */
export function placeholdersIn(snippet: string): readonly { readonly number: string; readonly value: string }[] {
  const found = new Map<string, string>();
  for (const { number, value } of placeholders(snippet))
    if (number !== '0' && !found.has(number)) found.set(number, value);
  return [...found].map(([number, value]) => ({ number, value }));
}

/**
 * Whether a placeholder's default stands for a value and is none: `SIZE`, `UID:GID`, `<host>`, a host or an address of the documentation's
 * own (RFC 2606, RFC 5737).
 */
export function isStandIn(value: string): boolean {
  return /^[A-Z_: ]*$|[<>]|\bexample\\?\.(?:com|org|net)\b|^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(value);
}

/** A snippet as plain text with other values for some placeholders. */
export function withPlaceholders(snippet: string, values: ReadonlyMap<string, string>): string {
  let text = '';
  let last = 0;
  for (const { number, start, end } of placeholders(snippet)) {
    const value = values.get(number);
    if (value === undefined || start < last) continue;
    text += `${snippet.slice(last, start)}${value.replace(/[\\$}]/g, '\\$&')}`;
    last = end;
  }
  return withoutPlaceholders(text + snippet.slice(last));
}

function* placeholders(snippet: string): Generator<{ number: string; value: string; start: number; end: number }> {
  for (const match of snippet.matchAll(/\\.|\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|((?:\\.|[^\\|])*)\|)?\}/gs)) {
    const [whole, number] = match;
    if (number !== undefined)
      yield { number, value: withoutPlaceholders(whole), start: match.index, end: match.index + whole.length };
  }
}
