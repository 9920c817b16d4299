/** Where somebody types in a YAML file, told by indentation alone: the file may be broken at this very line. */
export interface YamlPlace {
  /** The keys around the line, outermost first. */
  readonly path: readonly string[];
  /** The line in front of the cursor, indentation and dashes cut off. */
  readonly typed: string;
  /** The offset where `typed` begins. */
  readonly start: number;
  /** The column of the line's first character, dashes counted. */
  readonly indent: number;
  /** The line is an item of a list. */
  readonly isItem: boolean;
}

/** Lines that are looked at above the cursor. */
const MOST_LINES = 5000;

/** The place of an offset; `undefined` behind a comment's `#`. */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(line)) return undefined;
  const [lead = '', dash = ''] = /^ *(- +|-$)?/.exec(line) ?? [];
  const indent = lead.length - dash.length;
  const path = keysAround(text, lineStart, indent, dash !== '');
  return { path, typed: line.slice(lead.length), start: lineStart + lead.length, indent, isItem: dash !== '' };
}

/** The keys of the lines above that hold a line of this indentation; a list may stand in its key's own column. */
function keysAround(text: string, lineStart: number, indent: number, isItem: boolean): readonly string[] {
  const path: string[] = [];
  let limit = isItem ? indent + 1 : indent;
  let end = lineStart - 1;
  for (let count = 0; count < MOST_LINES && end >= 0 && limit > 0; count++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    end = start - 1;
    const key = /^( *)(?:"([^"]*)"|'([^']*)'|([^\s#'"-][^#:]*)):(?:\s|$)/.exec(line);
    if (key === null || (key[1] ?? '').length >= limit) continue;
    limit = (key[1] ?? '').length;
    path.unshift(key[2] ?? key[3] ?? key[4] ?? '');
  }
  return path;
}
