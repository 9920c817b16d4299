import { append } from '../text/append.ts';
import { remembered } from '../text/remembered.ts';

/** What a message says without the names and values in it, and what it asks to be done. */
export interface Said {
  /** The words of the whole message: equal for findings that differ only in whom they are about. */
  readonly words: string;
  /** The part that says what to do; the whole where a message has no such part. */
  readonly advice: string;
}

/** A quoted text, or anything up to a blank. */
const TOKEN = /(?:"[^"]*"|`[^`]*`)\S*|\S+/g;

/** Ends a message of nginx in its own words: what happens, not what to do. */
const CONSEQUENCE = 'nginx will not start';

/** What stands around a word and does not belong to it. */
const AROUND = new Set('"`\'([{]}),.;:?!…');

/**
 * Reads a message as rules write them: whom it is about and what happens, then behind the last `;` or `:` what to do. Names and values
 * (quoted, or anything but a lower-case word) are left out of both; in the advice only when they were named before, for a name that comes
 * up only there (`did you mean "listen"?`) is the advice. Linear in the message, which is at most 120 characters; remembered, for nearly
 * all findings of a file say the same after a keystroke.
 */
export const saidBy: (message: string) => Said = remembered(readMessage);

function readMessage(message: string): Said {
  const words: string[] = [];
  const named: string[] = [];
  /** Of the tokens behind the last separator. */
  let tail: string[] = [];
  let sinceSplit: string[] = [];
  const tokens: readonly string[] = message.match(TOKEN) ?? [];
  let hasAdvice = false;
  for (const [index, token] of tokens.entries()) {
    const core = coreOf(token);
    const isWord = isPlain(token, core, index === 0);
    if (isWord) words.push(index === 0 ? core.toLowerCase() : core);
    else sinceSplit.push(core);
    if (isWord || !isNamed(core, named)) tail.push(core);
    if (index < tokens.length - 1 && (token.endsWith(';') || token.endsWith(':'))) {
      append(named, sinceSplit);
      sinceSplit = [];
      tail = [];
      hasAdvice = true;
    }
  }
  const all = words.join(' ');
  const advice = tail.join(' ');
  return { words: all, advice: !hasAdvice || advice === '' || advice === CONSEQUENCE ? all : advice };
}

/** Whether it is a word, and no name, number or value. A capital begins a sentence only at its start. */
function isPlain(token: string, core: string, isFirst: boolean): boolean {
  if (core === '' || token.startsWith('"') || token.startsWith('`')) return false;
  for (let i = 0; i < core.length; i++) {
    const code = core.charCodeAt(i);
    const isLower = code >= 97 && code <= 122;
    if (isLower || (isFirst && i === 0 && code >= 65 && code <= 90)) continue;
    // it's, nginx’s
    if (i > 0 && (code === 0x27 || code === 0x2019)) continue;
    return false;
  }
  return true;
}

function coreOf(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && AROUND.has(token[start] ?? '')) start++;
  while (end > start && AROUND.has(token[end - 1] ?? '')) end--;
  return token.slice(start, end);
}

function isNamed(core: string, named: readonly string[]): boolean {
  return core === '' || named.some((name) => name !== '' && (core.includes(name) || name.includes(core)));
}
