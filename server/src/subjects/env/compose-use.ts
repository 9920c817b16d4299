import { envFileUses } from '../../formats/dotenv/model/env-file-uses.ts';
import type { RelatedFiles } from '../../formats/related-files.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { portsOfStore } from '../compose/store-products.ts';
import type { RuleContext } from '../context.ts';

const COMPOSE = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml(?:\.(?:j2|jinja2?|tpl|tmpl|gotmpl|erb))?$/;

/** No folder of a person holds more Compose files that belong together. */
const MOST_FILES = 24;

/**
 * Whether a Compose file beside a `.env` file publishes the port of a data store on more than loopback: `5432:5432`,
 * `${DB_PORT:-5432}:5432`. False where there is none that can be read: then nobody knows.
 * @param hosts services the `.env` file names as the store; the files that define one of them count alone
 */
export function publishesStore(product: string, hosts: readonly string[], context: RuleContext): boolean {
  const ports = portsOfStore(product);
  if (ports.length === 0) return false;
  const texts = composeTexts(context) ?? [];
  const own = texts.filter((text) => hosts.some((host) => definesService(text, host)));
  const { item, listed } = published(product, ports);
  return (own.length === 0 ? texts : own).some((text) => item.test(text) || listed.test(text));
}

/** By product: how its port is published, as an item of a list and in one line. A cache only. */
const patterns = new Map<string, { readonly item: RegExp; readonly listed: RegExp }>();

function published(product: string, ports: readonly number[]): { readonly item: RegExp; readonly listed: RegExp } {
  let known = patterns.get(product);
  if (known === undefined) {
    const mapping = `["']?(?!127\\.|localhost)[^\\s#"',\\]]{0,200}:(?:${ports.join('|')})["']?[ \\t]*`;
    known = {
      item: new RegExp(`^[ \\t]*-[ \\t]+${mapping}(?:#.*)?\\r?$`, 'm'),
      listed: new RegExp(`^[ \\t]*ports:[ \\t]*\\[(?:[^\\]\\n]{0,300},)?[ \\t]*${mapping}[,\\]]`, 'm'),
    };
    patterns.set(product, known);
  }
  return known;
}

