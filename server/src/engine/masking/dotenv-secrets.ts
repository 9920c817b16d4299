import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { looksRandom } from '../../secrets/looks-random.ts';
import { type Span, slice } from '../../text/span.ts';
import { type Hidden, kindOfValue } from './hidden.ts';
import { hidesValue } from './hidden-names.ts';
import { lineEnd } from './text-words.ts';

/** Every value of an env file, and what follows it on its line when its quotes are wrong; lines that are no entry behind their first word. */
export function hideInDotenv(model: DotenvModel, hidden: Hidden): void {
  for (const entry of model.entries) hideEntry(entry, hidden);
  for (const line of model.file.junk) hideJunk(line, hidden);
}

function hideEntry(entry: DotenvEntry, hidden: Hidden): void {
  const { text } = hidden;
  hidden.cover(entry.span, entry.rawSpan);
  const { start, end } = entry.keySpan;
  if (looksRandom(text, start, end)) hidden.spans.push(entry.keySpan);
  if (entry.separator === '') return;
  hidden.named(
    entry.key,
    [entry.key],
    entry.valueSpan,
    kindOfValue(text, entry.valueSpan, [], entry.defect === undefined),
  );
  // half of the loaders take what follows a `#` without a blank before it as part of the value
  if (entry.commentSpan?.start === entry.rawSpan.end && hidesValue(entry.key))
    hidden.value({ start: entry.valueSpan.start, end: entry.commentSpan.end });
  // `KEY="a"b`, or a quote nobody closes: all of the line belongs to it
  const rest = {
    start: entry.valueSpan.end,
    end: entry.commentSpan?.start ?? lineEnd(text, entry.rawSpan.end, text.length),
  };
  if (entry.defect === undefined) return;
  if (hidesValue(entry.key))
    hidden.value({ start: entry.valueSpan.start, end: Math.max(rest.end, entry.valueSpan.end) });
  else hidden.read(rest, 'unread');
}

/** `DB_PASSWORD hunter2`, the rest of a value that got a line of its own. */
function hideJunk(line: Span, hidden: Hidden): void {
  const { text } = hidden;
  hidden.cover(line);
  const source = slice(text, line);
  const word = /^[A-Za-z_.[]{1,60}(?=\s)/.exec(source);
  const start = line.start + (word === null ? 0 : word[0].length);
  if (SCRIPT.test(source)) hidden.read(line, 'unread');
  else hidden.value({ start, end: line.end });
}

/** Lines of a shell script are structure. */
const SCRIPT =
  /^(?:if|then|elif|else|fi|for|while|do|done|case|esac|function|source|exit|set|\.|\[|\{%|\{\{|<%|<<<<<<<|=======|>>>>>>>)(?=\s|$|;)/;
