import type { RelatedFiles } from '../../related-files.ts';
import { commandsIn, scriptsAround } from './script-commands.ts';

/** What one script says of images. */
interface ScriptImages {
  readonly built: readonly string[];
  readonly pushed: readonly string[];
  /** Folders in which it runs `make`. */
  readonly makes: readonly string[];
}

const MOST_MAKES = 6;

/**
 * The images that scripts and Makefiles around a Compose file build and push nowhere, each with its tag (`latest` where none is written):
 * what runs is what was built last on that machine, and no registry is asked. A Makefile that another one runs `make` for counts, one
 * level deep.
 */
export function imagesBuilt(files: RelatedFiles): ReadonlySet<string> {
  const built = new Set<string>();
  const pushed = new Set<string>();
  const read = (uri: string): ScriptImages | undefined => {
    const images = files.parsed(uri, 'script-images', imagesIn);
    for (const name of images?.built ?? []) built.add(name);
    for (const name of images?.pushed ?? []) pushed.add(name);
    return images;
  };
  const scripts = scriptsAround(files);
  const below = new Set(
    scripts.flatMap((uri) => (read(uri)?.makes ?? []).map((folder) => files.resolve(`${folder}/Makefile`, uri))),
  );
  for (const uri of [...below].filter((one) => !scripts.includes(one)).slice(0, MOST_MAKES)) read(uri);
  return new Set([...built].filter((name) => !pushed.has(name)));
}

/** An image with its tag, as one text for one image; `undefined` for a name that a variable takes part in. */
export function withTag(image: string): string | undefined {
  if (!/^[\w./:-]+$/.test(image)) return undefined;
  return image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`;
}

const ENGINE = /^(?:docker|podman|nerdctl|buildah)$/;
const TAG = /^(?:-t|--tag)$/;
const MAKE = /^(?:g?make|\$[({]MAKE[)}])$/;

function imagesIn(text: string): ScriptImages {
  const found = { built: [] as string[], pushed: [] as string[], makes: [] as string[] };
  const values = assignedIn(text);
  let folder: string | undefined;
  for (const { words: written, isFirst } of commandsIn(text)) {
    const words = written.map((word) => resolve(word, values));
    if (isFirst) folder = undefined;
    const [program = ''] = words;
    if (program === 'cd') folder = words[1];
    else if (MAKE.test(written[0] ?? '')) found.makes.push(...makeFolder(words, folder));
    else if (ENGINE.test(program)) readEngine(words.slice(1), found);
  }
  return found;
}

/** `make -C images`, or `make` behind `cd images &&`. */
function makeFolder(words: readonly string[], folder: string | undefined): readonly string[] {
  const at = words.findIndex((word) => word === '-C' || word === '--directory');
  const named = at < 0 ? folder : words[at + 1];
  return named !== undefined && /^(?!\/)[\w./-]+$/.test(named) ? [named] : [];
}

/** The words of one command behind the name of the engine. */
function readEngine(words: readonly string[], found: { built: string[]; pushed: string[] }): void {
  const rest = words.filter((word) => word !== 'buildx' && word !== 'image' && word !== 'builder');
  const [action, ...args] = rest;
  const add = (list: string[], name: string | undefined): void => {
    const full = name === undefined ? undefined : withTag(name);
    if (full !== undefined) list.push(full);
  };
  if (action === 'push') add(found.pushed, args.at(-1));
  if (action === 'tag') add(found.built, args[1]);
  if (action !== 'build' && action !== 'bud') return;
  const tags = args.flatMap((word, index) => {
    const joined = /^--tag=(.+)$/.exec(word)?.[1];
    return joined !== undefined ? [joined] : TAG.test(word) ? [args[index + 1] ?? ''] : [];
  });
  const list = args.includes('--push') ? found.pushed : found.built;
  for (const name of tags) add(list, name);
}

/** `IMAGE = shop/web`, `IMAGE ?= …`, `IMAGE="…"`: literal ones. */
function assignedIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,80})[ \t]*[:?]?=[ \t]*["']?([\w./:-]{1,200})["']?[ \t]*$/gm,
  ))
    found.set(name, value);
  return found;
}

function resolve(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(/\$(?:\{(\w+)\}|\((\w+)\)|(\w+))/g, (whole, one, two, three) => {
    return values.get(one ?? two ?? three) ?? whole;
  });
}
