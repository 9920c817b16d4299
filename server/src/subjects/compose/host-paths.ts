import { setEntry } from '../../formats/compose/edit/edit.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { at } from '../../text/span.ts';
import { placeOf } from './names.ts';

/**
 * The absolute host path a mount brings in, without trailing slash and with `.` and `..` resolved; `undefined` for relative paths,
 * volumes and what is not known. A named volume with `driver_opts.device` counts as its device.
 */
export function hostPathOf(mount: ComposeMount, model: ComposeModel | undefined): string | undefined {
  const source = mount.source?.value;
  if (source === undefined) return undefined;
  if (mount.type === 'bind') return normalized(source);
  if (mount.type !== 'volume') return undefined;
  const volume = model?.volumes.find((candidate) => candidate.name === source);
  const options = volume?.body?.get('driver_opts');
  const device = options?.kind === 'map' ? options.get('device') : undefined;
  return device?.kind === 'scalar' && device.value !== undefined ? normalized(device.value) : undefined;
}

/** An absolute path in its shortest form; `undefined` when it is relative. `~` becomes `/home/~`. */
export function normalized(path: string): string | undefined {
  const text = path.trim();
  const absolute = text === '~' || text.startsWith('~/') ? `/home/${text}` : text;
  if (!absolute.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of absolute.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The place of a finding about a mount: the item, or in the long form its source. */
export function mountPlace(mount: ComposeMount): Location {
  const part = mount.syntax === 'long' ? (mount.source ?? mount.target) : undefined;
  return placeOf(part ?? mount);
}

/** Adds `:ro`, or `read_only: true` in the long form. */
export function makeReadOnly(mount: ComposeMount): Edits {
  if (mount.node.kind === 'map') return setEntry(mount.node, ['read_only'], true);
  if (mount.node.kind !== 'scalar' || mount.target === undefined) return undefined;
  const writable = mount.options.find((option) => option.value === 'rw');
  if (writable !== undefined) return replaceInScalar(mount.node, writable.span, 'ro');
  const end = mount.node.contentSpan.end;
  return replaceInScalar(mount.node, at(end), mount.options.length > 0 ? ',ro' : ':ro');
}
