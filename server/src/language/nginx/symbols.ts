import type { NginxModel } from '../../formats/nginx/model/model.ts';
import type { NginxNode } from '../../formats/nginx/read/tree.ts';
import type { OutlineKind, OutlineSymbol } from '../item/outline-symbol.ts';

const KINDS: Readonly<Record<string, OutlineKind>> = {
  http: 'module',
  events: 'module',
  stream: 'module',
  mail: 'module',
  server: 'server',
  location: 'location',
  upstream: 'upstream',
  map: 'variable',
  geo: 'variable',
  split_clients: 'variable',
  if: 'condition',
};

/** The outline of a file: its blocks and includes, servers by their names, maps by the variable they make. */
export function nginxSymbols(model: NginxModel): readonly OutlineSymbol[] {
  return symbolsOf(model.file.nodes);
}

function symbolsOf(nodes: readonly NginxNode[]): readonly OutlineSymbol[] {
  return nodes.flatMap((node) => {
    const words = node.args.map(({ value }) => value);
    if (node.name.value === 'include' && words.length > 0)
      return [symbol(node, 'include', words.join(' '), 'include', [])];
    if (node.body === undefined) return [];
    const children = node.body.kind === 'directives' ? symbolsOf(node.body.nodes) : [];
    const { name, detail } = label(node, words);
    return [symbol(node, KINDS[node.name.value] ?? 'block', name, detail, children)];
  });
}

function symbol(
  node: NginxNode,
  kind: OutlineKind,
  name: string,
  detail: string,
  children: readonly OutlineSymbol[],
): OutlineSymbol {
  return { name, detail, kind, span: node.span, nameSpan: node.name.span, children };
}

function label(node: NginxNode, words: readonly string[]): { readonly name: string; readonly detail: string } {
  const keyword = node.name.value;
  if (keyword === 'server') {
    const inner = node.body?.nodes ?? [];
    const values = (name: string): string =>
      inner
        .filter((child) => child.name.value === name)
        .map((child) => child.args.map(({ value }) => value).join(' '))
        .join(', ');
    const name = values('server_name');
    return { name: name === '' ? 'server' : name, detail: values('listen') };
  }
  if (KINDS[keyword] === 'variable') return { name: words.at(-1) ?? keyword, detail: keyword };
  if (words.length === 0) return { name: keyword, detail: '' };
  return keyword === 'location' || keyword === 'upstream'
    ? { name: words.join(' '), detail: keyword }
    : { name: `${keyword} ${words.join(' ')}`, detail: '' };
}
