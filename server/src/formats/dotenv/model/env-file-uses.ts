/** One file a Compose service takes its environment from. */
export interface EnvFileUse {
  readonly path: string;
  /** Where the path stands in the text. */
  readonly offset: number;
  /** `format: raw`: read line by line as `docker run` does, without quotes and references. */
  readonly raw: boolean;
}

/**
 * The files named by `env_file` in a Compose text, by its indentation alone: short, list and long form.
 * The dotenv reader may not depend on the Compose one; a path in an anchor or a reference is not found.
 */
export function envFileUses(text: string): readonly EnvFileUse[] {
  const uses: EnvFileUse[] = [];
  const lines = text.split('\n');
  let offset = 0;
  let block: number | undefined;
  for (const ended of lines) {
    const line = ended.replace(/\r$/, '');
    const indent = line.length - line.trimStart().length;
    const key = /^\s*env_file:[ \t]*(.*)$/.exec(line);
    if (key !== null) {
      block = indent;
      addPaths(line, offset, line.indexOf(':') + 1, uses);
    } else if (block !== undefined && line.trim() !== '') {
      if (indent < block || (indent === block && !line.trimStart().startsWith('-'))) block = undefined;
      else addItem(line, offset, uses);
    }
    offset += ended.length + 1;
  }
  return uses;
}

function addItem(line: string, offset: number, uses: EnvFileUse[]): void {
  const format = /^\s*(?:-\s+)?format:\s*["']?raw/.test(line);
  const last = uses.at(-1);
  if (format && last !== undefined) uses[uses.length - 1] = { ...last, raw: true };
  const path = /^\s*(?:-\s+)?path:/.exec(line);
  if (path !== null) addPaths(line, offset, path[0].length, uses);
  else if (/^\s*-\s+(?!\w+:\s)/.test(line)) addPaths(line, offset, line.indexOf('-') + 1, uses);
}

/** Paths from a column on: one, or a flow list. Comments and quotes are left out. */
function addPaths(line: string, offset: number, column: number, uses: EnvFileUse[]): void {
  const comment = line.indexOf(' #', column);
  const text = line.slice(column, comment === -1 ? line.length : comment);
  for (const match of text.matchAll(/[^\s"',[\]]+/g)) {
    if (!match[0].startsWith('*') && !match[0].startsWith('&') && !match[0].startsWith('{'))
      uses.push({ path: match[0], offset: offset + column + match.index, raw: false });
  }
}
