import { removeNode } from '../../formats/toml/edit/edit.ts';
import { contentFor, quoted } from '../../formats/toml/edit/style.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf } from '../../formats/toml/read/tree.ts';
import type { TextEdit } from '../../text/edit.ts';
import { contains, type Span, slice } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import type { NamedValue, Reference } from '../named-value.ts';
import { environmentTables, isEnvironmentPath } from './environment.ts';
import { referencesIn } from './references.ts';

/** Every key with a scalar value, and every scalar of an array, in the order of the file. Values that cannot be decoded are left out. */
export function tomlNamedValues(model: TomlModel): readonly NamedValue[] {
  const words = new Map<TomlLeaf['parent'], readonly string[]>();
  const environment = environmentTables(model.uri);
  const fileWords = wordsOf(fileNameOf(model.uri));
  const contextWords = (leaf: TomlLeaf): readonly string[] => {
    let known = words.get(leaf.parent);
    if (known === undefined) {
      known = [...fileWords, ...neighbourWords(leaf)];
      words.set(leaf.parent, known);
    }
    return known;
  };
  return model.leaves
    .filter((leaf) => leaf.value !== undefined)
    .map((leaf) => {
      const value = namedValue(model, leaf, contextWords(leaf), isEnvironmentPath(environment, leaf.path));
      return assignmentIn(leaf, value) ?? value;
    });
}

function namedValue(
  model: TomlModel,
  leaf: TomlLeaf,
  contextWords: readonly string[],
  isEnvironment: boolean,
): NamedValue {
  const { text } = model.file;
  const isString = leaf.kind === 'string';
  const references = isString ? referencesOf(model, leaf) : [];
  const decoded = typeof leaf.value === 'string' ? leaf.value : slice(text, leaf.valueSpan);
  const literal = references.length === 0 ? decoded : undefined;
  const owner = ownerName(leaf);
  return {
    format: 'toml',
    place: 'toml',
    name: leaf.name,
    path: leaf.path.map(String),
    nameSpan: leaf.nameSpan,
    valueSpan: leaf.textSpan,
    source: slice(text, leaf.textSpan),
    uri: model.uri,
    isEnvironment,
    isString,
    literal,
    resolved: literal ?? withDefaults(text, leaf, references),
    references,
    ...(owner === '' ? {} : { owner }),
    contextWords,
    replaceWith: (newText) => replaceWith(leaf, newText),
    replacePart: (part, newText) => replacePart(leaf, part, newText),
    remove: () => removeNode(model, leaf),
  };
}

const ENVIRONMENT_LIST = /^(?:env|envs|environment|default_env|environment_variables)$/i;
const ASSIGNMENT = /^[A-Z_][A-Z0-9_]{0,99}=/;

/** `NAME=value` in a list of environment variables (GitLab Runner, containers.conf, CRI-O): a variable like any other. */
function assignmentIn(leaf: TomlLeaf, whole: NamedValue): NamedValue | undefined {
  if (leaf.membership !== 'array' || leaf.quote === undefined || !ENVIRONMENT_LIST.test(leaf.name)) return undefined;
  const prefix = ASSIGNMENT.exec(whole.source)?.[0];
  if (prefix === undefined) return undefined;
  const { textSpan } = leaf;
  const valueSpan = { start: textSpan.start + prefix.length, end: textSpan.end };
  const name = prefix.slice(0, -1);
  return {
    ...whole,
    name,
    path: [...whole.path.slice(0, -1), name],
    nameSpan: { start: textSpan.start, end: valueSpan.start - 1 },
    valueSpan,
    source: whole.source.slice(prefix.length),
    isEnvironment: true,
    literal: whole.literal?.slice(prefix.length),
    resolved: whole.resolved?.slice(prefix.length),
    replaceWith: (newText) => replacePart(leaf, valueSpan, newText),
  };
}

/** The references of a string, with the place where the `.env` beside the file sets them. Whether the program loads that file is not known. */
function referencesOf(model: TomlModel, leaf: TomlLeaf): readonly Reference[] {
  return referencesIn(model.file.text, leaf.textSpan).map((reference) => {
    const resolved = model.variable(reference.name);
    return resolved === undefined ? reference : { ...reference, resolved };
  });
}

/** The text with every reference replaced by its default; `undefined` when one has none or escapes make the source differ. */
function withDefaults(text: string, leaf: TomlLeaf, references: readonly Reference[]): string | undefined {
  const source = slice(text, leaf.textSpan);
  if (leaf.quote?.startsWith('"') && source.includes('\\')) return undefined;
  let result = '';
  let position = leaf.textSpan.start;
  for (const { span, operator, word } of references) {
    if ((operator !== ':-' && operator !== '-') || word === undefined || word.text.includes('$')) return undefined;
    result += text.slice(position, span.start) + word.text;
    position = span.end;
  }
  return result + text.slice(position, leaf.textSpan.end);
}

function replaceWith(leaf: TomlLeaf, newText: string): readonly TextEdit[] | undefined {
  if (leaf.quote === undefined) return [{ span: leaf.valueSpan, newText: quoted(newText, '"') }];
  const content = contentFor(newText, leaf.quote);
  if (content === undefined) return [{ span: leaf.valueSpan, newText: quoted(newText, '"') }];
  return [{ span: leaf.textSpan, newText: content }];
}

function replacePart(leaf: TomlLeaf, part: Span, newText: string): readonly TextEdit[] | undefined {
  if (leaf.quote === undefined || !contains(leaf.textSpan, part)) return undefined;
  const content = contentFor(newText, leaf.quote);
  return content === undefined ? undefined : [{ span: part, newText: content }];
}

/** The name of the innermost table around a leaf; empty at the root. */
function ownerName(leaf: TomlLeaf): string {
  let parent: TomlLeaf['parent'] | undefined = leaf.parent;
  while (parent !== undefined && parent.type === 'array') parent = parent.parent;
  return parent?.name ?? '';
}

const NAMING_KEY = /^(?:user|username|user_name|login|db|dbname|database|name|bucket|app|admin_username)$/;

/** Names that stand beside a value: of its tables, and of the user and database in the same table. */
function neighbourWords(leaf: TomlLeaf): readonly string[] {
  const words = leaf.path.slice(0, -1).filter((step): step is string => typeof step === 'string' && step.length >= 3);
  if (leaf.parent.type !== 'table') return words;
  for (const node of leaf.parent.entries.values()) {
    if (node.type !== 'leaf' || typeof node.value !== 'string') continue;
    if (NAMING_KEY.test(node.name.toLowerCase().replaceAll('-', '_')) && node.value.length >= 3) words.push(node.value);
  }
  return words;
}

const NO_NAMES: ReadonlySet<string> = new Set([
  'config',
  'toml',
  'conf',
  'cfg',
  'configuration',
  'settings',
  'secrets',
]);

function wordsOf(fileName: string): readonly string[] {
  return fileName
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 3 && !NO_NAMES.has(word));
}
