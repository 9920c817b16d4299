import { append } from '../../../text/append.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { MOST_SCRIPTS, MOST_TEXT, scriptsAround } from './script-commands.ts';
import { type ShellCommand, shellCommands } from './shell-words.ts';

/** What one script says of images. */
interface ScriptImages {
  readonly built: readonly string[];
  /** Names given to images, by what they had before. */
  readonly tagged: readonly (readonly [source: string, target: string])[];
  readonly pushed: readonly string[];
  /** It may push what is not known. */
  readonly pushesUnknown: boolean;
  /** Folders in which it runs `make`. */
  readonly makes: readonly string[];
}

type Found = {
  -readonly [Key in keyof ScriptImages]: ScriptImages[Key] extends readonly (infer Item)[] ? Item[] : ScriptImages[Key];
};

const MOST_MAKES = 6;

/**
 * The images that scripts and Makefiles around a Compose file build and push nowhere, each with its tag (`latest` where none is written):
 * what runs is what was built last on that machine, and no registry is asked. Another name of such an image counts (`docker tag`), that of
 * an image from elsewhere does not; none does where a script may push what is not known, or not all are read. A Makefile that another one
 * runs `make` for counts, one level deep.
 */
export function imagesBuilt(files: RelatedFiles): ReadonlySet<string> {
  const all: ScriptImages[] = [];
  const read = (uri: string): ScriptImages | undefined => {
    const images = files.parsed(uri, 'script-images', imagesIn);
    if (images !== undefined) all.push(images);
    return images;
  };
  const scripts = scriptsAround(files);
  const below = new Set(
    scripts.flatMap((uri) => (read(uri)?.makes ?? []).map((folder) => files.resolve(`${folder}/Makefile`, uri))),
  );
  for (const uri of [...below].filter((one) => !scripts.includes(one)).slice(0, MOST_MAKES)) read(uri);
  if (scripts.length === MOST_SCRIPTS || all.some(({ pushesUnknown }) => pushesUnknown)) return new Set();
  const pushed = new Set(all.flatMap((images) => images.pushed));
  return new Set([...withNames(all)].filter((name) => !pushed.has(name) && !isOfRegistry(name)));
}

/** What is built, under every name it gets. */
function withNames(all: readonly ScriptImages[]): ReadonlySet<string> {
  const names = new Set(all.flatMap(({ built }) => built));
  const targets = new Map<string, string[]>();
  for (const [source, target] of all.flatMap(({ tagged }) => tagged)) {
    const known = targets.get(source);
    if (known === undefined) targets.set(source, [target]);
    else known.push(target);
  }
  // A set gives what is added while it is gone through.
  for (const name of names) for (const target of targets.get(name) ?? []) names.add(target);
  return names;
}

/** A name that begins with a registry's host is one to pull from there, whoever pushes it. */
function isOfRegistry(name: string): boolean {
  const slash = name.indexOf('/');
  return slash > 0 && /[.:]/.test(name.slice(0, slash));
}

