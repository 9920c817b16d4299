import type { ReadingBuilder } from './reading.ts';

interface Resolved {
  readonly text: string;
  readonly runs: boolean;
}

/**
 * Commands, then references, then `\\` as one backslash: the order of symfony/dotenv 5.4.53 and later (Dotenv.php, `resolveCommands` and
 * `resolveVariables`). `undefined` where it refuses the value.
 */
export function resolveSymfony(value: string, reading: ReadingBuilder): Resolved | undefined {
  if (!value.includes('$')) return { text: value.replaceAll('\\\\', '\\'), runs: false };
  const commands = resolveCommands(value);
  const references = resolveReferences(commands.text, reading);
  return references && { text: references.text.replaceAll('\\\\', '\\'), runs: commands.runs || references.runs };
}

/** `$(…)` in balanced parentheses with something in each pair is run and left out here; behind a backslash it is text. */
function resolveCommands(value: string): Resolved {
  const closing = balanced(value);
  let text = '';
  let runs = false;
  let i = 0;
  while (i < value.length) {
    const escaped = value.startsWith('\\$', i);
    const close = escaped || value[i] === '$' ? closing.get(i + (escaped ? 2 : 1)) : undefined;
    runs ||= close !== undefined && !escaped;
    if (close === undefined) text += value[i];
    else if (escaped) text += value.slice(i + 1, close + 1);
    i = (close ?? i) + 1;
  }
  return { text, runs };
}

/** Each `(` with the `)` that closes it, without pairs that hold nothing or such a pair. */
function balanced(value: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: { readonly at: number; valid: boolean }[] = [];
  for (let i = 0; i < value.length; i++) {
    if (value[i] === '(') open.push({ at: i, valid: true });
    if (value[i] !== ')') continue;
    const pair = open.pop();
    const parent = open.at(-1);
    if (pair?.valid && i > pair.at + 1) closing.set(pair.at, i);
    else if (pair !== undefined && parent !== undefined) parent.valid = false;
  }
  return closing;
}

/** `$NAME`, `${NAME}`, `:-` and `:=`, with or without braces, all parts optional; an odd number of backslashes protects. */
function resolveReferences(value: string, reading: ReadingBuilder): Resolved | undefined {
  const reference = /(\\*)\$(?!\()(\{)?(_?[A-Za-z]\w*)?(:[-=][^}]*)?(\})?/y;
  let text = '';
  let runs = false;
  let i = 0;
  while (i < value.length) {
    reference.lastIndex = i;
    const match = value[i] === '$' || value[i] === '\\' ? reference.exec(value) : null;
    if (match === null) {
      // A run of backslashes before something else is stepped over as a whole.
      const end = Math.max(i + 1, endOfBackslashes(value, i));
      text += value.slice(i, end);
      i = end;
      continue;
    }
    const [all, backslashes = '', opening, name, fallback, closing] = match;
    i += all.length;
    if (backslashes.length % 2 === 1) text += all.slice(1);
    else if (name === undefined && fallback === undefined && closing === undefined) text += all;
    else {
      if (opening !== undefined && closing === undefined) return undefined;
      const found = replacement(name ?? '', fallback, reading);
      if (found === undefined) return undefined;
      text += backslashes + found + (opening === undefined ? (closing ?? '') : '');
      runs ||= reading.runs.has(name ?? '');
    }
  }
  return { text, runs };
}

function endOfBackslashes(value: string, start: number): number {
  let i = start;
  while (value[i] === '\\') i++;
  return i;
}

/** `undefined`: a default with a character Symfony does not take there. `:=` sets the name as well. */
function replacement(name: string, fallback: string | undefined, reading: ReadingBuilder): string | undefined {
  const value = reading.lookup(name) ?? '';
  if (value !== '' || fallback === undefined || reading.runs.has(name)) return value;
  if (/['"{$]/.test(fallback)) return undefined;
  const text = fallback.slice(2);
  if (fallback.startsWith(':=')) reading.set(name, text);
  return text;
}
