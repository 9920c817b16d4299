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

/**
 * Reads a message as rules write them: whom it is about and what happens, then behind the last `;` or `:` what to do. Names and values
 * (quoted, or anything but a lower-case word) are left out of both; in the advice only when they were named before, for a name that comes
 * up only there (`did you mean "listen"?`) is the advice. Linear in the message, which is at most 120 characters.
 */
export function saidBy(message: string): Said {
  const tokens: readonly string[] = message.match(TOKEN) ?? [];
  const split = tokens.slice(0, -1).reduce((last, token, index) => (/[;:]$/.test(token) ? index + 1 : last), 0);
  const head = tokens.slice(0, split);
  const words = [...tokens.entries()].flatMap(([index, token]) => wordOf(token, index === 0) ?? []).join(' ');
  const named = head.filter((token, index) => wordOf(token, index === 0) === undefined).map(coreOf);
  const tail = tokens
    .slice(split)
    .filter((token) => wordOf(token, false) !== undefined || !isNamed(coreOf(token), named));
  const advice = tail.map(coreOf).join(' ');
  return { words, advice: split === 0 || advice === '' || advice === CONSEQUENCE ? words : advice };
}

/** The token as a plain word, `undefined` when it is a name, a number or a value. */
function wordOf(token: string, isFirst: boolean): string | undefined {
  if (/^["`]/.test(token)) return undefined;
  const core = coreOf(token);
  const word = isFirst ? core.slice(0, 1).toLowerCase() + core.slice(1) : core;
  return /^[a-z]+(?:['’][a-z]*)?$/.test(word) ? word : undefined;
}

function coreOf(token: string): string {
  return token.replace(/^["`'([{]+|["`')\]},.;:?!…]+$/g, '');
}

function isNamed(core: string, named: readonly string[]): boolean {
  return core === '' || named.some((name) => name !== '' && (core.includes(name) || name.includes(core)));
}
