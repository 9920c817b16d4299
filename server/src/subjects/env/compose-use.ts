import { envFileUses } from '../../formats/dotenv/model/env-file-uses.ts';
import type { RelatedFiles } from '../../formats/related-files.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import type { RuleContext } from '../context.ts';

const COMPOSE = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;

/** No folder of a person holds more Compose files that belong together. */
const MOST_FILES = 24;

/** Anything by which somebody outside the project may reach a service, or that keeps the rest in another file. */
const LETS_IN = /\bports["']?\s*:|\bnetwork_mode\b|\binclude\b|\bextends\b|\bexternal\b|\btraefik\b|\blabels\b/m;

/**
 * Whether the Compose files beside a `.env` file publish nothing at all: what it holds opens what neighbours in the project reach.
 * False where there is none, or one of them cannot be read.
 */
export function nothingIsPublished(context: RuleContext): boolean {
  const texts = composeTexts(context);
  return texts !== undefined && texts.length > 0 && texts.every((text) => !LETS_IN.test(text));
}

/**
 * Whether Compose files stand beside a `.env` file and none of them gives a variable to a service: by `env_file`, a reference, or its
 * name without a value.
 */
export function isGivenToNoService(name: string, context: RuleContext): boolean {
  const texts = composeTexts(context);
  if (texts === undefined || texts.length === 0) return false;
  const own = fileNameOf(context.uri);
  return texts.every((text) => !envFileUses(text).some(({ path }) => namesFile(path, own)) && !hands(text, name));
}

/** A path that a reference or an anchor makes up may be any file. */
function namesFile(path: string, own: string): boolean {
  return path.includes('$') || path.slice(path.lastIndexOf('/') + 1) === own;
}

function hands(text: string, name: string): boolean {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  return new RegExp(
    `\\$\\{?${escaped}\\b|^[ \\t]*-[ \\t]+["']?${escaped}["']?[ \\t]*\\r?$|^[ \\t]*${escaped}:[ \\t]*\\r?$`,
    'm',
  ).test(text);
}

/** The Compose files of the folder; `undefined` when one of them cannot be read. */
function composeTexts(context: RuleContext): readonly string[] | undefined {
  const [model] = context.all('document');
  if (model?.format !== 'dotenv') return undefined;
  const { files } = model;
  let known = texts.get(files);
  if (known === undefined) {
    known = readTexts(files);
    texts.set(files, known);
  }
  return known.complete ? known.texts : undefined;
}

interface Texts {
  readonly complete: boolean;
  readonly texts: readonly string[];
}

/** Asked for every secret of a file. A cache only. */
const texts = new WeakMap<RelatedFiles, Texts>();

function readTexts(files: RelatedFiles): Texts {
  const uris = (files.glob('*') ?? []).filter((uri) => COMPOSE.test(fileNameOf(uri)));
  const read = uris.slice(0, MOST_FILES).map((uri) => files.get(uri));
  const found = read.flatMap((file) => (file.state === 'read' ? [file.text] : []));
  return { complete: uris.length <= MOST_FILES && found.length === read.length, texts: found };
}
