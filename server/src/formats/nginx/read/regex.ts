import { append } from '../../../text/append.ts';
import { DEEPEST } from '../../../text/nesting.ts';
import { compileRegex, type Program, runProgram } from './regex-program.ts';
import type { Regex, RegexGroup, RegexNode } from './regex-tree.ts';

const DIGITS: readonly (readonly [number, number])[] = [[48, 57]];
const WORDS: readonly (readonly [number, number])[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACES: readonly (readonly [number, number])[] = [
  [9, 13],
  [32, 32],
];
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, v: 11, a: 7, e: 27, 0: 0 };
const MOST_DEPTH = DEEPEST;

/** Reads a pattern; never throws. Linear. */
export function parseRegex(source: string, ignoreCase: boolean): Regex {
  return new RegexParser(source, ignoreCase).parse();
}

const programs = new WeakMap<Regex, Program | undefined>();

/** Whether the pattern matches somewhere in the text; `undefined` when it cannot be evaluated. Time: pattern × text, no backtracking. */
export function regexMatches(regex: Regex, text: string): boolean | undefined {
  if (!programs.has(regex)) programs.set(regex, regex.invalid ? undefined : compileRegex(regex));
  const program = programs.get(regex);
  return program === undefined ? undefined : runProgram(program, text);
}

class RegexParser {
  readonly #source: string;
  readonly #flags: boolean;
  readonly #groups: RegexGroup[] = [];
  #ignoreCase: boolean;
  #position = 0;
  #captures = 0;
  #invalid = false;

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#flags = ignoreCase;
    this.#ignoreCase = ignoreCase;
  }

  parse(): Regex {
    const node = this.#choice(0);
    if (this.#position < this.#source.length) this.#invalid = true;
    const groups = [...this.#groups].sort((a, b) => a.index - b.index);
    return {
      source: this.#source,
      ignoreCase: this.#flags || this.#ignoreCase,
      node,
      groups,
      invalid: this.#invalid,
    };
  }

  #choice(depth: number): RegexNode {
    const nodes = [this.#sequence(depth)];
    while (this.#source[this.#position] === '|') {
      this.#position++;
      nodes.push(this.#sequence(depth));
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'choice', nodes };
  }

  #sequence(depth: number): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.#position < this.#source.length) {
      const char = this.#source[this.#position];
      if (char === '|' || char === ')') break;
      const atom = this.#atom(depth);
      if (atom !== undefined) nodes.push(this.#repeated(atom));
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'sequence', nodes };
  }

  #atom(depth: number): RegexNode | undefined {
    const char = this.#source[this.#position++] ?? '';
    switch (char) {
      case '(':
        return this.#group(depth);
      case '[':
        return this.#set();
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        this.#invalid = true;
        return undefined;
      default:
        return literal(char.charCodeAt(0));
    }
  }

  #group(depth: number): RegexNode {
    let index: number | undefined;
    let name: string | undefined;
    let opaque = depth > MOST_DEPTH;
    if (this.#source[this.#position] === '?') {
      const head = this.#groupHead();
      if (head.kind === 'flags') return { kind: 'sequence', nodes: [] };
      if (head.kind === 'comment') return { kind: 'sequence', nodes: [] };
      opaque ||= head.kind === 'opaque';
      name = head.name;
      if (name !== undefined) index = ++this.#captures;
    } else index = ++this.#captures;
    const node = depth > MOST_DEPTH ? this.#skipGroup() : this.#choice(depth + 1);
    if (this.#source[this.#position] === ')') this.#position++;
    else this.#invalid = true;
    if (index !== undefined) this.#groups.push({ index, name, node });
    return opaque ? { kind: 'opaque' } : { kind: 'group', node, index, name };
  }

  #skipGroup(): RegexNode {
    let depth = 0;
    for (; this.#position < this.#source.length; this.#position++) {
      const char = this.#source[this.#position];
      if (char === '\\') this.#position++;
      else if (char === '(') depth++;
      else if (char === ')' && depth-- === 0) break;
    }
    return { kind: 'opaque' };
  }

  /** What follows `(?`. */
  #groupHead(): { readonly kind: 'plain' | 'opaque' | 'flags' | 'comment'; readonly name?: string } {
    const rest = this.#source.slice(this.#position + 1, this.#position + 60);
    const named = /^(?:P?<([A-Za-z_][A-Za-z0-9_]*)>|'([A-Za-z_][A-Za-z0-9_]*)')/.exec(rest);
    if (named !== null) {
      this.#position += 1 + named[0].length;
      return { kind: 'plain', name: named[1] ?? named[2] ?? '' };
    }
    const flags = /^([a-zA-Z]*(?:-[a-zA-Z]+)?)([:)])/.exec(rest);
    if (flags !== null) {
      this.#position += 1 + flags[0].length;
      const off = (flags[1] ?? '').indexOf('-');
      const on = off < 0 ? (flags[1] ?? '') : (flags[1] ?? '').slice(0, off);
      if (on.includes('i')) this.#ignoreCase = true;
      return { kind: flags[2] === ')' ? 'flags' : 'plain' };
    }
    if (rest.startsWith('#')) {
      const close = this.#source.indexOf(')', this.#position);
      this.#position = close === -1 ? this.#source.length : close + 1;
      return { kind: 'comment' };
    }
    if (rest.startsWith('>')) {
      this.#position += 2;
      return { kind: 'opaque' };
    }
    this.#position += /^<?[=!]/.exec(rest)?.[0].length ?? 0;
    this.#position += 1;
    return { kind: 'opaque' };
  }

  #repeated(atom: RegexNode): RegexNode {
    const bounds = this.#bounds();
    if (bounds === undefined) return atom;
    // PCRE2: "quantifier does not follow a repeatable item".
    if (atom.kind === 'start' || atom.kind === 'end') this.#invalid = true;
    const next = this.#source[this.#position];
    if (next === '?' || next === '+') this.#position++;
    return { kind: 'repeat', node: atom, min: bounds[0], max: bounds[1] };
  }

  #bounds(): readonly [number, number] | undefined {
    const char = this.#source[this.#position];
    if (char === '*' || char === '+' || char === '?') {
      this.#position++;
      return char === '*' ? [0, Infinity] : char === '+' ? [1, Infinity] : [0, 1];
    }
    if (char !== '{') return undefined;
    const counted = /^\{(\d{1,5})(,(\d{0,5}))?\}/.exec(this.#source.slice(this.#position, this.#position + 16));
    if (counted === null) return undefined;
    this.#position += counted[0].length;
    const min = Number(counted[1]);
    if (counted[2] === undefined) return [min, min];
    return [min, counted[3] === undefined || counted[3] === '' ? Infinity : Number(counted[3])];
  }

  #escape(): RegexNode {
    const char = this.#source[this.#position++] ?? '';
    const set = classOf(char);
    if (set !== undefined) return set;
    if (char === 'b') return { kind: 'word-boundary' };
    if (char === 'B') return { kind: 'not-word-boundary' };
    if (char === 'A') return { kind: 'start' };
    if (char === 'z' || char === 'Z') return { kind: 'end' };
    if (char === '') {
      this.#invalid = true;
      return { kind: 'opaque' };
    }
    if ((char >= '1' && char <= '9') || 'kgRKpPXGCQE'.includes(char)) return { kind: 'opaque' };
    return literal(this.#escapedCode(char));
  }

  #escapedCode(char: string): number {
    if (char === 'x') {
      const hex = /^(?:([0-9A-Fa-f]{1,2})|\{([0-9A-Fa-f]{1,6})\})/.exec(
        this.#source.slice(this.#position, this.#position + 10),
      );
      this.#position += hex?.[0].length ?? 0;
      return Number.parseInt(hex?.[1] ?? hex?.[2] ?? '0', 16);
    }
    return Object.hasOwn(CONTROLS, char) ? (CONTROLS[char] ?? 0) : char.charCodeAt(0);
  }

  #set(): RegexNode {
    const negated = this.#source[this.#position] === '^';
    if (negated) this.#position++;
    const ranges: (readonly [number, number])[] = [];
    const first = this.#position;
    while (this.#position < this.#source.length && (this.#source[this.#position] !== ']' || this.#position === first)) {
      this.#setItem(ranges);
    }
    if (this.#position >= this.#source.length) this.#invalid = true;
    this.#position++;
    return { kind: 'set', ranges, negated };
  }

  #setItem(ranges: (readonly [number, number])[]): void {
    if (this.#source.startsWith('[:', this.#position)) {
      const close = this.#source.slice(this.#position, this.#position + 14).indexOf(':]');
      if (close > 0) {
        append(ranges, posixClass(this.#source.slice(this.#position + 2, this.#position + close)));
        this.#position += close + 2;
        return;
      }
    }
    const low = this.#setChar(ranges);
    if (low === undefined) return;
    const isRange = this.#source[this.#position] === '-' && this.#source[this.#position + 1] !== ']';
    if (!isRange || this.#position + 1 >= this.#source.length) {
      ranges.push([low, low]);
      return;
    }
    this.#position++;
    const high = this.#setChar(ranges);
    if (high === undefined) ranges.push([low, low], [45, 45]);
    else if (high < low) this.#invalid = true;
    else ranges.push([low, high]);
  }

  /** One character of a set; `undefined` when it was a class (`\d`), which is added at once. */
  #setChar(ranges: (readonly [number, number])[]): number | undefined {
    const char = this.#source[this.#position++] ?? '';
    if (char !== '\\') return char.charCodeAt(0);
    const escaped = this.#source[this.#position++] ?? '';
    const set = classOf(escaped);
    if (set !== undefined) {
      append(ranges, set.negated ? complement(set.ranges) : set.ranges);
      return undefined;
    }
    return escaped === 'b' ? 8 : this.#escapedCode(escaped);
  }
}

