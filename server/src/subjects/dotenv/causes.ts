import type { Loader } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { span } from '../../text/span.ts';

export type CauseKind =
  | 'bare-name'
  | 'colon'
  | 'export'
  | 'name'
  | 'lines'
  | 'comment'
  | 'dollar'
  | 'reference'
  | 'escape'
  | 'quotes'
  | 'backslash'
  | 'spaces'
  | 'end-space'
  | 'inner-quotes'
  | 'blank'
  | 'other';

/** What in the spelling of an entry loaders disagree on, with words for both sides and for the way out. */
export interface Cause {
  readonly kind: CauseKind;
  /** What the loader does that takes the text as it stands. */
  readonly keeps: string;
  /** What the other does. */
  readonly changes: string;
  readonly advice: string;
  /** How the entry can be written so that both read the same; `undefined` when a person must decide. */
  readonly repair?: 'plain-assignment' | 'comment-above' | 'without-quotes' | 'end-space';
}

const CAUSES: Readonly<Record<CauseKind, Omit<Cause, 'kind'>>> = {
  'bare-name': { keeps: 'skips a bare name', changes: 'sets it', advice: 'write NAME=' },
  colon: {
    keeps: 'ignores NAME: value',
    changes: 'reads it',
    advice: 'write NAME=value',
    repair: 'plain-assignment',
  },
  export: { keeps: 'does not know export', changes: 'reads it', advice: 'remove export', repair: 'plain-assignment' },
  name: { keeps: 'takes the name', changes: 'does not', advice: 'use letters, digits and _ in the name' },
  lines: { keeps: 'reads one line', changes: 'reads all lines', advice: 'keep the value in a file' },
  comment: {
    keeps: 'reads the comment too',
    changes: 'skips it',
    advice: 'put the comment above',
    repair: 'comment-above',
  },
  dollar: { keeps: 'keeps the $', changes: 'replaces the name behind $', advice: 'use single quotes or no $' },
  reference: { keeps: 'keeps the reference', changes: 'replaces it', advice: 'write the value itself' },
  escape: { keeps: 'keeps the backslash', changes: 'decodes it', advice: 'avoid backslashes' },
  quotes: {
    keeps: 'keeps the quotes',
    changes: 'takes them off',
    advice: 'write it without quotes',
    repair: 'without-quotes',
  },
  backslash: { keeps: 'keeps the backslash', changes: 'drops it', advice: 'use single quotes' },
  spaces: {
    keeps: 'reads the spaces around =',
    changes: 'drops them',
    advice: 'write NAME=value',
    repair: 'plain-assignment',
  },
  'end-space': { keeps: 'reads the space at the end', changes: 'drops it', advice: 'remove it', repair: 'end-space' },
  'inner-quotes': {
    keeps: 'keeps the quotes inside',
    changes: 'takes them off',
    advice: 'put quotes around all of it',
  },
  blank: { keeps: 'stops at the space', changes: 'reads on', advice: 'use quotes' },
  other: { keeps: 'keeps it as it is', changes: 'does not', advice: 'write it in plain letters' },
};

/** The cause that explains most, for an entry two loaders read differently. */
export function causeOf(text: string, entry: DotenvEntry): Cause {
  const kind = kindOfKey(entry) ?? kindOfValue(text, entry);
  return { kind, ...CAUSES[kind] };
}

/** The cause for an entry that a loader skips or refuses: tried out, as the loader may well take `export` but not the value. */
export function causeOfFailure(text: string, entry: DotenvEntry, loader: Loader): Cause {
  const kind = kindOfFailure(text, entry, loader);
  return { kind, ...CAUSES[kind] };
}

function kindOfFailure(text: string, entry: DotenvEntry, loader: Loader): CauseKind {
  if (entry.separator === '') return 'bare-name';
  if (isSetPlainly(text, entry, loader)) {
    if (entry.separator === ':') return 'colon';
    if (entry.exportSpan !== undefined) return 'export';
    if (hasSpaces(entry)) return 'spaces';
  }
  if (!PLAIN_NAME.test(entry.key)) return 'name';
  if (entry.references.some((reference) => reference.operator !== '')) return 'reference';
  // Neither a comment nor the spaces that were tried without are to blame.
  const separatorSpan = span(entry.keySpan.end, Math.max(entry.keySpan.end, entry.rawSpan.start));
  return kindOfValue(text, { ...entry, separatorSpan, commentSpan: undefined });
}

/** Whether the loader takes the value where it stands as `NAME=value` alone. */
function isSetPlainly(text: string, entry: DotenvEntry, loader: Loader): boolean {
  const { rejected, values } = loader.read(`${entry.key}=${text.slice(entry.rawSpan.start, entry.rawSpan.end)}\n`);
  return !rejected && values.has(entry.key);
}

function hasSpaces(entry: DotenvEntry): boolean {
  return entry.separatorSpan.start > entry.keySpan.end || entry.separatorSpan.end < entry.rawSpan.start;
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** The same cause in other words: of a loader that keeps the quotes, or where no quotes help against `$`. */
export function withoutDollar(cause: Cause, keptQuote: boolean, quotesHelp: boolean): Cause {
  if (cause.kind !== 'dollar') return cause;
  if (keptQuote) return { kind: 'quotes', ...CAUSES.quotes };
  return quotesHelp ? cause : { ...cause, advice: 'use no $' };
}

function kindOfKey(entry: DotenvEntry): CauseKind | undefined {
  if (entry.separator === '') return 'bare-name';
  if (entry.separator === ':') return 'colon';
  if (entry.exportSpan !== undefined) return 'export';
  return PLAIN_NAME.test(entry.key) ? undefined : 'name';
}

function kindOfValue(text: string, entry: DotenvEntry): CauseKind {
  const content = text.slice(entry.valueSpan.start, entry.valueSpan.end);
  if (entry.quote === '`') return 'quotes';
  if (/[\r\n]/.test(content)) return 'lines';
  if (entry.commentSpan !== undefined && entry.rawSpan.end < entry.commentSpan.start) return 'comment';
  if (/\$[A-Za-z_{(]/.test(content)) return 'dollar';
  if (entry.quote !== '') return content.includes('\\') ? 'escape' : 'quotes';
  if (content.includes('\\')) return 'backslash';
  if (hasSpaces(entry)) return 'spaces';
  if (entry.quote === '' && /["']/.test(content)) return 'inner-quotes';
  if (/\s/.test(content)) return 'blank';
  return blanksAfter(text, entry) > 0 ? 'end-space' : 'other';
}

/** How many blanks stand between the value and the end of its line. */
export function blanksAfter(text: string, entry: DotenvEntry): number {
  let end = entry.rawSpan.end;
  while (text[end] === ' ' || text[end] === '\t') end++;
  const ends = end >= text.length || text[end] === '\n' || text[end] === '\r';
  return ends ? end - entry.rawSpan.end : 0;
}
