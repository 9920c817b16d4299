import { appendItem, setEntry } from '../../formats/compose/edit/edit.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { ComposeEdit, Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { areDisjoint } from '../../text/edit.ts';

/** Mounts the same thing at another path; the long form is left alone. */
export function newTarget(mount: ComposeMount, path: string): Edits {
  const { target, node } = mount;
  return target !== undefined && node.kind === 'scalar' ? replaceInScalar(node, target.span, path) : undefined;
}

/** A new named volume on the path: its mount and its definition, and the name it gets. */
export function addVolume(
  service: ComposeService,
  model: ComposeModel | undefined,
  target: string,
): { name: string; edits: Edits } {
  const name = `${service.name}-data`;
  if (model?.root === undefined || model.volumes.some((volume) => volume.name === name))
    return { name, edits: undefined };
  const mount = appendItem(service, ['volumes'], `${name}:${target}`);
  const definition = setEntry(model.root, ['volumes', name], null);
  if (mount === undefined || definition === undefined) return { name, edits: undefined };
  return { name, edits: together(mount, definition) };
}

/** Both at once; in the last service of a file they are inserted at the same place, the item first. */
function together(item: readonly ComposeEdit[], definition: readonly ComposeEdit[]): Edits {
  const edits = [...item, ...definition];
  if (areDisjoint(edits)) return edits;
  const [first, second] = edits;
  if (first === undefined || second === undefined || edits.length !== 2) return undefined;
  const inserts =
    first.span.start === second.span.start && first.span.end === second.span.end && first.span.start === first.span.end;
  return inserts && first.uri === second.uri ? [{ ...first, newText: first.newText + second.newText }] : undefined;
}