function literal(code: number): RegexNode {
  return { kind: 'set', ranges: [[code, code]], negated: false };
}

function classOf(char: string): (RegexNode & { readonly kind: 'set' }) | undefined {
  const negated = char === 'D' || char === 'W' || char === 'S' || char === 'H' || char === 'N';
  switch (char.toLowerCase()) {
    case 'd':
      return { kind: 'set', ranges: DIGITS, negated };
    case 'w':
      return { kind: 'set', ranges: WORDS, negated };
    case 's':
      return { kind: 'set', ranges: SPACES, negated };
    case 'h':
      return {
        kind: 'set',
        ranges: [
          [9, 9],
          [32, 32],
        ],
        negated,
      };
    default:
      return char === 'N' ? { kind: 'set', ranges: [[10, 10]], negated: true } : undefined;
  }
}

function posixClass(name: string): readonly (readonly [number, number])[] {
  switch (name) {
    case 'alpha':
      return [
        [65, 90],
        [97, 122],
      ];
    case 'digit':
      return DIGITS;
    case 'lower':
      return [[97, 122]];
    case 'upper':
      return [[65, 90]];
    case 'space':
      return SPACES;
    case 'xdigit':
      return [
        [48, 57],
        [65, 70],
        [97, 102],
      ];
    case 'punct':
      return [
        [33, 47],
        [58, 64],
        [91, 96],
        [123, 126],
      ];
    default:
      return WORDS;
  }
}

/** Everything outside the (sorted) ranges. */
function complement(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const result: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) result.push([from, low - 1]);
    from = high + 1;
  }
  result.push([from, 0xffff]);
  return result;
}
