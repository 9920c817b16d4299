import { structuredPatch } from 'diff';
import { maskText } from '../engine/masking/mask-text.ts';
import { type FileSecrets, secretsOf, secretsOfText, withTexts } from '../engine/masking/secret-spans.ts';
import { firstBehind, joined } from '../engine/masking/spans.ts';
import type { Project } from '../project/project.ts';
import { printable, withoutCommands } from '../report/printable.ts';
import type { Span } from '../text/span.ts';
import { range } from './plain-diff.ts';

/** A file before or after a change, and what of it must not be shown. */
export interface DiffSide {
  readonly text: string;
  readonly secrets: FileSecrets;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 1;

/** A text as one side of a diff, its secrets found as in a file of that name. The project holds it as open afterwards. */
export async function diffSide(project: Project, uri: string, path: string, text: string): Promise<DiffSide> {
  project.open(uri, text);
  const { model } = await project.check(uri);
  if (model !== undefined) return { text, secrets: secretsOf(model) };
  // What a fix writes to a secret's own file is a secret from end to end.
  if (path.split('/').includes('secrets'))
    return { text, secrets: { spans: [{ start: 0, end: text.length }], texts: [] } };
  return { text, secrets: secretsOfText(text) };
}

/**
 * A unified diff of the real texts, made safe line by line: a removed line is masked by the secrets of the text before, an added one by
 * those of the text after, one that stays by both. Lines that do not change look the same on both sides.
 */
export function maskedDiff(path: string, before: DiffSide | undefined, after: DiffSide): string {
  const old: DiffSide = before ?? { text: '', secrets: { spans: [], texts: [] } };
  const oldLines = new Lines(old, after.secrets.texts);
  const newLines = new Lines(after, old.secrets.texts);
  const { hunks } = structuredPatch('', '', old.text, after.text, undefined, undefined, { context: CONTEXT });
  const lines = [`--- ${printable(before === undefined ? '/dev/null' : `a/${path}`)}`, `+++ ${printable(`b/${path}`)}`];
  for (const hunk of hunks) {
    let oldLine = hunk.oldStart - 1;
    let newLine = hunk.newStart - 1;
    lines.push(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`);
    for (const line of hunk.lines) {
      const sign = line[0];
      if (sign === '-') lines.push(`-${oldLines.masked(oldLine++)}`);
      else if (sign === '+') lines.push(`+${newLines.masked(newLine++)}`);
      else if (sign === ' ') lines.push(` ${newLines.masked(newLine++, oldLines.secretsIn(oldLine++))}`);
      else lines.push(line);
    }
  }
  return withoutCommands(`${lines.join('\n')}\n`);
}

/** The lines of one side as they may be shown. */
class Lines {
  readonly #text: string;
  readonly #spans: readonly Span[];
  /** Where the lines of a diff begin: behind line feeds alone. */
  readonly #starts: number[] = [0];

  constructor({ text, secrets }: DiffSide, others: readonly string[]) {
    this.#text = text;
    this.#spans = withTexts(text, secrets, others).spans;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The secrets of a line by their columns. */
  secretsIn(line: number): readonly Span[] {
    const { start, end } = this.#lineAt(line);
    return secretsBetween(this.#spans, start, end).map((one) => ({
      start: Math.max(0, one.start - start),
      end: Math.min(end, one.end) - start,
    }));
  }

  /** A line, masked by its own secrets and by those that stand at the same columns on the other side. */
  masked(line: number, further: readonly Span[] = []): string {
    const { start, end } = this.#lineAt(line);
    const source = this.#text.slice(start, end);
    const { text } = maskText(source, { start: 0, end: source.length }, joined([...this.secretsIn(line), ...further]));
    // the carriage return of a line ending is no control character that could do harm
    return text.endsWith('\r') ? `${printable(text.slice(0, -1))}\r` : printable(text);
  }

  /** To the line feed: a carriage return before it belongs to the line. */
  #lineAt(line: number): Span {
    const start = this.#starts[line] ?? this.#text.length;
    const newline = this.#text.indexOf('\n', start);
    return { start, end: newline < 0 ? this.#text.length : newline };
  }
}

function secretsBetween(spans: readonly Span[], start: number, end: number): readonly Span[] {
  const found: Span[] = [];
  for (let i = firstBehind(spans, start); i < spans.length; i++) {
    const span = spans[i];
    if (span === undefined || span.start >= end) break;
    found.push(span);
  }
  return found;
}
