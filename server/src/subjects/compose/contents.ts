import type { ComposeScalar, ComposeText } from '../../formats/compose/model/nodes.ts';
import { within } from '../../formats/compose/model/scalar-node.ts';
import { interpolate } from '../../formats/compose/read/interpolate.ts';
import type { Span } from '../../text/span.ts';

/** A `name = value` or `name: value` line of an inline config. */
export interface ContentSetting {
  readonly name: string;
  readonly nameSpan: Span;
  readonly text: ComposeText;
}

/** The settings of a config's `content`; only literal blocks keep their lines where they are written. */
export function contentSettings(content: ComposeScalar): readonly ContentSetting[] {
  if (content.style !== 'literal') return [];
  const settings: ContentSetting[] = [];
  const { text } = content.document;
  let start = content.contentSpan.start;
  while (start < content.contentSpan.end) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 || newline > content.contentSpan.end ? content.contentSpan.end : newline;
    const setting = settingIn(content, start, end);
    if (setting !== undefined) settings.push(setting);
    start = end + 1;
  }
  return settings;
}

function settingIn(content: ComposeScalar, start: number, end: number): ContentSetting | undefined {
  const line = content.document.text.slice(start, end);
  const match = /^[ \t]*([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*/.exec(line);
  if (match === null) return undefined;
  const name = match[1] ?? '';
  const rest = line.slice(match[0].length).trimEnd();
  const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : '';
  const isQuoted = quote !== '' && rest.length > 1 && rest.endsWith(quote);
  const value = isQuoted ? rest.slice(1, -1) : rest;
  if (value === '') return undefined;
  const nameStart = start + line.indexOf(name);
  const valueStart = start + match[0].length + (isQuoted ? 1 : 0);
  const span = { start: valueStart, end: valueStart + value.length };
  const known = interpolate(value, content.document.lookup);
  const inside = within(content.references, span);
  return {
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    text: { uri: content.uri, span, text: value, value: known.value, certainty: known.certainty, references: inside },
  };
}
