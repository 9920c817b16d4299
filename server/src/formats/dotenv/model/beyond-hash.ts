import type { DotenvEntry } from '../read/tree.ts';

/**
 * Where an unquoted value ends for the loaders that take a `#` inside a word as part of it (Compose, docker, python-dotenv …), when the `#`
 * right behind the value does not look like a comment: `KEY=ab#cd` but not `KEY=ab# cd`. `undefined` where all loaders agree.
 */
export function endBeyondHash(text: string, entry: DotenvEntry): number | undefined {
  const { commentSpan } = entry;
  // `TIME#ZONE=Europe` is a name nobody can read, no value
  if (entry.separator === '' || entry.quote !== '' || entry.defect !== undefined) return undefined;
  if (commentSpan === undefined || commentSpan.start !== entry.rawSpan.end) return undefined;
  const { start, end } = commentSpan;
  if (/[\s#]/.test(text[start + 1] ?? ' ')) return undefined;
  const comment = text.slice(start, end).search(/\s#/);
  return comment === -1 ? start + text.slice(start, end).trimEnd().length : start + comment;
}
