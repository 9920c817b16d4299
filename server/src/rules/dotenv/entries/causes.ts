import type { DotenvEntry } from '../../../formats/dotenv/model.ts';

/** What in the spelling of an entry loaders disagree on, with words for both sides and for the way out. */
export interface Cause {
  /** What the loader does that takes the text as it stands. */
  readonly keeps: string;
  /** What the other does. */
  readonly changes: string;
  readonly advice: string;
  /** Source the entry can be replaced by so that both read the same; `undefined` when a person must decide. */
  readonly repair: 'plain-assignment' | 'comment-above' | undefined;
}

/** The cause that explains most, for an entry two loaders read differently. */
export function causeOf(text: string, entry: DotenvEntry): Cause {
  const raw = text.slice(entry.rawSpan.start, entry.rawSpan.end);
  const content = text.slice(entry.valueSpan.start, entry.valueSpan.end);
  if (entry.separator === '')
    return { keeps: 'skips a bare name', changes: 'sets it', advice: 'write NAME=', repair: undefined };
  if (entry.separator === ':')
    return {
      keeps: 'ignores NAME: value',
      changes: 'reads it',
      advice: 'write NAME=value',
      repair: 'plain-assignment',
    };
  if (entry.exportSpan !== undefined)
    return { keeps: 'does not know export', changes: 'reads it', advice: 'remove export', repair: 'plain-assignment' };
  if (!/^[A-Za-z_]\w*$/.test(entry.key))
    return {
      keeps: 'takes the name',
      changes: 'does not',
      advice: 'use letters, digits and _ in the name',
      repair: undefined,
    };
  if (/[\r\n]/.test(raw))
    return {
      keeps: 'reads one line',
      changes: 'reads all lines',
      advice: 'keep the value in a file',
      repair: undefined,
    };
  if (entry.commentSpan !== undefined && entry.rawSpan.end < entry.commentSpan.start)
    return {
      keeps: 'reads the comment too',
      changes: 'skips it',
      advice: 'put the comment above',
      repair: 'comment-above',
    };
  if (/\$/.test(content))
    return {
      keeps: 'keeps the $',
      changes: 'replaces the name behind $',
      advice: 'use single quotes or no $',
      repair: undefined,
    };
  if (entry.quote !== '' && content.includes('\\'))
    return { keeps: 'keeps the backslash', changes: 'decodes it', advice: 'avoid backslashes', repair: undefined };
  if (entry.quote !== '')
    return {
      keeps: 'keeps the quotes',
      changes: 'takes them off',
      advice: 'write it without quotes',
      repair: undefined,
    };
  if (content.includes('\\'))
    return { keeps: 'keeps the backslash', changes: 'drops it', advice: 'use single quotes', repair: undefined };
  if (entry.separatorSpan.start > entry.keySpan.end || entry.separatorSpan.end < entry.rawSpan.start)
    return {
      keeps: 'reads the spaces around =',
      changes: 'drops them',
      advice: 'remove them',
      repair: 'plain-assignment',
    };
  if (/\s/.test(content))
    return { keeps: 'stops at the space', changes: 'reads on', advice: 'use quotes', repair: undefined };
  return { keeps: 'keeps it as it is', changes: 'does not', advice: 'write it in plain letters', repair: undefined };
}
