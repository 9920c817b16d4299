import type { Span } from '../../text/span.ts';
import type { ComposeService } from './model.ts';
import type { ComposeList, ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';

/** One change in one file; a rule's `FileEdit`. */
export interface ComposeEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
  /** Present when a placeholder was given: `newText` is an LSP snippet with the rest escaped. */
  readonly snippet?: boolean;
}

/**
 * A value to write. Strings are quoted only where YAML needs it, and never interpolated by us: write `$$` for a dollar.
 * `{ placeholder }` puts the cursor on its text. A list or map takes the style of its surroundings (block in block, flow in flow);
 * `{ flow: [...] }` is written `[a, b]` everywhere.
 */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly placeholder: string }
  | { readonly flow: readonly YamlValue[] }
  | { readonly entries: readonly (readonly [string, YamlValue])[] };

/** All edits of this file: `undefined` means it cannot be done in place (shared anchor, half a file, another author's merge). */
export type Edits = readonly ComposeEdit[] | undefined;

/**
 * Sets a key of a service, making the maps on the way: `setKey(web, ['deploy', 'resources', 'limits', 'memory'], '512m')`.
 * An existing value is replaced. A new key goes behind the last one of its map, in the file's own indentation and style.
 */
export function setKey(service: ComposeService, path: readonly string[], value: YamlValue): Edits {
  void [service, path, value];
  return undefined;
}

/**
 * Sets several keys at once: the edits of two `setKey` calls would insert at the same place.
 * `setKeys(web, [[['mem_limit'], '512m'], [['cpus'], 1]])`. (Asked for by the rules: limits, `read_only` with `tmpfs`.)
 */
export function setKeys(
  service: ComposeService,
  changes: readonly (readonly [path: readonly string[], value: YamlValue])[],
): Edits {
  void [service, changes];
  return undefined;
}

/** The same for any map (a top-level resource, a long port). */
export function setEntry(map: ComposeMap, path: readonly string[], value: YamlValue): Edits {
  void [map, path, value];
  return undefined;
}

/** Replaces a scalar's text, keeping its quotes (changed only where the new text needs it). `undefined` when shared or a block scalar. */
export function replaceScalar(node: ComposeScalar, text: string): Edits {
  void [node, text];
  return undefined;
}

/** Replaces a part of a scalar's source by text that needs no new quotes; `undefined` when shared or when it would not read back. */
export function replaceInScalar(node: ComposeScalar, part: Span, text: string): Edits {
  void [node, part, text];
  return undefined;
}

/** Removes a key with its lines; the map it leaves empty goes too. `undefined` when the key comes from elsewhere. */
export function removeKey(service: ComposeService, path: readonly string[]): Edits {
  void [service, path];
  return undefined;
}

/** Removes an item with its line; an emptied list goes with its key. */
export function removeItem(service: ComposeService, path: readonly string[], item: ComposeNode): Edits {
  void [service, path, item];
  return undefined;
}

/** Appends to the list at `path`, making it (`tmpfs`, `security_opt`) when absent; a lone scalar becomes a list. */
export function appendItem(service: ComposeService, path: readonly string[], value: YamlValue): Edits {
  void [service, path, value];
  return undefined;
}

/** Inserts an item into a list that is already at hand. */
export function appendTo(list: ComposeList, value: YamlValue): Edits {
  void [list, value];
  return undefined;
}
