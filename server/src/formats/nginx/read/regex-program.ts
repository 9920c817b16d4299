import { append } from '../../../text/append.ts';
import type { Regex, RegexNode } from './regex-tree.ts';

type Step =
  | { readonly op: 'char'; readonly test: (code: number) => boolean }
  | { readonly op: 'split'; readonly targets: readonly number[] }
  | { readonly op: 'assert'; readonly kind: 'start' | 'end' | 'word-boundary' | 'not-word-boundary' }
  | { readonly op: 'match' };

/** A pattern as steps of a non-deterministic automaton (Thompson). */
export type Program = readonly Step[];

/** Counted repeats are written out; a pattern larger than this is not evaluated. */
const MOST_STEPS = 3000;

/** The automaton of a pattern; `undefined` when it uses what an automaton cannot do (look-around, back references) or is too large. */
export function compileRegex(regex: Regex): Program | undefined {
  const steps: Step[] = [];
  const done = emit(regex.node, steps, regex.ignoreCase);
  if (!done) return undefined;
  steps.push({ op: 'match' });
  return steps;
}

function emit(node: RegexNode, steps: Step[], ignoreCase: boolean): boolean {
  if (steps.length > MOST_STEPS) return false;
  switch (node.kind) {
    case 'set':
      steps.push({ op: 'char', test: setTest(node.ranges, node.negated, ignoreCase) });
      return true;
    case 'any':
      steps.push({ op: 'char', test: (code) => code !== 10 });
      return true;
    case 'start':
    case 'end':
    case 'word-boundary':
    case 'not-word-boundary':
      steps.push({ op: 'assert', kind: node.kind });
      return true;
    case 'sequence':
      return node.nodes.every((child) => emit(child, steps, ignoreCase));
    case 'group':
      return emit(node.node, steps, ignoreCase);
    case 'choice':
      return emitChoice(node.nodes, steps, ignoreCase);
    case 'repeat':
      return emitRepeat(node, steps, ignoreCase);
    case 'opaque':
      return false;
  }
}

function emitChoice(nodes: readonly RegexNode[], steps: Step[], ignoreCase: boolean): boolean {
  const targets: number[] = [];
  const exits: number[] = [];
  const split = steps.length;
  steps.push({ op: 'split', targets });
  for (const node of nodes) {
    targets.push(steps.length);
    if (!emit(node, steps, ignoreCase)) return false;
    exits.push(steps.length);
    steps.push({ op: 'split', targets: [] });
  }
  for (const exit of exits) steps[exit] = { op: 'split', targets: [steps.length] };
  steps[split] = { op: 'split', targets };
  return true;
}

function emitRepeat(node: RegexNode & { readonly kind: 'repeat' }, steps: Step[], ignoreCase: boolean): boolean {
  for (let i = 0; i < node.min; i++) {
    const before = steps.length;
    if (!emit(node.node, steps, ignoreCase)) return false;
    if (steps.length === before) break;
  }
  if (node.max === Infinity) {
    const loop = steps.length;
    steps.push({ op: 'split', targets: [] });
    if (!emit(node.node, steps, ignoreCase)) return false;
    steps.push({ op: 'split', targets: [loop] });
    steps[loop] = { op: 'split', targets: [loop + 1, steps.length] };
    return true;
  }
  const optional: number[] = [];
  for (let i = node.min; i < node.max; i++) {
    optional.push(steps.length);
    steps.push({ op: 'split', targets: [] });
    if (!emit(node.node, steps, ignoreCase)) return false;
  }
  for (const at of optional) steps[at] = { op: 'split', targets: [at + 1, steps.length] };
  return true;
}

function setTest(
  ranges: readonly (readonly [number, number])[],
  negated: boolean,
  ignoreCase: boolean,
): (code: number) => boolean {
  const inRanges = (code: number) => ranges.some(([low, high]) => code >= low && code <= high);
  return (code) => (inRanges(code) || (ignoreCase && inRanges(swapCase(code)))) !== negated;
}

function swapCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  return code >= 97 && code <= 122 ? code - 32 : code;
}

/** Whether the automaton accepts some part of the text (unanchored, as PCRE searches). */
export function runProgram(program: Program, text: string): boolean {
  let current = new Set<number>();
  for (let i = 0; i <= text.length; i++) {
    if (follow(program, 0, text, i, current)) return true;
    const next = new Set<number>();
    const code = text.charCodeAt(i);
    for (const at of current) {
      const step = program[at];
      if (step?.op === 'char' && i < text.length && step.test(code) && follow(program, at + 1, text, i + 1, next))
        return true;
    }
    current = next;
  }
  return false;
}

/** Adds a step and what it reaches without reading; true when that includes the end of the pattern. */
function follow(program: Program, start: number, text: string, position: number, into: Set<number>): boolean {
  const pending = [start];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (into.has(at)) continue;
    into.add(at);
    const step = program[at];
    if (step === undefined || step.op === 'match') return true;
    if (step.op === 'split') append(pending, step.targets);
    else if (step.op === 'assert' && holds(step.kind, text, position)) pending.push(at + 1);
  }
  return false;
}

function holds(kind: (Step & { readonly op: 'assert' })['kind'], text: string, position: number): boolean {
  if (kind === 'start') return position === 0;
  // PCRE's `$` also matches before a line feed that ends the text.
  if (kind === 'end')
    return position === text.length || (position === text.length - 1 && text.charCodeAt(position) === 10);
  const atBoundary = isWord(text.charCodeAt(position - 1)) !== isWord(text.charCodeAt(position));
  return atBoundary === (kind === 'word-boundary');
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}
