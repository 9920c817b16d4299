import type { RegexNode } from '../../formats/nginx/read/regex-tree.ts';

/** Parts compared with each other: a line of nginx.conf has 4,096 bytes at most, generated patterns beyond this are not judged. */
const MOST_PARTS = 300;

/** A repeated part whose repetitions can be told apart in many ways: PCRE tries them all before it gives up. */
export function ambiguousRepeat(node: RegexNode): RegexNode | undefined {
  return search(node, false);
}

/** `canFail`: something behind the part may not match, which is what makes PCRE go back. */
function search(node: RegexNode, canFail: boolean): RegexNode | undefined {
  switch (node.kind) {
    case 'repeat':
      if (canFail && isUnbounded(node) && isAmbiguous(node.node)) return node;
      return search(node.node, canFail);
    case 'group':
      return search(node.node, canFail);
    case 'choice':
      return firstOf(node.nodes, (child) => search(child, canFail));
    case 'sequence': {
      let last = node.nodes.length - 1;
      while (last >= 0 && !node.nodes.slice(last, last + 1).some(mayFail)) last--;
      return firstOf(node.nodes, (child, i) => search(child, canFail || i < last));
    }
    default:
      return undefined;
  }
}

function firstOf(
  nodes: readonly RegexNode[],
  find: (node: RegexNode, i: number) => RegexNode | undefined,
): RegexNode | undefined {
  for (const [i, node] of nodes.entries()) {
    const found = find(node, i);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A part that a text may miss: a letter, `$`; not `.*` or an optional group. */
function mayFail(node: RegexNode): boolean {
  return !isNullable(node) || node.kind === 'end' || node.kind === 'opaque';
}

function isUnbounded(node: RegexNode): boolean {
  return node.kind === 'repeat' && node.max > 20 && node.max !== node.min;
}

/** Whether one text can be cut into repetitions of the body in several ways. */
function isAmbiguous(body: RegexNode): boolean {
  const node = body.kind === 'group' ? body.node : body;
  if (node.kind === 'choice') return overlapping(node.nodes) || node.nodes.some(isAmbiguous);
  if (node.kind === 'repeat') return isUnbounded(node);
  if (node.kind !== 'sequence' || node.nodes.length > MOST_PARTS) return false;
  return node.nodes.some((inner, i) => {
    if (!isUnbounded(inner) || inner.kind !== 'repeat') return false;
    // `[^/]+/` is unambiguous: the slash is no part of the class. `\w+\s?` is not.
    return node.nodes.every(
      (other, k) => k === i || isNullable(other) || isEdge(other) || intersects(other, inner.node),
    );
  });
}

/** Two ways that begin with the same character and are one character long each: `(a|[a-z])*`. */
function overlapping(all: readonly RegexNode[]): boolean {
  const nodes = all.slice(0, MOST_PARTS);
  return nodes.some((a, i) => nodes.slice(i + 1).some((b) => isSingle(a) && isSingle(b) && intersects(a, b)));
}

function isSingle(node: RegexNode): boolean {
  if (node.kind === 'sequence') return node.nodes.length === 1 && node.nodes.every(isSingle);
  if (node.kind === 'repeat') return node.min === 1 && isSingle(node.node);
  return node.kind === 'set' || node.kind === 'any' || (node.kind === 'group' && isSingle(node.node));
}

function isEdge(node: RegexNode): boolean {
  return ['start', 'end', 'word-boundary', 'not-word-boundary'].includes(node.kind);
}

function isNullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
    case 'any':
      return false;
    case 'repeat':
      return node.min === 0 || isNullable(node.node);
    case 'group':
      return isNullable(node.node);
    case 'choice':
      return node.nodes.some(isNullable);
    case 'sequence':
      return node.nodes.every(isNullable);
    default:
      return true;
  }
}

// Enough characters to tell the classes people write apart.
const SAMPLES = [...'abcxyzABCXYZ0189-_./\\ \t:;,=&?%+~@#!$()[]{}"\'<>|*^'].map((character) => character.charCodeAt(0));

function intersects(a: RegexNode, b: RegexNode): boolean {
  return SAMPLES.some((code) => holds(a, code) && holds(b, code));
}

/** Whether the character may stand in what the part matches. */
function holds(node: RegexNode, code: number): boolean {
  switch (node.kind) {
    case 'set':
      return node.ranges.some(([low, high]) => code >= low && code <= high) !== node.negated;
    case 'any':
      return true;
    case 'sequence':
    case 'choice':
      return node.nodes.some((child) => holds(child, code));
    case 'repeat':
    case 'group':
      return holds(node.node, code);
    default:
      return false;
  }
}

/**
 * The longest run of neighbours in a pattern that repeat what the other ones may take as well, `.*.*.*`, in front of something that may fail: PCRE
 * tries every way to share the text among them, a polynomial of that degree. 1: none.
 */
export function adjacentRepeats(node: RegexNode): number {
  return longestRun(node, false);
}

function longestRun(node: RegexNode, canFail: boolean): number {
  switch (node.kind) {
    case 'repeat':
    case 'group':
      return longestRun(node.node, canFail);
    case 'choice':
      return node.nodes.reduce((longest, child) => Math.max(longest, longestRun(child, canFail)), 1);
    case 'sequence':
      return node.nodes.length > MOST_PARTS ? 1 : runInSequence(node.nodes, canFail);
    default:
      return 1;
  }
}

function runInSequence(nodes: readonly RegexNode[], canFail: boolean): number {
  let longest = 1;
  let run = 0;
  for (const [i, node] of nodes.entries()) {
    const isWide = isWildcard(node);
    run = isWide ? run + 1 : 0;
    const fails = canFail || nodes.slice(i + 1).some(mayFail);
    if (fails) longest = Math.max(longest, run, longestRun(node, true));
  }
  return longest;
}

/** `.*`, `(.+)`, `[^x]*`: takes nearly every character, as often as there are any. */
function isWildcard(node: RegexNode): boolean {
  if (node.kind === 'group') return isWildcard(node.node);
  if (node.kind === 'sequence') return node.nodes.length === 1 && node.nodes.every(isWildcard);
  return isUnbounded(node) && node.kind === 'repeat' && node.node.kind === 'any';
}
