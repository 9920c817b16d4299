/** A password in quotes that a comment names: `hash for the password "oxide"`. */
const QUOTED =
  /\b(?:hash(?:ed)?|bcrypt|argon2\w{0,2}|scrypt|htpasswd|sha-?\d{1,3}|encrypted)\b[^"'`]{0,60}["'`]([^\s"'`]{3,64})["'`]/i;
/** `password: admin`, `the password is admin`, `user/password: admin/admin`. */
const STATED = /\bpass(?:word|wd)\s{0,4}(?:is\s|=|:)\s{0,4}["'`]?([^\s"'`]{3,64})/i;

/** Words behind "password is" that are none: how it is stored, or what is to be done. */
const NO_PASSWORD =
  /^(?:hash\w*|bcrypt\w*|argon\S*|sha\S*|md5\S*|stored|encrypted|encoded|required|optional|set|not|the|this|that|your|used|generated|empty|htpasswd|plain\S*|required\.|[<$%{[].*|\$.*|echo|openssl|mkpasswd|password|user|username|change\S*|and|from|for|never|only|salted|in|by)$/i;

/** Whether the comment at a hash states the password that it is the hash of. */
export function statesPassword(comment: string): boolean {
  return [QUOTED, STATED].some((pattern) => {
    const word = pattern.exec(comment)?.[1]?.replace(/[.,;)]+$/, '');
    return word !== undefined && word.length >= 3 && !NO_PASSWORD.test(word);
  });
}
