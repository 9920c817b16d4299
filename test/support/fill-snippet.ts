/** The text a snippet leaves behind when its placeholders are taken as they are: `${1:512m}` becomes `512m`, `$0` nothing. */
export function fillSnippet(snippet: string): string {
  let text = '';
  for (let i = 0; i < snippet.length; i++) {
    const char = snippet[i];
    if (char === '\\' && /[$}\\,|]/.test(snippet[i + 1] ?? '')) {
      text += snippet[++i];
    } else if (char === '$' && /\d/.test(snippet[i + 1] ?? '')) {
      while (/\d/.test(snippet[i + 1] ?? '')) i++;
    } else if (char === '$' && snippet[i + 1] === '{') {
      const end = closing(snippet, i + 2);
      const body = snippet.slice(i + 2, end);
      const colon = body.indexOf(':');
      const choice = /^\d+\|([^,|]*)/.exec(body);
      text += choice !== null ? choice[1] : colon < 0 ? '' : fillSnippet(body.slice(colon + 1));
      i = end;
    } else {
      text += char;
    }
  }
  return text;
}

function closing(snippet: string, from: number): number {
  let depth = 1;
  for (let i = from; i < snippet.length; i++) {
    if (snippet[i] === '\\') i++;
    else if (snippet[i] === '{') depth++;
    else if (snippet[i] === '}' && --depth === 0) return i;
  }
  return snippet.length;
}