function definesService(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  return new RegExp(`^[ \\t]+["']?${name.replace(/[^\w]/g, '\\$&')}["']?:[ \\t]*\\r?$`, 'm').test(text);
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

/**
 * Whether Compose files stand beside a `.env` file, all of them and what they include, and none so much as names a variable or takes a
 * file of its environment: Compose reads the `.env` to fill in references, so nothing in a container ever sees it.
 */
export function isNamedInNoCompose(name: string, context: RuleContext): boolean {
  const texts = composeTexts(context);
  if (texts === undefined || texts.length === 0) return false;
  let takes = takesFiles.get(texts);
  if (takes === undefined) {
    takes = texts.some((text) => /^[ \t]*["']?(?:env_file|include|extends)["']?[ \t]*:/m.test(text));
    takesFiles.set(texts, takes);
  }
  return !takes && !texts.some((text) => text.includes(name));
}

/** Whether one of some texts takes in other files. Asked for every secret of a file. A cache only. */
const takesFiles = new WeakMap<readonly string[], boolean>();

/** Whether a Compose file beside a `.env` file names an image with a variable of it: then the image is judged there. */
export function isUsedInImage(name: string, context: RuleContext): boolean {
  const image = new RegExp(
    `^[ \\t]*["']?image["']?[ \\t]*:[^\\n#]{0,200}\\$\\{?${name.replace(/[^\w]/g, '\\$&')}\\b`,
    'm',
  );
  return (composeTexts(context) ?? []).some((text) => image.test(text));
}

/** Whether a Compose file beside a `.env` file names an image for which a condition holds; true where they cannot all be read. */
export function composeRunsImage(holds: (image: string) => boolean, context: RuleContext): boolean {
  if (context.all('document')[0]?.format !== 'dotenv') return false;
  const texts = composeTexts(context);
  if (texts === undefined) return true;
  let known = images.get(texts);
  if (known === undefined) {
    known = new Set(texts.flatMap((text) => [...text.matchAll(IMAGE)].map(([, image = '']) => image)));
    images.set(texts, known);
  }
  return [...known].some(holds);
}

/** Asked for every secret of a feature that is off. A cache only. */
const images = new WeakMap<readonly string[], ReadonlySet<string>>();

const IMAGE = /^[ \t]*["']?image["']?[ \t]*:[ \t]*["']?([^\s"'#]{1,200})/gm;

/**
 * The name of a Compose file beside a `.env` file that puts a value of its own where a variable is empty (`${NAME:-value}`); `undefined`
 * when none is seen to.
 */
export function defaultedIn(name: string, context: RuleContext): string | undefined {
  const [model] = context.all('document');
  if (model?.format !== 'dotenv') return undefined;
  let known = defaults.get(model.files);
  if (known === undefined) {
    known = filesByDefault(model.files);
    defaults.set(model.files, known);
  }
  return known.get(name);
}

/** Asked for every weak secret of a template. A cache only. */
const defaults = new WeakMap<RelatedFiles, ReadonlyMap<string, string>>();

/** The first Compose file that gives each variable a value where it is empty. */
function filesByDefault(files: RelatedFiles): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const uri of (files.glob('*') ?? []).filter((one) => COMPOSE.test(fileNameOf(one))).slice(0, MOST_FILES)) {
    const file = files.get(uri);
    if (file.state !== 'read') continue;
    for (const [, name = ''] of file.text.matchAll(/\$\{(\w{1,200}):-[^}\s]/g))
      if (!found.has(name)) found.set(name, fileNameOf(uri));
  }
  return found;
}

/** A path that a reference or an anchor makes up may be any file. */
function namesFile(path: string, own: string): boolean {
  return path.includes('$') || path.slice(path.lastIndexOf('/') + 1) === own;
}

function hands(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const escaped = name.replace(/[^\w]/g, '\\$&');
  return new RegExp(
    `\\$\\{?${escaped}\\b|^[ \\t]*-[ \\t]+["']?${escaped}["']?[ \\t]*\\r?$|^[ \\t]*${escaped}:[ \\t]*\\r?$`,
    'm',
  ).test(text);
}

/**
 * Whether a Compose file beside a `.env` file holds a password of it once more, under its own name or that of the same product, or in a
 * URL: a new one in the `.env` file alone would end the login.
 * @param isSame whether a key there may be for the same server
 */
export function isCopiedInCompose(text: string, isSame: (key: string) => boolean, context: RuleContext): boolean {
  const texts = composeTexts(context);
  if (texts === undefined) return false;
  let known = copies.get(texts);
  if (known === undefined) {
    known = keysByValue(texts);
    copies.set(texts, known);
  }
  return known.get(text)?.some(isSame) === true;
}

/** Asked for every secret of a file. A cache only. */
const copies = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The keys and URL schemes in front of each password in some texts. */
function keysByValue(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of texts)
    for (const pattern of [COPY, COPY_IN_URL])
      for (const [, key = '', value = ''] of file.matchAll(pattern)) {
        const keys = found.get(value);
        if (keys === undefined) found.set(value, [key]);
        else if (!keys.includes(key) && keys.length < MOST_KEYS) keys.push(key);
      }
  return found;
}

/** No value of a person stands behind more names. */
const MOST_KEYS = 100;

const COPY =
  /([\w.]{0,80}(?:PASS|PASSWD|PASSWORD|PWD?|SECRET|TOKEN|KEY))["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\s"'#$]{1,200})/gi;
const COPY_IN_URL = /\b([a-z][a-z+]{1,20}):\/\/[^\s:@/"']{0,80}:([^\s@/"']{1,200})@/gi;

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
