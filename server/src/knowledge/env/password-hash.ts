/** How well a stored hash keeps the password from whoever reads the file. */
export interface PasswordHash {
  /** What it is called, for a message. */
  readonly name: string;
  /** `fast`: one plain digest a guess, without salt or with it in the open; `dated`: salted and repeated, a thousand times at most. */
  readonly kind: 'fast' | 'dated';
}

/**
 * The formats of htpasswd that Apache calls insecure or that repeat MD5 a thousand times, whole, behind a colon.
 * https://httpd.apache.org/docs/2.4/misc/password_encryptions.html,
 * https://passlib.readthedocs.io/en/stable/lib/passlib.hash.apr_md5_crypt.html ("not considered secure by modern standards")
 */
const FORMATS: readonly (PasswordHash & { readonly pattern: RegExp })[] = [
  { name: 'SHA-1', kind: 'fast', pattern: /:\{SHA\}[A-Za-z\d+/]{27}=$/ },
  { name: 'salted SHA-1', kind: 'fast', pattern: /:\{SSHA\}[A-Za-z\d+/]{32,64}={0,2}$/ },
  { name: 'MD5', kind: 'dated', pattern: /:\$(?:apr1|1)\$[./A-Za-z\d]{1,8}\$[./A-Za-z\d]{22}$/ },
];

/** `user:realm:MD5`, as htdigest writes it: the answers of RFC 7616 are computed from this hash, so whoever has it need crack nothing. */
const DIGEST = /^[^:\s]{1,100}:[^:\r\n]{1,100}:[\da-fA-F]{32}$/;

/** Longer than any line of a password file. */
const LONGEST = 300;

/** The weak hash in one line of a password file (`user:hash`); `undefined` for one of today, for a reference, and for what is none. */
export function weakHash(line: string): PasswordHash | undefined {
  if (line.length > LONGEST || line.indexOf(':') < 1) return undefined;
  return FORMATS.find(({ pattern }) => pattern.test(line));
}

/** Whether a text is a line of a file for digest authentication. */
export function isDigestLine(line: string): boolean {
  return line.length <= LONGEST && DIGEST.test(line);
}
