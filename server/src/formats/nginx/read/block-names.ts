import type { Span } from '../../../text/span.ts';
import type { NginxNode } from './tree.ts';

const LONGEST = 200;

/**
 * The blocks whose first words do not tell them apart: a `server` goes by its first name and address, a location by its whole path (the
 * common part of regexes is at their start). Neither changes when lines are added.
 */
export function blockNames(nodes: readonly NginxNode[]): ReadonlyMap<Span, string> {
  const names = new Map<Span, string>();
  const open = [...nodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.body?.kind !== 'directives') continue;
    const name = nameOf(node, node.body.nodes);
    if (name !== undefined) names.set(node.span, name.slice(0, LONGEST));
    for (const inner of node.body.nodes) open.push(inner);
  }
  return names;
}

function nameOf(node: NginxNode, inner: readonly NginxNode[]): string | undefined {
  switch (node.name.value) {
    case 'server':
      return ['server', ...firstOf(inner, 'server_name'), ...firstOf(inner, 'listen')].join(' ');
    case 'location':
      return ['location', ...node.args.map((word) => word.value)].join(' ');
    default:
      return undefined;
  }
}

function firstOf(nodes: readonly NginxNode[], name: string): readonly string[] {
  const value = nodes.find((node) => node.name.value === name)?.args[0]?.value;
  return value === undefined ? [] : [value];
}
