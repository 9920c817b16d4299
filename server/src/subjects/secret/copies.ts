import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { envForms, envTemplate, mountedTexts } from '../../formats/compose/model/outside-files.ts';
import { mayNameSecret } from '../../secrets/purpose.ts';
import { grouped } from '../../text/grouped.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { quoted } from '../compose/names.ts';
import { modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import { isCopiedInCompose } from '../env/compose-use.ts';
import type { NamedValue } from '../named-value.ts';
import { isAtStore, opensProduct, productOpened, type SecretPlace } from './places.ts';

/**
 * Whether another file of the project writes the same password for the other side of the login: a Compose file beside a `.env` file; for
 * the password of a data store an env file or a configuration file that a service of the Compose file gets. A new one here alone would end
 * the login, and those files are no part of the repair.
 */
export function isCopiedInOtherFile(places: readonly SecretPlace[], context: RuleContext): boolean {
  const [first] = places;
  if (first === undefined) return false;
  if (first.value.place === 'dotenv') return isCopiedInCompose(first.secret.text, sameServer(first), context);
  const store = places.find(({ value }) => isAtStore(value));
  return (
    store !== undefined && (isInEnvFile(store, context) || isInForm(store, context) || isInMountedFile(store, context))
  );
}

const MOST_FILES = 12;

/**
 * How a title names the Compose files beside this one, and no part of the same project, that set the very same secret: the workers of a
 * program whose web server runs from another file. The password of a data store is no such case: each file brings its own store.
 */
export function setElsewhere(places: readonly SecretPlace[], context: RuleContext): string | undefined {
  const model = modelOf(context);
  const [first] = places;
  if (model === undefined || first === undefined) return undefined;
  // a variable that is set counts in every file
  if (first.secret.part === 'default' || productOpened(first) !== undefined) return undefined;
  const { files } = model;
  const own = new Set([model.uri, ...model.layers.map(({ uri }) => uri)]);
  const others = ['*compose*.yml', '*compose*.yaml']
    .flatMap((pattern) => files.glob(pattern) ?? [])
    .filter((uri) => !own.has(uri));
  const wanted = `${first.value.name}=${first.secret.text}`;
  const found = others.slice(0, MOST_FILES).filter((uri) => files.parsed(uri, 'settings', settingsIn)?.has(wanted));
  const [uri] = found;
  if (uri === undefined) return undefined;
  return found.length === 1 ? `${fileNameOf(uri)} sets it` : `${fileNameOf(uri)} and ${found.length - 1} more set it`;
}

/**
 * How a title names another service of the file that holds the very same value under another name, where the value is too long or too
 * special for that to be chance: both ends of a key (`MEILI_MASTER_KEY`, `MEILISEARCH_KEY`). What logs in at a data store is among the places.
 */
export function setBeside(places: readonly SecretPlace[], context: RuleContext): string | undefined {
  const [first] = places;
  if (first === undefined || first.secret.part === 'default' || productOpened(first) !== undefined) return undefined;
  const { verdict } = first.secret.grade;
  if (first.secret.text.length < LEAST_SPECIAL || verdict === 'weak' || verdict === 'default') return undefined;
  const owners = new Set(places.map(({ value }) => value.owner));
  const same = byLiteral(context).get(first.value.literal ?? first.secret.text) ?? [];
  const other = same.find(({ owner }) => !owners.has(owner));
  return other === undefined ? undefined : `${quoted(other.owner ?? '')} holds it as ${other.name.slice(0, 40)}`;
}

/** Asked for every secret of a file. A cache only. */
const literals = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly NamedValue[]>>();

/** The variables of services by what is written there, whether or not their names speak of a secret. */
function byLiteral(context: RuleContext): ReadonlyMap<string, readonly NamedValue[]> {
  const values = context.all('namedValue');
  let known = literals.get(values);
  if (known === undefined) {
    known = grouped(
      values.filter(({ place, literal }) => place === 'compose-environment' && literal !== undefined),
      ({ literal }) => literal ?? '',
    );
    literals.set(values, known);
  }
  return known;
}

/** Shorter ones are words that many people come upon. */
const LEAST_SPECIAL = 10;

/** `NAME: value`, `- NAME=value` and `NAME: ${VARIABLE:-value}`. */
const SETTING =
  /^[ \t]*(?:-[ \t]*)?["']?([A-Za-z_]\w{0,127})["']?[ \t]{0,20}[:=][ \t]{0,20}["']?(?:\$\{\w{1,128}:?-)?([^\s"'#{}]{1,512})/;

/** What the lines of a text set, as `NAME=value`. */
function settingsIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = SETTING.exec(line) ?? [];
    if (name !== undefined) found.add(`${name}=${value}`);
  }
  return found;
}

function sameServer(place: SecretPlace): (key: string) => boolean {
  const product = productOpened(place);
  return (key) => key === place.value.name || (product !== undefined && opensProduct(key, product));
}

/**
 * Whether a file that becomes the `.env` holds the password once more, for a variable that the Compose file refers to: a client's URL
 * there would go on with the old one. Taken for so where not all of them are read.
 */
function isInForm({ value, secret }: SecretPlace, context: RuleContext): boolean {
  const model = modelOf(context);
  if (model === undefined) return false;
  const isSame = sameServer({ value, secret });
  const own = new Set([secret.reference?.name, value.name]);
  const { text } = secret;
  const settings = formSettingsOf(model);
  if (settings === undefined) return true;
  return settings.some(
    ({ key, value: other }) =>
      !own.has(key) && ((other === text && mayNameSecret(key) && isSame(key)) || logsInWith(other, text)),
  );
}

/** Asked for every password of a data store. A cache only. */
const formSettings = new WeakMap<ComposeModel, readonly FormSetting[] | undefined>();

interface FormSetting {
  readonly key: string;
  readonly value: string;
}

/** What the forms of the `.env` set of the variables that the Compose file refers to; `undefined` where they are not all known. */
function formSettingsOf(model: ComposeModel): readonly FormSetting[] | undefined {
  let known = formSettings.get(model);
  if (!formSettings.has(model)) {
    const used = new Set(
      model.services.flatMap(({ environment }) =>
        environment.flatMap(({ value }) => (value?.references ?? []).map(({ name }) => name)),
      ),
    );
    known = envForms(model.files)?.flatMap(({ text }) =>
      text.split(/\r?\n/).flatMap((line) => {
        const [, key = '', value = ''] = FORM_LINE.exec(line) ?? [];
        return used.has(key) ? [{ key, value }] : [];
      }),
    );
    formSettings.set(model, known);
  }
  return known;
}

const FORM_LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,127})[ \t]{0,20}=[ \t]{0,20}["']?([^\s"']{1,2000})/;

function isInEnvFile(store: SecretPlace, context: RuleContext): boolean {
  const model = modelOf(context);
  if (model === undefined) return false;
  const isSame = sameServer(store);
  // the default of a variable that the file sets again: the file is in force, and nothing changes
  const own = store.secret.reference?.name;
  const { text } = store.secret;
  const { keys, urls } = envFilesOf(model);
  if (keys.get(text)?.some((key) => key !== own && isSame(key)) === true) return true;
  return urls.some(({ key, value }) => (key === undefined || key !== own) && logsInWith(value, text));
}

/** What the env files of a Compose file hold. */
interface EnvFiles {
  /** By value. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** `key` undefined: a line of a template. */
  readonly urls: readonly { readonly key: string | undefined; readonly value: string }[];
}

/** Asked for every password of a data store. Caches only. */
const envFiles = new WeakMap<ComposeModel, EnvFiles>();
const assigned = new WeakMap<ComposeModel, Map<string | undefined, ReadonlySet<string>>>();

function envFilesOf(model: ComposeModel): EnvFiles {
  let known = envFiles.get(model);
  if (known === undefined) {
    known = readEnvFiles(model);
    envFiles.set(model, known);
  }
  return known;
}

function readEnvFiles({ services, files }: ComposeModel): EnvFiles {
  const keys = new Map<string, string[]>();
  const urls: { key: string | undefined; value: string }[] = [];
  const all = services.flatMap((service) => service.envFiles);
  // people make the missing file from the template
  const template = all.some(({ state }) => state === 'missing') ? envTemplate(files)?.text : undefined;
  for (const value of template?.split(/\r?\n/) ?? []) if (isUrl(value)) urls.push({ key: undefined, value });
  // a file that several services get is read once
  for (const pairs of new Set(all.map((file) => file.pairs)))
    for (const { key, value } of pairs) {
      if (value === undefined) continue;
      const same = keys.get(value);
      if (same === undefined) keys.set(value, [key]);
      else if (same.length < MOST_KEYS) same.push(key);
      if (isUrl(value)) urls.push({ key, value });
    }
  return { keys, urls };
}

/** No value of a person stands behind more names. */
const MOST_KEYS = 100;

function isUrl(value: string): boolean {
  return value.includes('://') && value.includes('@');
}

/** Whether a URL logs in with the password: `postgres://app:password@db/shop`. */
function logsInWith(url: string, password: string): boolean {
  return url.includes(`:${password}@`);
}

/** `password = "…"`, `secret_access_key: …`, `"app" "…"` of a userlist. */
const ASSIGNED =
  /(?:pass|password|passwd|pwd|secret(?:[_-]?access)?[_-]?key)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\s"'#]{1,200})|^"[^"\n]{1,80}"[ \t]+"([^"\n]{1,200})"/gim;

function isInMountedFile({ secret, value }: SecretPlace, context: RuleContext): boolean {
  const model = modelOf(context);
  if (model === undefined) return false;
  let byOwner = assigned.get(model);
  if (byOwner === undefined) {
    byOwner = new Map();
    assigned.set(model, byOwner);
  }
  let texts = byOwner.get(value.owner);
  if (texts === undefined) {
    texts = assignedBeside(value.owner, model);
    byOwner.set(value.owner, texts);
  }
  return texts.has(secret.text);
}

/** The passwords in the configuration files that the other services get. */
function assignedBeside(owner: string | undefined, { services, files }: ComposeModel): ReadonlySet<string> {
  const others = services.filter(({ name }) => name !== owner);
  return new Set(
    mountedTexts(others, files).flatMap(({ text }) =>
      [...text.matchAll(ASSIGNED)].map(([, one, two]) => one ?? two ?? ''),
    ),
  );
}
