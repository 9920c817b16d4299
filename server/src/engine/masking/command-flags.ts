/** What the word behind a flag is: a secret, or `user:secret`. */
export type Announced = 'value' | 'pair';

/** Short flags by the programs that give them this meaning. */
const SHORT: readonly (readonly [flag: string, programs: readonly string[], what: Announced])[] = [
  ['-a', ['redis-cli', 'valkey-cli', 'keydb-cli'], 'value'],
  [
    '-p',
    ['login', 'mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoimport', 'mongoexport', 'cypher-shell', 'sshpass'],
    'value',
  ],
  ['-P', ['sqlcmd', 'mosquitto_pub', 'mosquitto_sub', 'zip', 'unzip', 'bcp'], 'value'],
  ['-w', ['ldapsearch', 'ldapwhoami', 'ldapadd', 'ldapmodify', 'ldapdelete'], 'value'],
  ['-k', ['openssl'], 'value'],
  ['-u', ['curl', 'http', 'https', 'xh'], 'pair'],
  ['-a', ['http', 'https', 'xh'], 'pair'],
  ['-U', ['curl', 'smbclient', 'rpcclient'], 'pair'],
];

/** Long flags with `user:secret`. */
const PAIR_FLAGS = new Set(['--user', '--proxy-user', '--userpwd', '--basic-auth']);

/** Words without a dash whose next words end in a secret: how many stand between. */
const COMMANDS: ReadonlyMap<string, number> = new Map([
  ['requirepass', 0],
  ['masterauth', 0],
  ['add_user', 1],
  ['change_password', 1],
  ['authenticate_user', 1],
  ['set_user_password', 1],
]);

const ATTACHED = [
  'mysql',
  'mysqladmin',
  'mysqldump',
  'mariadb',
  'mariadb-admin',
  'mariadb-dump',
  'sshpass',
  '7z',
  '7za',
];

/** What the word behind a short or long flag with a password is, when the command line runs `programs`. */
export function announcedBy(flag: string, programs: ReadonlySet<string>): Announced | undefined {
  if (PAIR_FLAGS.has(flag)) return 'pair';
  return SHORT.find(([name, runs]) => name === flag && runs.some((program) => programs.has(program)))?.[2];
}

/** How many words stand between a command word and its secret. */
export function wordsBetween(word: string): number | undefined {
  return COMMANDS.get(word);
}

/** Whether `-p…` holds a password: always for the programs that mean it so, and for others when it reads like no option. */
export function isAttachedPassword(word: string, programs: ReadonlySet<string>): boolean {
  if (!/^-p[^-\s]/.test(word)) return false;
  if (ATTACHED.some((program) => programs.has(program))) return true;
  return word.length > 5 && !/^-p(?:[a-z-]+|[\d.:/-]+(?:tcp|udp)?)$/.test(word);
}

/** Whether `user:group` or `uid:gid` is meant, not `user:secret`. */
export function isOwner(pair: string, programs: ReadonlySet<string>): boolean {
  if (/^\d*:\d*$/.test(pair)) return true;
  const asks = ['curl', 'http', 'https', 'xh', 'wget', 'smbclient'].some((program) => programs.has(program));
  return !asks && /^[a-z_-]+:[a-z_-]+$/.test(pair);
}

/** The program a word names: `mysql` of `/usr/bin/mysql`. */
export function programOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
