import type { Location } from '../formats/format.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { NamedValue } from './named-value.ts';
import { normalizeKey, shownName } from './setting-key.ts';

/** An environment variable as rules on settings see it. */
export interface Setting {
  readonly value: NamedValue;
  readonly path: readonly string[];
  /** Upper case, words joined by `_`. */
  readonly key: string;
  /** The name for a message, at most 40 characters. */
  readonly name: string;
  /** What it is certainly set to here; `undefined` when that is not known or said elsewhere. */
  readonly written: string | undefined;
  /** `written` without white space around it; empty when not known. */
  readonly text: string;
  /** The place of its value. */
  readonly at: Location;
}

/** The settings that count: of equal keys in a `.env` file the last one, as every loader reads it. */
export function settingsOf(values: readonly NamedValue[]): readonly Setting[] {
  const last = new Map<string, NamedValue>();
  for (const value of values) if (value.place === 'dotenv') last.set(value.name, value);
  return values.filter((value) => value.place !== 'dotenv' || last.get(value.name) === value).map(settingFrom);
}

/** A named value as a setting. */
function settingFrom(value: NamedValue): Setting {
  const written = writtenText(value);
  return {
    value,
    path: value.path,
    key: normalizeKey(value.name),
    name: shownName(value.name),
    written,
    text: written?.trim() ?? '',
    at: inFileOf(value, value.valueSpan),
  };
}

/** The setting when its key matches and its text is known. */
export function settingOf(setting: Setting, keys: RegExp): Setting | undefined {
  return setting.written !== undefined && keys.test(setting.key) ? setting : undefined;
}

/**
 * What a variable is set to by what stands at this place: its literal text, or the default of a reference nobody sets.
 * `undefined` when part of it comes from another place (it is judged there) or is not known.
 */
function writtenText(value: NamedValue): string | undefined {
  if (value.references.some((reference) => reference.resolved !== undefined)) return undefined;
  // `${NAME:-}`, or a name nobody sets: meant to be filled in from outside.
  if (value.references.length > 0 && value.resolved === '') return undefined;
  return value.resolved;
}

/** The edits that set a variable to `text`: the whole value, or the default when the value is one reference with a default. */
export function setTo(value: NamedValue, text: string): readonly TextEdit[] | undefined {
  const [reference, ...others] = value.references;
  if (reference === undefined) return value.replaceWith(text);
  const isWhole = reference.span.start === value.valueSpan.start && reference.span.end === value.valueSpan.end;
  if (others.length > 0 || !isWhole || reference.word === undefined) return undefined;
  if (reference.operator !== '-' && reference.operator !== ':-') return undefined;
  return value.replacePart(reference.word.span, text);
}

/** The place of a part of a value: it may stand in another file than the one that is checked. */
export function inFileOf(value: NamedValue, part: Span): Location {
  return { uri: value.uri, span: part };
}

/** Edits as changes to the file the value stands in. */
export function editsIn(
  value: NamedValue,
  edits: readonly TextEdit[],
): readonly (TextEdit & { readonly uri: string })[] {
  return edits.map((edit) => ({ ...edit, uri: value.uri }));
}

/**
 * Edits as snippets: the first `placeholder` in each becomes a field the cursor lands on.
 * `$`, `}` and `\` of the rest are escaped as the Language Server Protocol asks.
 */
export function snippetsIn(
  value: NamedValue,
  edits: readonly TextEdit[],
  placeholder: string,
): readonly (TextEdit & { readonly uri: string; readonly snippet: true })[] {
  return edits.map((edit) => {
    const at = edit.newText.indexOf(placeholder);
    if (at === -1) return { ...edit, newText: escapeSnippet(edit.newText), uri: value.uri, snippet: true };
    const before = escapeSnippet(edit.newText.slice(0, at));
    const after = escapeSnippet(edit.newText.slice(at + placeholder.length));
    return { ...edit, newText: `${before}\${1:${escapeSnippet(placeholder)}}${after}`, uri: value.uri, snippet: true };
  });
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** No file of a person sets more: in a longer one nothing is compared, or a hostile file would take quadratic time. */
const MOST_COMPARED = 2_000;

/** What else is set for the same program: in the same file, and in a compose file for the same service. */
export function besides(setting: Setting, all: readonly Setting[]): readonly Setting[] {
  if (all.length > MOST_COMPARED) return [];
  const { owner, uri } = setting.value;
  return all.filter((other) => other !== setting && other.value.owner === owner && other.value.uri === uri);
}
