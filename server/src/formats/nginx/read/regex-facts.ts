import type { Regex, RegexNode } from './regex-tree.ts';

/** Whether what a part matches may hold the character. Opaque parts may hold anything. */
export function admits(node: RegexNode, code: number): boolean {
  switch (node.kind) {
    case 'set':
      return node.ranges.some(([low, high]) => code >= low && code <= high) !== node.negated;
    case 'any':
      return code !== 10;
    case 'sequence':
    case 'choice':
      return node.nodes.some((child) => admits(child, code));
    case 'repeat':
      return node.max > 0 && admits(node.node, code);
    case 'group':
      return admits(node.node, code);
    case 'opaque':
      return true;
    default:
      return false;
  }
}

/** Whether a part matches only texts spelled out in the pattern (`en|de`, `v[12]`): whoever wrote it knows all of them. */
export function isClosed(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
      return !node.negated && node.ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0) <= 10;
    case 'any':
    case 'opaque':
      return false;
    case 'sequence':
    case 'choice':
      return node.nodes.every(isClosed);
    case 'repeat':
      return node.max <= 1 && isClosed(node.node);
    case 'group':
      return isClosed(node.node);
    default:
      return true;
  }
}

/** Whether every way through the pattern begins with `^`. */
export function isAnchoredAtStart(regex: Regex): boolean {
  return hasEdge(regex.node, 'start');
}

/** Whether every way through the pattern ends with `$`. */
export function isAnchoredAtEnd(regex: Regex): boolean {
  return hasEdge(regex.node, 'end');
}

function hasEdge(node: RegexNode, edge: 'start' | 'end'): boolean {
  switch (node.kind) {
    case 'start':
    case 'end':
      return node.kind === edge;
    case 'group':
      return hasEdge(node.node, edge);
    case 'choice':
      return node.nodes.length > 0 && node.nodes.every((child) => hasEdge(child, edge));
    case 'sequence': {
      const first = edge === 'start' ? node.nodes[0] : node.nodes[node.nodes.length - 1];
      return first !== undefined && hasEdge(first, edge);
    }
    default:
      return false;
  }
}

/** Whether no text can match: something must follow the end. `^(.*)$http_host` looks like a variable, yet patterns expand none. */
export function isNeverMatched(regex: Regex): boolean {
  return goesOnBehindEnd(regex.node);
}

function goesOnBehindEnd(node: RegexNode): boolean {
  if (node.kind === 'group') return goesOnBehindEnd(node.node);
  if (node.kind === 'choice') return node.nodes.length > 0 && node.nodes.every(goesOnBehindEnd);
  if (node.kind !== 'sequence') return false;
  const end = node.nodes.findIndex(({ kind }) => kind === 'end');
  return (end >= 0 && node.nodes.slice(end + 1).some(takesCharacters)) || node.nodes.some(goesOnBehindEnd);
}

function takesCharacters(node: RegexNode): boolean {
  if (node.kind === 'set' || node.kind === 'any') return true;
  return node.kind === 'repeat'
    ? node.min > 0 && takesCharacters(node.node)
    : node.kind === 'group' && takesCharacters(node.node);
}
