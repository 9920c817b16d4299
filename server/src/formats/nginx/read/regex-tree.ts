/** The parts of a PCRE pattern that matter to nginx files. Offsets are in the pattern. */
export type RegexNode =
  | { readonly kind: 'set'; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  /** Everything but a line feed. */
  | { readonly kind: 'any' }
  | { readonly kind: 'start' | 'end' | 'word-boundary' | 'not-word-boundary' }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | {
      readonly kind: 'group';
      readonly node: RegexNode;
      readonly index: number | undefined;
      readonly name: string | undefined;
    }
  /** Look-around, back references, recursion, conditionals: kept, not evaluated. */
  | { readonly kind: 'opaque' };

export interface RegexGroup {
  readonly index: number;
  readonly name: string | undefined;
  readonly node: RegexNode;
}

export interface Regex {
  readonly source: string;
  readonly ignoreCase: boolean;
  readonly node: RegexNode;
  /** Capturing groups by their number from 1. */
  readonly groups: readonly RegexGroup[];
  /** The pattern itself is broken (unbalanced, bad range): nginx refuses it. */
  readonly invalid: boolean;
}
