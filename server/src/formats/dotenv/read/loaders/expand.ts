/** Which references a loader replaces. */
export interface Expansion {
  /** `$NAME` without braces. */
  readonly bare: boolean;
  /** Operators it knows inside braces; with others the reference is handled as `unknown` says. */
  readonly operators: readonly string[];
  /** A brace reference with an operator the loader does not know: kept as text, or read as empty. */
  readonly unknown: 'text' | 'empty';
  /** What takes the meaning from a dollar: `\$`, `$$`. */
  readonly escapes: readonly ('\\$' | '$$')[];
}

/** The result of an expansion; `failed` when a required variable is missing. */
export interface Expanded {
  readonly text: string;
  readonly failed: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Replaces the references of a value by what earlier entries hold (`lookup`), linear in the length of the text. */
export function expand(text: string, rules: Expansion, lookup: (name: string) => string | undefined): Expanded {
  let result = '';
  let failed = false;
  let i = 0;
  while (i < text.length) {
    const protectedDollar = rules.escapes.find((each) => text.startsWith(each, i));
    if (protectedDollar !== undefined) {
      result += '$';
      i += 2;
      continue;
    }
    const reference = text[i] === '$' ? referenceAt(text, i, rules) : undefined;
    if (reference === undefined) {
      result += text[i];
      i++;
      continue;
    }
    const value = replacementOf(reference, lookup);
    failed ||= value === undefined;
    result += value ?? '';
    i = reference.end;
  }
  return { text: result, failed };
}

interface Found {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function referenceAt(text: string, start: number, rules: Expansion): Found | undefined {
  if (text[start + 1] === '{') return braced(text, start, rules);
  if (!rules.bare) return undefined;
  const name = NAME.exec(text.slice(start + 1, start + 1 + MAX_NAME))?.[0];
  return name === undefined ? undefined : { name, operator: '', word: '', end: start + 1 + name.length };
}

const MAX_NAME = 256;

function braced(text: string, start: number, rules: Expansion): Found | undefined {
  const close = text.indexOf('}', start);
  if (close === -1) return undefined;
  const inside = text.slice(start + 2, close);
  const name = NAME.exec(inside)?.[0];
  if (name === undefined) return undefined;
  const rest = inside.slice(name.length);
  if (rest === '') return { name, operator: '', word: '', end: close + 1 };
  const operator = rules.operators.find((each) => rest.startsWith(each));
  if (operator !== undefined) return { name, operator, word: rest.slice(operator.length), end: close + 1 };
  return rules.unknown === 'text' ? undefined : { name: '', operator: '', word: '', end: close + 1 };
}

/** `undefined`: a required variable is missing. */
function replacementOf(
  { name, operator, word }: Found,
  lookup: (name: string) => string | undefined,
): string | undefined {
  const value = lookup(name);
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (operator.replace(':', '')) {
    case '-':
      return isSet ? value : word;
    case '+':
      return isSet ? word : '';
    case '?':
      return isSet ? value : undefined;
    default:
      return value ?? '';
  }
}
