import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { ownPair, type SourceNode, type SourcePair, targetOf } from '../../formats/compose/read/tree.ts';
import type { OutlineSymbol } from '../item/outline-symbol.ts';

/** Sections, what they define, and the keys of that: deeper levels are the text itself. */
const DEEPEST = 3;

/** The outline of a compose file as it is written: nothing that anchors, overrides or `extends` bring. */
export function composeSymbols({ file }: ComposeModel): readonly OutlineSymbol[] {
  return file.root === undefined ? [] : symbolsIn(file.root, [], 1);
}

function symbolsIn(node: SourceNode, path: readonly string[], depth: number): readonly OutlineSymbol[] {
  if (node.kind !== 'map' || depth > DEEPEST) return [];
  return node.pairs.map((pair) => {
    const { key, value, span } = pair;
    const own = [...path, key.text];
    return {
      name: key.text,
      detail: detailOf(pair, own),
      kind: kindOf(own),
      span: { start: Math.min(span.start, key.span.start), end: Math.max(span.end, key.span.end) },
      nameSpan: key.span,
      children: symbolsIn(value, own, depth + 1),
    };
  });
}

function kindOf(path: readonly string[]): OutlineSymbol['kind'] {
  if (path.length === 1) return 'module';
  return path.length === 2 && path[0] === 'services' ? 'service' : 'key';
}

/** The image of a service: the one value that is never a secret as long as it is only a name. */
function detailOf({ value }: SourcePair, path: readonly string[]): string {
  if (kindOf(path) !== 'service') return '';
  const map = targetOf(value);
  const image = map?.kind === 'map' ? ownPair(map, 'image') : undefined;
  const text = image === undefined ? undefined : targetOf(image.value);
  return text?.kind === 'scalar' && /^[\w./:-]{1,80}$/.test(text.text) ? text.text : '';
}
