import { fileNameOf } from '../../../text/uri-text.ts';
import type { Location } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { commandsOf, scriptLines, scriptsAround } from './script-commands.ts';

/** Files that somebody gives Compose together, in order, and where that is written. */
export interface ComposeSet {
  readonly uris: readonly string[];
  readonly at: Location;
}

interface WrittenList {
  readonly paths: readonly string[];
  /** The line it begins in. */
  readonly start: number;
  readonly end: number;
}

/** Of the Compose files beside one, and how much of the head of each. */
const MOST_BESIDE = 12;
const MOST_HEAD = 65_536;
/** A file that is loaded in more sets than that is a toolbox; the first are judged. */
const MOST_SETS = 6;

/**
 * The sets of files that scripts, Makefiles and the heads of compose files load this one in: literal lists of `-f` only, all of whose files
 * are there. Each once, in the order they are found.
 */
export function composeSets(files: RelatedFiles): readonly ComposeSet[] {
  const found = new Map<string, ComposeSet>();
  for (const uri of writersAround(files)) {
    const isCompose = /\.ya?ml$/i.test(uri);
    for (const list of files.parsed(uri, 'compose-lists', isCompose ? listsInHead : listsIn) ?? []) {
      const uris = list.paths.map((path) => files.resolve(path, uri));
      if (!uris.includes(files.uri) || new Set(uris).size < uris.length || found.size === MOST_SETS) continue;
      const states = uris.map((one) => files.get(one).state);
      const key = uris.join(' ');
      if (found.has(key) || states.some((state) => state !== 'read')) continue;
      found.set(key, { uris, at: { uri, span: { start: list.start, end: list.end } } });
    }
  }
  return [...found.values()];
}

function writersAround(files: RelatedFiles): readonly string[] {
  const beside = files.glob('*compose*.y*ml') ?? [];
  return [...new Set([...scriptsAround(files), files.uri, ...beside.slice(0, MOST_BESIDE)])];
}

/** The comments a file begins with. */
function listsInHead(text: string): readonly WrittenList[] {
  const end = /^(?!\s*#|\s*$)/m.exec(text.slice(0, MOST_HEAD))?.index ?? 0;
  return listsIn(text.slice(0, end));
}

/** The literal lists in a text of commands; a list that a variable takes part in is none. Linear in the text. */
function listsIn(text: string): readonly WrittenList[] {
  const lists: WrittenList[] = [];
  for (const { text: line, start, end } of scriptLines(text)) {
    if (!/compose|stack/i.test(line)) continue;
    for (const command of commandsOf(line)) {
      const paths = pathsIn(command);
      if (paths !== undefined) lists.push({ paths, start, end });
    }
  }
  return lists;
}

const OPTION = /^(?:-f|--file|-c|--compose-file)$/;
/** Options whose value does not decide what is loaded. */
const OTHER_VALUE = /^(?:-p|--project-name|--env-file|--profile|--progress)$/;

/** The files one command loads; `undefined` when it names none, or a variable may. */
function pathsIn(command: string): readonly string[] | undefined {
  const listed = /\bCOMPOSE_FILE=["']?([^\s"']+)/.exec(command)?.[1];
  if (listed !== undefined) return literal(listed.split(':'));
  const words = command.split(/\s+/).map((word) => word.replace(/^["'`]+|["'`]+$/g, ''));
  const begin = words.findIndex((word) => /compose|^stack$/i.test(word) && !/\.ya?ml$/i.test(word));
  if (begin < 0 || words[begin]?.includes('$') === true) return undefined;
  const paths: string[] = [];
  for (let i = begin + 1; i < words.length; i++) {
    const word = words[i] ?? '';
    const joined = /^(?:--file|--compose-file)=(.+)$/.exec(word)?.[1];
    if (joined !== undefined) paths.push(joined);
    else if (OPTION.test(word) && /\.ya?ml$|\$/i.test(words[i + 1] ?? '')) paths.push(words[++i] ?? '');
    else if (OTHER_VALUE.test(word)) i += 1;
    else if (word.startsWith('$') && words.slice(i).some((later) => OPTION.test(later))) return undefined;
  }
  return literal(paths);
}

function literal(paths: readonly string[]): readonly string[] | undefined {
  const isLiteral = paths.length > 0 && paths.every((path) => /\.ya?ml$/i.test(path) && !/[$*?{}<>~]/.test(path));
  return isLiteral ? paths : undefined;
}

/** How a set is called. */
export function nameOfSet({ uris }: ComposeSet): string {
  return uris.map((uri) => fileNameOf(uri).slice(0, 40)).join(' + ');
}
