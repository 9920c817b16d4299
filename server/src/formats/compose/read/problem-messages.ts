/** The library's error codes in our words: its own messages quote the text, which may be a secret. */
const MESSAGES: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'An alias (`*name`) takes no anchor and no tag',
  BAD_ALIAS: 'An anchor or alias needs a name',
  BAD_DIRECTIVE: 'Unknown YAML directive',
  BAD_DQ_ESCAPE: 'Unknown escape in a double-quoted text: double the backslash or use single quotes',
  BAD_INDENT: 'Wrong indentation: keys of one mapping start in the same column',
  BAD_PROP_ORDER: 'Anchors and tags stand behind the `-`, `?` or `:`',
  BAD_SCALAR_START: 'A text cannot begin with this character: quote it',
  BLOCK_AS_IMPLICIT_KEY: 'A nested mapping starts on its own line',
  BLOCK_IN_FLOW: 'A block mapping or list cannot stand inside `{}` or `[]`',
  KEY_OVER_1024_CHARS: 'A key is at most 1024 characters long',
  MISSING_CHAR: 'Something is missing here: a colon, a comma, or a closing quote or bracket',
  MULTILINE_IMPLICIT_KEY: 'A key stands on one line: a colon or a quote is missing',
  MULTIPLE_ANCHORS: 'A value has at most one anchor',
  MULTIPLE_TAGS: 'A value has at most one tag',
  RESOURCE_EXHAUSTION: 'Nested too deeply to be read',
  TAB_AS_INDENT: 'YAML is indented with spaces, not tabs',
  TAG_RESOLVE_FAILED: 'Unknown YAML tag',
  UNEXPECTED_TOKEN: 'Unexpected text: check indentation, quotes and colons above',
};

/** What to say about an error of the YAML library. Never quotes the file. */
export function problemMessage(code: string): string {
  return MESSAGES[code] ?? 'Not valid YAML';
}
