import { areDisjoint } from '../../../text/edit.ts';
import { keyedOf } from '../model/keyed.ts';
import { lineStart } from '../model/layout.ts';
import type { ComposeLayer, ComposeModel } from '../model/model.ts';
import type { ComposeList, ComposeMap } from '../model/nodes.ts';
import type { ComposeKeyed } from '../model/parts.ts';
import { nodeAt } from '../model/service.ts';
import { appendTo, setEntry } from './edit.ts';
import { replaceScalar } from './scalar.ts';
import type { ComposeEdit, Edits } from './types.ts';
import type { YamlValue } from './yaml-text.ts';

/** A variable of a service where one file writes it. */
export interface WrittenVariable {
  readonly root: ComposeMap;
  readonly service: ComposeMap;
  readonly keyed: ComposeKeyed;
}

/** Where the files of a project write a variable of a service; more than one place: a repair of one would leave the others. */
export function writtenVariables(model: ComposeModel, service: string, name: string): readonly WrittenVariable[] {
  return model.layers.flatMap((layer) => inLayer(layer, service, name));
}

function inLayer({ root }: ComposeLayer, serviceName: string, name: string): readonly WrittenVariable[] {
  const service = root && nodeAt(root, ['services', serviceName]);
  if (root === undefined || service?.kind !== 'map') return [];
  const environment = service.get('environment');
  // Item by item: of a list that names a variable twice only the last counts, but both are written.
  const pairs =
    environment?.kind === 'list'
      ? environment.items.flatMap((item) => keyedOf({ ...environment, items: [item] }))
      : keyedOf(environment);
  return pairs.filter((keyed) => keyed.name === name).map((keyed) => ({ root, service, keyed }));
}

/** What a variable that held a secret becomes. */
export interface SecretFile {
  /** The variable that takes a path. */
  readonly variable: string;
  /** The name under the top-level `secrets`. */
  readonly name: string;
  /** The file on the host, as the compose file names it. */
  readonly path: string;
}

/**
 * Has a service read a variable's value from a file secret: the variable is exchanged for the one that takes a path, the service is
 * given the secret, and the top level says where it lies. `undefined` where one of the three stands in something that is shared.
 */
export function useSecretFile({ root, service, keyed }: WrittenVariable, secret: SecretFile): Edits {
  const inside = `/run/secrets/${secret.name}`;
  const lists = [
    exchange(keyed, secret.variable, inside),
    appendTo(service, ['secrets'], reference(root, service, secret.name)),
    topLevel(root, secret),
  ];
  const all: ComposeEdit[] = [];
  for (const edits of lists) {
    if (edits === undefined) return undefined;
    for (const edit of edits) add(all, edit);
  }
  return areDisjoint(all) ? all : undefined;
}

/** Insertions at the same place become one, in the given order. */
function add(all: ComposeEdit[], edit: ComposeEdit): void {
  const { start, end } = edit.span;
  const same = all.findIndex(({ span }) => start === end && span.start === start && span.end === end);
  const other = all[same];
  if (other === undefined) all.push(edit);
  else all[same] = { ...other, newText: other.newText + edit.newText };
}

function exchange(keyed: ComposeKeyed, variable: string, value: string): Edits {
  const { node, nameSpan, uri } = keyed;
  if (keyed.shared || node.kind !== 'scalar') return undefined;
  if (keyed.style === 'list') return replaceScalar(node, `${variable}=${value}`);
  const written = node.document.text.slice(nameSpan.start, nameSpan.end);
  const at = written.indexOf(keyed.name);
  const start = nameSpan.start + at;
  const edits = replaceScalar(node, value);
  if (at < 0 || at > 1 || edits === undefined) return undefined;
  return [{ uri, span: { start, end: start + keyed.name.length }, newText: variable }, ...edits];
}

/** In long form where the service, or else the file, writes all of its secrets so. */
function reference(root: ComposeMap, service: ComposeMap, name: string): YamlValue {
  const own = listOf(service);
  const services = root.get('services');
  const lists =
    own !== undefined
      ? [own]
      : (services?.kind === 'map' ? services.entries : []).flatMap(({ value }) =>
          value.kind === 'map' ? (listOf(value) ?? []) : [],
        );
  const items = lists.flatMap((list) => list.items);
  const isLong = items.length > 0 && items.every((item) => item.kind === 'map' && item.get('source') !== undefined);
  return isLong
    ? {
        entries: [
          ['source', name],
          ['target', name],
        ],
      }
    : name;
}

function listOf(service: ComposeMap): ComposeList | undefined {
  const list = service.get('secrets');
  return list?.kind === 'list' && list.items.length > 0 ? list : undefined;
}

/** A new section is set off by an empty line where the file does so. */
function topLevel(root: ComposeMap, { name, path }: SecretFile): Edits {
  const edits = setEntry(root, ['secrets', name, 'file'], path);
  const last = root.entries.at(-1);
  if (root.get('secrets') !== undefined || root.entries.length < 2 || last === undefined || root.flow) return edits;
  const { text, style } = root.document;
  const before = text.slice(0, lineStart(text, last.keySpan.start));
  if (!/\n\r?\n$/.test(before)) return edits;
  return edits?.map((edit) => ({ ...edit, newText: style().newline + edit.newText }));
}
