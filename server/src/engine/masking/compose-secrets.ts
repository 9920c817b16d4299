import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { SourceNode, SourceScalar } from '../../formats/compose/read/tree.ts';
import { hideInList, type ListItem } from './argument-lists.ts';
import { type Hidden, kindOfValue } from './hidden.ts';
import { hidesValue } from './hidden-names.ts';

/** Every value of a compose file, extensions (`x-…`) and broken parts included. Keys are structure, unless they are sentences. */
export function hideInCompose(model: ComposeModel, hidden: Hidden): void {
  const { root, further, complete } = model.file;
  for (const node of root === undefined ? further : [root, ...further]) walk(node, [], hidden, complete);
}

function walk(node: SourceNode, path: readonly string[], hidden: Hidden, complete: boolean): void {
  switch (node.kind) {
    case 'alias':
      hidden.cover(node.span);
      return;
    case 'scalar':
      scalar(node, path, hidden, complete);
      return;
    case 'map':
      for (const { key, value } of node.pairs) {
        // A colon in a command line makes a key of what stands before it.
        if (/\s/.test(key.text)) hidden.read(key.span, 'words');
        hidden.cover(key.span);
        walk(value, [...path.slice(-8), key.text], hidden, complete);
      }
      return;
    case 'list':
      list(node.items, path, hidden, complete);
  }
}

/** A list of texts is a list of words, of variables or of names; under the name of a secret it is one of secrets. */
function list(items: readonly SourceNode[], path: readonly string[], hidden: Hidden, complete: boolean): void {
  const texts: ListItem[] = [];
  for (const item of items) {
    if (item.kind !== 'scalar') walk(item, path, hidden, complete);
    else if (hidesValue(path.at(-1) ?? '', path)) scalar(item, path, hidden, complete);
    else texts.push({ content: item.contentSpan, kind: kindOfValue(hidden.text, item.contentSpan, path, complete) });
  }
  hideInList(hidden, texts);
}

function scalar(node: SourceScalar, path: readonly string[], hidden: Hidden, complete: boolean): void {
  const name = path.at(-1) ?? '';
  const content = node.contentSpan;
  // a tag or a digest of an image may look like a token, and is none
  hidden.named(name, path, content, kindOfValue(hidden.text, content, path, complete), name !== 'image');
  hidden.cover(node.span);
}
