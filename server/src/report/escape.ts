/** Text for XML or HTML content and attribute values; characters XML 1.0 forbids become U+FFFD. */
export function xml(text: string): string {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const forbidden =
      (code < 32 && code !== 9 && code !== 10 && code !== 13) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      code === 0xfffe ||
      code === 0xffff;
    result += forbidden ? '\ufffd' : (ENTITIES[char] ?? char);
  }
  return result;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for Markdown, within a line or a table cell: it is shown as it is. It makes no image, link, emphasis or HTML, and where a comment is
 * read by GitHub or GitLab it mentions nobody and refers to nothing: what would is parted by a character nobody sees.
 */
export function markdownCell(text: string): string {
  return text
    .replaceAll(/[\\|`*[\]~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[@#!](?=\w)|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi, `$&${UNSEEN}`)
    .replaceAll('\n', ' ');
}

/** A zero width space. */
const UNSEEN = '\u200b';

/** JSON for people, with a line break at the end. Names in it hold what they hold, but are no command of a CI runner that reads the log. */
export function jsonText(value: unknown): string {
  return `${asData(JSON.stringify(value, null, 2))}\n`;
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return `${asData(JSON.stringify(value))}\n`;
}

function asData(json: string): string {
  return json.replaceAll(/#(?=#(?:vso|teamcity)?\[)/g, '\\u0023');
}
