import { type Fix, fix } from '../../finding/fix.ts';
import { encodeValue } from '../../formats/dotenv/edit/encode.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { startOfLine } from '../../formats/dotenv/read/characters.ts';
import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { span } from '../../text/span.ts';
import { blanksAfter, type Cause } from './causes.ts';

/** The fix a cause allows: everything before the value becomes `NAME=`, or the comment moves to a line of its own. */
export function repairsFor(model: DotenvModel, entry: DotenvEntry, cause: Cause): readonly Fix[] {
  const { text } = model.file;
  switch (cause.repair) {
    case 'plain-assignment': {
      const head = span(
        entry.span.start,
        entry.rawSpan.start === entry.rawSpan.end ? entry.separatorSpan.end : entry.rawSpan.start,
      );
      if (/[\r\n]/.test(text.slice(head.start, head.end))) return [];
      return [
        fix(`Write ${entry.key}=value (every loader sets it from then on)`, 'behavior-changing', [
          { span: head, newText: `${entry.key}=` },
        ]),
      ];
    }
    case 'comment-above':
      return commentAbove(text, entry);
    case 'end-space': {
      const { end } = entry.rawSpan;
      const blanks = { span: span(end, end + blanksAfter(text, entry)), newText: '' };
      return [
        fix(`Remove the space behind ${entry.key} (it is no part of the value from then on)`, 'behavior-changing', [
          blanks,
        ]),
      ];
    }
    case 'without-quotes':
      return withoutQuotes(model, entry);
    default:
      return [];
  }
}

function commentAbove(text: string, entry: DotenvEntry): readonly Fix[] {
  const comment = entry.commentSpan;
  if (comment === undefined) return [];
  const line = startOfLine(text, entry.span.start);
  const words = text.slice(comment.start, comment.end).trimEnd();
  return [
    fix(`Put the comment above ${entry.key} (every loader then reads the same value)`, 'behavior-changing', [
      { span: span(line, line), newText: words + lineEndingOf(text) },
      { span: span(entry.rawSpan.end, comment.end), newText: '' },
    ]),
  ];
}

/** These take no white space or quote in a value that has no quotes around it. */
const NEED_QUOTES: readonly LoaderId[] = ['phpdotenv', 'symfony', 'shell'];

/** The value without its quotes, where it means the same to every loader without them. */
function withoutQuotes(model: DotenvModel, entry: DotenvEntry): readonly Fix[] {
  const content = model.file.text.slice(entry.valueSpan.start, entry.valueSpan.end);
  const isStrict = model.loaders.some((loader) => NEED_QUOTES.includes(loader.id));
  if (encodeValue(content, { quote: '', content: isStrict ? '' : 'a b' }) !== content) return [];
  const edit = { span: entry.rawSpan, newText: content };
  return [fix(`Write ${entry.key} without quotes (a shell would need them)`, 'behavior-changing', [edit])];
}
