import type { Span } from '../text/span.ts';

/** A password in quotes that a comment names: `hash for the password "oxide"`. */
const QUOTED =
  /\b(?:hash(?:ed)?|bcrypt|argon2\w{0,2}|scrypt|htpasswd|sha-?\d{1,3}|encrypted)\b[^"'`]{0,60}["'`]([^\s"'`]{3,64})["'`]/i;
/** `password: admin`, `the password is admin`, `user/password: admin/admin`. */
const STATED = /\bpass(?:word|wd)\s{0,4}(?:is\s|=|:)\s{0,4}["'`]?([^\s"'`]{3,64})/i;

/** Words behind "password is" that are none: how it is stored, or what is to be done. */
const NO_PASSWORD =
  /^(?:hash\w*|bcrypt\w*|argon\S*|sha\S*|md5\S*|stored|encrypted|encoded|required|optional|set|not|the|this|that|your|used|generated|empty|htpasswd|plain\S*|required\.|[<$%{[].*|\$.*|echo|openssl|mkpasswd|password|user|username|change\S*|and|from|for|never|only|salted|in|by)$/i;

/** The password that a comment at a hash states, as a place in the comment; `undefined` when it states none. */
export function statedPassword(comment: string): Span | undefined {
  for (const pattern of [QUOTED, STATED]) {
    const match = pattern.exec(comment);
    const word = match?.[1]?.replace(/[.,;)]+$/, '');
    if (match === null || word === undefined || word.length < 3 || NO_PASSWORD.test(word)) continue;
    const start = match.index + match[0].lastIndexOf(match[1] ?? '');
    return { start, end: start + word.length };
  }
  return undefined;
}
