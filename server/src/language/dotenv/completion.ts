import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { Span } from '../../text/span.ts';

/** One proposal: a name that is asked for and not there yet. */
export interface DotenvCompletion {
  readonly label: string;
  readonly kind: 'variable';
  /** Who asks for it. */
  readonly detail: string;
  readonly insertText: string;
  readonly isSnippet: false;
  readonly span: Span;
  readonly sortText: string;
}

/** Names with who asks for them: `src/server.ts`. */
export type AskedNames = ReadonlyMap<string, string>;

/** Whether a name may be typed at an offset: at the start of a line, outside of values over several lines. */
export function isNamePlace({ file }: DotenvModel, offset: number): boolean {
  const lineStart = file.text.lastIndexOf('\n', offset - 1) + 1;
  if (!/^\s*(?:export\s+)?(?:[A-Za-z_]\w*)?$/.test(file.text.slice(lineStart, offset))) return false;
  return !file.entries.some(({ rawSpan }) => rawSpan.start < lineStart && lineStart <= rawSpan.end);
}

/** The names that the template, compose files and code ask for and the file does not set. */
export function completeDotenv(
  model: DotenvModel,
  offset: number,
  asked: AskedNames = new Map(),
): readonly DotenvCompletion[] {
  if (!isNamePlace(model, offset)) return [];
  const { text } = model.file;
  let start = offset;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (/\w/.test(text.charAt(end))) end++;
  const here = new Set(model.file.entries.filter(({ keySpan }) => keySpan.start !== start).map(({ key }) => key));
  const names = new Map<string, string>();
  for (const { key } of model.template?.file.entries ?? []) names.set(key, `in ${model.template?.name ?? ''}`);
  for (const [name, who] of asked) if (!names.has(name)) names.set(name, `asked for in ${who}`);
  const isFollowed = /^[ \t]*[=:]/.test(text.slice(end, end + 80));
  return [...names]
    .filter(([name]) => !here.has(name))
    .map(([name, detail], i) => ({
      label: name,
      kind: 'variable',
      detail,
      insertText: isFollowed ? name : `${name}=`,
      isSnippet: false,
      span: { start, end },
      sortText: String(i).padStart(5, '0'),
    }));
}
