import { LOADERS, type LoaderId } from '../../../formats/dotenv/loaders/loaders.ts';
import type { DotenvModel } from '../../../formats/dotenv/model.ts';
import type { RelatedNote } from '../../contract.ts';

/** Whether one of these loaders reads the file: certainly, or for all we know (nothing tells which loaders do). */
export function mayBeReadBy(model: DotenvModel, ids: readonly LoaderId[]): boolean {
  return model.loaders.length === 0 || model.loaders.some((loader) => ids.includes(loader.id));
}

/** Where the project says that these loaders read the file. */
export function evidence(model: DotenvModel, ids: readonly LoaderId[]): readonly RelatedNote[] {
  return model.loaders
    .filter((loader) => ids.includes(loader.id))
    .map((loader) => ({ at: loader.because, message: `${LOADERS[loader.id].title} reads the file because of this` }));
}

/** A name for a message with two loaders in it: at most 30 characters. */
export function briefName(name: string): string {
  return name.length <= 30 ? name : `${name.slice(0, 29)}…`;
}

/** Whether lines between the assignments are a shell script's or a template engine's: then the order of lines means something else. */
export function isScript(model: DotenvModel): boolean {
  return model.file.junk.some((line) => SCRIPT.test(model.file.text.slice(line.start, line.start + 40)));
}

const SCRIPT =
  /^(?:if|then|elif|else|fi|for|while|do|done|case|esac|function|source|echo|exit|set|\.|\[|\{%|\{\{|<%)(?=\s|$|;)/;
