import type { RelatedNote } from '../../finding/report.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { LOADERS, type LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';

/** Whether one of these loaders reads the file: certainly, or for all we know (nothing tells which loaders do). */
export function mayBeReadBy(model: DotenvModel, ids: readonly LoaderId[]): boolean {
  return model.loaders.length === 0 || model.loaders.some((loader) => ids.includes(loader.id));
}

/** Where the project says that these loaders read the file, and which of them read the same when `value` knows what each reads. */
export function evidence(
  model: DotenvModel,
  ids: readonly LoaderId[],
  value?: (id: LoaderId) => string | undefined,
): readonly RelatedNote[] {
  const first = new Map<string, LoaderId>();
  return model.loaders
    .filter((loader) => ids.includes(loader.id))
    .map(({ id, because }) => {
      const text = value?.(id);
      const message = `${LOADERS[id].title} reads the file because of this`;
      if (text === undefined) return { at: because, message };
      const what = whatIsRead(text, first);
      if (!first.has(text)) first.set(text, id);
      return { at: because, message: `${message}${what}` };
    });
}

/** Says of a value, which may be a secret, only whether it is empty or the same as another loader's. */
function whatIsRead(text: string, first: ReadonlyMap<string, LoaderId>): string {
  const same = first.get(text);
  if (text === '') return '; it reads an empty value';
  if (same !== undefined) return `; it reads the same as ${LOADERS[same].title}`;
  return first.size === 0 ? '' : '; it reads another value';
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
