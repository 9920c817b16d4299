import { removeEntry, removeItemFrom } from '../../formats/compose/edit/remove.ts';
import { replaceInScalar, replaceScalar } from '../../formats/compose/edit/scalar.ts';
import { keyedOf } from '../../formats/compose/model/keyed.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeMap, ComposeNode, ComposeText } from '../../formats/compose/model/nodes.ts';
import type { ComposeKeyed } from '../../formats/compose/model/parts.ts';
import { nodeAt } from '../../formats/compose/model/service.ts';
import { commandOf } from '../../formats/compose/model/words.ts';
import type { TextEdit } from '../../text/edit.ts';
import { type Span, slice } from '../../text/span.ts';
import type { NamedValue, ValuePlace } from '../named-value.ts';
import { contentSettings } from './contents.ts';
import { commandFlags, type FlagValue } from './flags.ts';

/**
 * Every key with a value that a compose file holds: environment, build arguments, labels, command flags, config contents.
 * Each text of the file once, where it stands: values that several services share belong to the first of them.
 * What other files bring is theirs.
 */
export function composeNamedValues(model: ComposeModel): readonly NamedValue[] {
  const values: NamedValue[] = [];
  const seen = new Set<number>();
  const add = (value: NamedValue): void => {
    if (value.uri !== model.uri || seen.has(value.nameSpan.start)) return;
    seen.add(value.nameSpan.start);
    values.push(value);
  };
  const tracked = trackedOf(model);
  for (const { uri, root } of model.layers) {
    if (uri !== model.uri || root === undefined) continue;
    const services = root.get('services');
    for (const entry of services?.kind === 'map' ? services.entries : []) {
      if (entry.value.kind === 'map') serviceValues(entry.key, entry.value, { model, tracked }, add);
    }
    configValues(root, { model, tracked }, add);
  }
  return values.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

interface Origin {
  readonly model: ComposeModel;
  readonly tracked: boolean | undefined;
}

type Add = (value: NamedValue) => void;

/** The part of a named value that does not depend on where it stands. */
type Common = Pick<NamedValue, 'format' | 'path' | 'owner' | 'image' | 'contextWords' | 'tracked'>;

const KEYED: readonly (readonly [path: readonly string[], place: ValuePlace])[] = [
  [['environment'], 'compose-environment'],
  [['build', 'args'], 'compose-build-arg'],
  [['labels'], 'compose-label'],
  [['deploy', 'labels'], 'compose-label'],
];

const COMMANDS: readonly (readonly string[])[] = [['command'], ['entrypoint'], ['healthcheck', 'test']];

const HOOKS = ['post_start', 'pre_stop'];

function serviceValues(name: string, body: ComposeMap, origin: Origin, add: Add): void {
  const owned = {
    format: 'compose',
    owner: name,
    image: imageOf(name, body, origin.model),
    contextWords: contextWordsOf(name, body, origin.model),
    tracked: origin.tracked,
  } as const;
  bodyValues(body, ['services', name], owned, add);
  for (const hook of HOOKS) {
    const list = body.get(hook);
    for (const [i, item] of (list?.kind === 'list' ? list.items : []).entries()) {
      if (item.kind === 'map') bodyValues(item, ['services', name, hook, String(i)], owned, add);
    }
  }
}

/** The values of a service or of a hook, which has variables and a command of its own. */
function bodyValues(body: ComposeMap, prefix: readonly string[], owned: Omit<Common, 'path'>, add: Add): void {
  const common = (path: readonly string[]): Common => ({ ...owned, path: [...prefix, ...path] });
  for (const [path, place] of KEYED) {
    for (const keyed of keyedOf(nodeAt(body, path))) {
      if (keyed.value !== undefined && keyed.node.kind === 'scalar') {
        add(fromKeyed(keyed, keyed.value, place, common([...path, keyed.name]), body, path));
      }
    }
  }
  for (const path of COMMANDS) {
    for (const flag of commandFlags(commandOf(nodeAt(body, path)))) add(fromFlag(flag, common([...path, flag.name])));
  }
}

function fromKeyed(
  keyed: ComposeKeyed,
  given: ComposeText,
  place: ValuePlace,
  common: Common,
  body: ComposeMap,
  listPath: readonly string[],
): NamedValue {
  const node = keyed.node;
  const text = node.document.text;
  const write = (escaped: string): readonly TextEdit[] | undefined => {
    if (node.kind !== 'scalar' || keyed.shared) return undefined;
    return replaceScalar(node, keyed.style === 'list' ? `${keyed.name}=${escaped}` : escaped);
  };
  return {
    ...common,
    ...textsOf(given, text, keyed.valueSpan),
    place,
    name: keyed.name,
    nameSpan: keyed.nameSpan,
    uri: keyed.uri,
    isEnvironment: place === 'compose-environment',
    isString: keyed.isString,
    replaceWith: (value) => write(escapeDollars(value)),
    replacePart: (part, source) =>
      node.kind === 'scalar' && !keyed.shared ? replaceInScalar(node, part, source) : undefined,
    remove: () =>
      keyed.style === 'map' ? removeEntry(body, [...listPath, keyed.name]) : removeItemFrom(body, listPath, node),
  };
}

function fromFlag(flag: FlagValue, common: Common): NamedValue {
  const { node, text } = flag;
  return {
    ...common,
    ...textsOf(text, node.document.text, text.span),
    place: 'compose-command',
    name: flag.name,
    nameSpan: flag.nameSpan,
    uri: node.uri,
    isEnvironment: false,
    isString: true,
    replaceWith: (value) =>
      flag.inShell && !isShellWord(value) ? undefined : replaceInScalar(node, text.span, escapeDollars(value)),
    replacePart: (part, source) =>
      flag.inShell && !isShellWord(source) ? undefined : replaceInScalar(node, part, source),
    remove: () => undefined,
  };
}

function configValues(root: ComposeMap, origin: Origin, add: Add): void {
  const configs = root.get('configs');
  for (const { key, value } of configs?.kind === 'map' ? configs.entries : []) {
    const content = value.kind === 'map' ? value.get('content') : undefined;
    if (content?.kind !== 'scalar') continue;
    for (const setting of contentSettings(content)) {
      const { text } = content.document;
      add({
        ...textsOf(setting.text, text, setting.text.span),
        format: 'compose',
        place: 'compose-config',
        path: ['configs', key, 'content', setting.name],
        name: setting.name,
        nameSpan: setting.nameSpan,
        uri: content.uri,
        isEnvironment: false,
        isString: true,
        contextWords: [key],
        tracked: origin.tracked,
        replaceWith: (written) => replaceInScalar(content, setting.text.span, escapeDollars(written)),
        replacePart: (part, source) => replaceInScalar(content, part, source),
        remove: () => undefined,
      });
    }
  }
}

function textsOf(
  given: ComposeText,
  text: string,
  valueSpan: Span,
): Pick<NamedValue, 'valueSpan' | 'source' | 'literal' | 'resolved' | 'references'> {
  return {
    valueSpan,
    source: slice(text, valueSpan),
    literal: given.references.length === 0 && given.certainty === 'literal' ? given.value : undefined,
    resolved: given.value,
    references: given.references,
  };
}

/** In a compose file a dollar stands for itself only when it is doubled. */
function escapeDollars(text: string): string {
  return text.replaceAll('$', () => '$$');
}

/** Text that a shell takes as part of one word, references to Compose's variables included. */
function isShellWord(text: string): boolean {
  return /^[\w./:@%+=,${}?-]*$/.test(text);
}

function imageOf(name: string, body: ComposeMap, model: ComposeModel): string | undefined {
  const node = body.get('image') ?? model.service(name)?.image?.node;
  return node?.kind === 'scalar' && node.certainty === 'literal' && !node.isNull ? node.text : undefined;
}

const IDENTITY = /(?:^|_)(?:USER|USERNAME|DB|DATABASE|DBNAME|NAME|HOST|HOSTNAME|DOMAIN|ORG|BUCKET)$/i;

/** Names beside a value: a password that equals one of them is a guess away. */
function contextWordsOf(name: string, body: ComposeMap, model: ComposeModel): readonly string[] {
  const words = new Set<string>([name]);
  const addText = (node: ComposeNode | undefined): void => {
    if (node?.kind === 'scalar' && node.value !== undefined && node.value !== '') words.add(node.value);
  };
  if (model.name?.value !== undefined) words.add(model.name.value);
  addText(body.get('container_name'));
  addText(body.get('hostname'));
  const image = model.service(name)?.image?.repository;
  if (image !== undefined) words.add(image.slice(image.lastIndexOf('/') + 1));
  for (const keyed of keyedOf(body.get('environment'))) {
    const value = keyed.value?.value;
    if (value !== undefined && value !== '' && value.length <= 64 && IDENTITY.test(keyed.name)) words.add(value);
  }
  return [...words];
}

function trackedOf(model: ComposeModel): boolean | undefined {
  const own = model.files.get(model.uri);
  return own.state === 'read' ? own.tracked : undefined;
}
