import { structuredPatch } from 'diff';

/** Lines around a change that are shown with it: what `git apply` and `patch` look for when a file has changed since. */
const CONTEXT = 3;

/**
 * A unified diff of the texts as they are, secrets included, that `patch -p1` and `git apply` apply byte for byte.
 * `before`: `undefined` for a file that is made.
 */
export function plainDiff(path: string, before: string | undefined, after: string): string {
  const { hunks } = structuredPatch('', '', before ?? '', after, undefined, undefined, { context: CONTEXT });
  const lines = [
    `diff --git ${name(`a/${path}`)} ${name(`b/${path}`)}`,
    ...(before === undefined ? ['new file mode 100644'] : []),
    `--- ${before === undefined ? '/dev/null' : ended(name(`a/${path}`))}`,
    `+++ ${ended(name(`b/${path}`))}`,
  ];
  for (const { oldStart, oldLines, newStart, newLines, lines: body } of hunks)
    lines.push(`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...body);
  return `${lines.join('\n')}\n`;
}

/** A range of no lines is counted from the line before it. */
export function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** A name as git writes it: in quotes, with the escapes of C, where it has to be. */
function name(path: string): string {
  const isPlain = (char: string) => char >= ' ' && char !== '"' && char !== '\\' && char !== '\u007f';
  if ([...path].every(isPlain)) return path;
  const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  const escaped = (char: string) => (char === '"' || char === '\\' ? `\\${char}` : octal(char));
  return `"${[...path].map((char) => (isPlain(char) ? char : escaped(char))).join('')}"`;
}

/** A tab ends a name that has blanks: they would end it otherwise. */
function ended(path: string): string {
  return path.includes(' ') && !path.startsWith('"') ? `${path}\t` : path;
}
