import type { RelatedNote } from '../../finding/report.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { LOADERS, type LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { mask } from '../../secrets/mask.ts';

/** Whether one of these loaders reads the file: certainly, or for all we know (nothing tells which loaders do). */
export function mayBeReadBy(model: DotenvModel, ids: readonly LoaderId[]): boolean {
  return model.loaders.length === 0 || model.loaders.some((loader) => ids.includes(loader.id));
}

/** Where the project says that these loaders read the file, and what each reads when `value` knows it (masked). */
export function evidence(
  model: DotenvModel,
  ids: readonly LoaderId[],
  value?: (id: LoaderId) => string | undefined,
): readonly RelatedNote[] {
  return model.loaders
    .filter((loader) => ids.includes(loader.id))
    .map(({ id, because }) => {
      const text = value?.(id);
      const reads = text === undefined ? '' : `; it reads ${text === '' ? 'an empty value' : mask(text)}`;
      return { at: because, message: `${LOADERS[id].title} reads the file because of this${reads}` };
    });
}

/** The loaders of the project that are in `ids` by their names, or `otherwise` when nothing tells who reads the file. */
export function titlesOf(model: DotenvModel, ids: readonly LoaderId[], otherwise: string): string {
  const titles = model.loaders.filter((loader) => ids.includes(loader.id)).map(({ id }) => LOADERS[id].title);
  const last = titles.pop();
  if (last === undefined) return otherwise;
  return titles.length === 0 ? last : `${titles.join(', ')} and ${last}`;
}

/** A name for a message with two loaders in it: at most 30 characters. */
export function briefName(name: string): string {
  return name.length <= 30 ? name : `${name.slice(0, 29)}…`;
}

/** Whether the value is filled in by a template engine before any loader sees it. */
export function isFilledIn(model: DotenvModel, entry: DotenvEntry): boolean {
  return /\{\{|\{%|<%/.test(model.file.text.slice(entry.rawSpan.start, entry.rawSpan.end));
}

/** Whether lines between the assignments are a shell script's or a template engine's: then the order of lines means something else. */
export function isScript(model: DotenvModel): boolean {
  return model.file.junk.some((line) => SCRIPT.test(model.file.text.slice(line.start, line.start + 40)));
}

const SCRIPT =
  /^(?:if|then|elif|else|fi|for|while|do|done|case|esac|function|source|echo|exit|set|\.|\[|\{%|\{\{|<%)(?=\s|$|;)/;
