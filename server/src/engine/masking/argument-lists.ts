import { type Span, slice } from '../../text/span.ts';
import { announcedBy, isOwner, programOf } from './command-flags.ts';
import type { Hidden } from './hidden.ts';
import { hidesValue } from './hidden-names.ts';
import type { TextKind } from './text-secrets.ts';

/** One item of a list of texts. */
export interface ListItem {
  readonly content: Span;
  readonly kind: TextKind;
}

/** The items of a list of words: `NAME=value`, or a flag and its value in the item behind it. */
export function hideInList(hidden: Hidden, items: readonly ListItem[]): void {
  const { text } = hidden;
  const sources = items.map(({ content }) =>
    slice(text, { start: content.start, end: Math.min(content.end, content.start + 200) }),
  );
  const programs = new Set(sources.map(programOf));
  for (const [i, { content, kind }] of items.entries()) {
    const before = sources[i - 1] ?? '';
    const announced = before.startsWith('-') && !before.includes('=') ? announcedBy(before, programs) : undefined;
    const isFlag = /^-{1,2}[A-Za-z][\w.-]{2,}$/.test(before);
    const source = sources[i] ?? '';
    const colon = source.indexOf(':');
    if (source.startsWith('-')) hidden.assignment(content, kind);
    else if (announced === 'pair' && colon >= 0 && !isOwner(source, programs))
      hidden.value({ start: content.start + colon + 1, end: content.end });
    else if (announced === 'value' || (isFlag && hidesValue(before.replace(/^-+/, '')))) hidden.value(content);
    else hidden.assignment(content, kind);
    hidden.cover(content);
  }
}