/** An image with its tag, as one text for one image; `undefined` for a name that a variable takes part in. */
export function withTag(image: string): string | undefined {
  if (!/^[\w./:-]+$/.test(image)) return undefined;
  return image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`;
}

const ENGINE = /^(?:docker|podman|nerdctl|buildah)$/;
const TAG = /^(?:-t|--tag)$/;
const MAKE = /^(?:g?make|\$[({]MAKE[)}])$/;
/** What may send an image to a registry, wherever it stands. */
const SENDS = /(?:^|[^a-z\d])push(?![a-z\d])|type=registry|\bskopeo\b/i;
/** Names of targets and functions, and what sends something else or only talks. */
const SENDS_NOTHING = /^(?:[\w.-]+:.*|push|git|echo|printf)$/;
const ANY_ENGINE = /docker|podman|nerdctl|buildah|compose|skopeo|crane/i;

function imagesIn(text: string): ScriptImages {
  const found: Found = { built: [], tagged: [], pushed: [], pushesUnknown: false, makes: [] };
  const commands = text.length > MOST_TEXT ? undefined : shellCommands(text);
  const values = assignedIn(text.slice(0, MOST_TEXT));
  let folder: string | undefined;
  for (const command of commands ?? []) {
    const words = command.words.map((word) => resolve(word, values));
    if (command.isFirst) folder = undefined;
    const [program = ''] = words;
    if (program === 'cd') folder = words[1];
    else if (MAKE.test(command.words[0] ?? '')) append(found.makes, makeFolder(words, folder));
    const isUnderstood = ENGINE.test(program) && readEngine(words.slice(1), found);
    if (!isUnderstood && maySend(command, words)) found.pushesUnknown = true;
  }
  return commands === undefined ? { ...found, pushesUnknown: true } : found;
}

function maySend({ text }: ShellCommand, words: readonly string[]): boolean {
  const written = `${text} ${words.join(' ')}`;
  if (!SENDS.test(written)) return false;
  const [program = ''] = words;
  return ANY_ENGINE.test(written) || !SENDS_NOTHING.test(program) || (program === 'push' && words.length > 1);
}

/** `make -C images`, or `make` behind `cd images &&`. */
function makeFolder(words: readonly string[], folder: string | undefined): readonly string[] {
  const at = words.findIndex((word) => word === '-C' || word === '--directory');
  const named = at < 0 ? folder : words[at + 1];
  return named !== undefined && /^(?!\/)[\w./-]+$/.test(named) ? [named] : [];
}

/**
 * The words of one command behind the name of the engine.
 * @returns whether all is known that it may push
 */
function readEngine(words: readonly string[], found: Found): boolean {
  const [action, ...args] = words.filter((word) => word !== 'buildx' && word !== 'image' && word !== 'builder');
  if (action === 'push') return readPush(args, found);
  if (action === 'build' || action === 'bud') return readBuild(args, found);
  if (action !== 'tag') return false;
  const [source, target] = args.map(withTag);
  if (source !== undefined && target !== undefined) found.tagged.push([source, target]);
  return true;
}

/** Options of `push` that have no value and leave it at one tag. */
const PLAIN = /^(?:-q|--quiet|--disable-content-trust(?:=\w+)?|--tls-verify(?:=\w+)?)$/;

function readPush(args: readonly string[], found: Found): boolean {
  const [image, ...others] = args.filter((word) => !PLAIN.test(word));
  const name = image === undefined || image.startsWith('-') ? undefined : withTag(image);
  // Podman has a second name, under which it is pushed.
  if (name === undefined || others.some((word) => word.startsWith('-'))) return false;
  found.pushed.push(name);
  return true;
}

const SENDS_RESULT = /^(?:--push(?:=.*)?|--output(?:=.*)?|-o.*)$/;

function readBuild(args: readonly string[], found: Found): boolean {
  const tags = args.flatMap((word, index) => {
    const joined = /^--tag=(.+)$/.exec(word)?.[1] ?? /^-t(.+)$/.exec(word)?.[1];
    return joined !== undefined ? [joined] : TAG.test(word) ? [args[index + 1] ?? ''] : [];
  });
  const names = tags.map(withTag);
  const known = names.filter((name) => name !== undefined);
  // A variable between the options may hold any of them.
  const isOpen = args.slice(0, -1).some((word, index) => word.startsWith('$') && !/^-/.test(args[index - 1] ?? ''));
  if (!isOpen && !args.some((word) => SENDS_RESULT.test(word))) {
    append(found.built, known);
    return true;
  }
  append(found.pushed, known);
  const isSent = args.some((word) => SENDS.test(word));
  return !isSent || (known.length > 0 && known.length === names.length && !args.some((word) => /name=/.test(word)));
}

/** `IMAGE = shop/web`, `IMAGE ?= …`, `IMAGE="…"`: literal ones that nothing else is assigned to. */
function assignedIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const [, name = '', assigned = ''] of text.matchAll(
    /^[ \t]*(?:(?:export|local|readonly)[ \t]+)?([A-Za-z_]\w{0,80})[ \t]*[:?+]{0,2}=(.*)$/gm,
  )) {
    const value = /^[ \t]*["']?([\w./:-]{1,200})["']?[ \t]*(?:#.*)?\r?$/.exec(assigned)?.[1];
    found.set(name, !found.has(name) || found.get(name) === value ? value : undefined);
  }
  for (const [, name = ''] of text.matchAll(/\b(?:for|read)[ \t]+(?:-\w+[ \t]+)?([A-Za-z_]\w{0,80})/g))
    found.delete(name);
  return new Map([...found].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function resolve(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(/\$(?:\{(\w+)\}|\((\w+)\)|(\w+))/g, (whole, one, two, three) => {
    return values.get(one ?? two ?? three) ?? whole;
  });
}
