import type { RelatedFiles } from '../../related-files.ts';

/** What is looked through for commands, in the folder of the file and the one above. */
const SCRIPTS = ['*akefile', '*ustfile', '*.mk', '*.sh', 'scripts/*.sh', 'bin/*.sh'];
export const MOST_SCRIPTS = 12;
export const MOST_TEXT = 65_536;

/** The scripts and Makefiles that may start a Compose file or build what it runs: beside it and one folder up, the first dozen. */
export function scriptsAround(files: RelatedFiles): readonly string[] {
  const patterns = [...SCRIPTS, ...SCRIPTS.map((pattern) => `../${pattern}`)];
  return patterns.flatMap((pattern) => files.glob(pattern) ?? []).slice(0, MOST_SCRIPTS);
}

/** A line of a script with those it goes on in (a backslash at its end), comment signs dropped. */
export interface ScriptLine {
  readonly text: string;
  /** Its first physical line. */
  readonly start: number;
  readonly end: number;
}

/** The lines of a text of commands. Linear in the text, of which the first 64 KiB are read. */
export function scriptLines(text: string): readonly ScriptLine[] {
  const found: ScriptLine[] = [];
  const lines = text.slice(0, MOST_TEXT).split('\n');
  let start = 0;
  for (let i = 0; i < lines.length; i++) {
    const first = lines[i] ?? '';
    const at = { start, end: start + first.trimEnd().length };
    start += first.length + 1;
    const parts = [first];
    while (/\\\s*$/.test(parts.at(-1) ?? '') && i + 1 < lines.length) {
      const next = lines[++i] ?? '';
      parts.push(next);
      start += next.length + 1;
    }
    const joined = parts.map((part) => part.replace(/^\s*#+/, '').replace(/\\\s*$/, '')).join(' ');
    found.push({ text: joined, ...at });
  }
  return found;
}

/** The commands of one line. */
export function commandsOf(line: string): readonly string[] {
  return line.split(/&&|\|\||[;|]/);
}
