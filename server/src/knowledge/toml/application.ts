/** The problems a TOML setting can be: each is the rule `toml/<problem>`. */
export const TOML_PROBLEMS = [
  'tls-disabled',
  'tls-verification-disabled',
  'outdated-tls',
  'remote-bind-without-tls',
  'remote-bind-without-auth',
  'exposed-endpoint',
  'permissive-cors',
  'auth-disabled',
  'open-registration',
  'debug-enabled',
  'unlimited',
  'excessive-privilege',
  'insecure-cookie',
  'untrusted-source',
  'unencrypted-storage',
  'missing-credential',
  'audit-disabled',
  'weak-cipher',
  'long-lived-token',
  'plain-http-url',
  'spoofable-client-address',
  'csrf-disabled',
  'weak-password-policy',
  'open-redirect',
  'code-execution-allowed',
  'unsafe-setting',
] as const;
export type TomlProblem = (typeof TOML_PROBLEMS)[number];

export type Scalar = string | number | boolean;

/** What is said about a value; everything given must hold. A value that is not known (a reference) meets no condition. */
export interface Condition {
  /** Equals this, or one of these; texts are compared without regard to case. */
  readonly is?: Scalar | readonly Scalar[];
  /** A list (also one written as `a, b` in a string) has one of these items; a lone string counts as a list of itself. */
  readonly hasItem?: readonly string[];
  /** None of these is among the items; holds where the key is not written too. */
  readonly lacks?: readonly string[];
  /** A text, or an item of a list, with this part. */
  readonly contains?: string;
  readonly below?: number;
  readonly above?: number;
  readonly test?: ValueTest;
  /** The key is not written. */
  readonly absent?: true;
  /** The key is written, whatever its value. */
  readonly present?: true;
}

export type ValueTest =
  /** `""`, `[]`. */
  | 'empty'
  | 'not-empty'
  /** More than one item. */
  | 'several'
  /** A listen address other machines can reach: all interfaces, or an address that is not loopback. */
  | 'remote-address'
  /** A TLS or SSL version below 1.2, alone or in a list. */
  | 'outdated-tls'
  /** `http://` to a host that is not this machine or a private name. */
  | 'plain-http-url'
  /** A connection address without TLS to another machine: `tcp://db:2375`. */
  | 'remote-tcp-url'
  /** The plain port of a Docker engine under a bare name that says so: `tcp://docker:2375`. */
  | 'engine-tcp-url'
  /** A host that is neither this machine nor a bare name of the same network: an address, or a name with dots. */
  | 'distant-host'
  /** Not 64 hexadecimal digits. */
  | 'not-hex-256-bit'
  /** Not 32 bytes in hexadecimal or base64. */
  | 'not-256-bit'
  /** Not 16, 24 or 32 bytes, plain or in base64. */
  | 'not-aes-key'
  | 'shorter-than-16'
  /** A regular expression or glob that lets everything in: `.*`, `*`, `^/`. */
  | 'matches-anything'
  /** `user:hash` with SHA-1: cracked in hours. */
  | 'fast-password-hash'
  /** `user:hash` with a thousand times MD5. */
  | 'dated-password-hash'
  /** `user:realm:hash` of a digest login: the hash is as good as the password. */
  | 'digest-password'
  /** The Docker socket stands in it. */
  | 'docker-socket'
  /** A relative path or one below `/tmp`. */
  | 'not-durable-path'
  /** A shell command that prints its environment: `env && make`. */
  | 'prints-environment'
  /** A zero amount of any coin: `""`, `0stake`. */
  | 'zero-price';

/** One way a setting is unsafe. */
export interface Unsafe extends Condition {
  readonly problem: TomlProblem;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  /** Other keys that must hold too: beside this one, below the root with a leading `/`, or `../` one table up. */
  readonly also?: Readonly<Record<string, Condition>>;
  /** What the name of the place passes, where the name is the value: `[host."http://…"]`. */
  readonly named?: ValueTest;
  /** The risk and what to do, behind "<application> <key>": at most 80 characters. */
  readonly says: string;
  /** The addresses it connects to, as a key path; with all of them on this machine or of a Compose neighbour (one label) nothing is said. */
  readonly peers?: string;
  /** The value that repairs it. */
  readonly set?: Scalar | readonly string[];
  /** Adds a table that is missing, with these entries. */
  readonly addTable?: { readonly table: string; readonly entries: Readonly<Record<string, Scalar>> };
  /** Removes the offending item of a list. */
  readonly dropItem?: true;
  /** Removes the key. */
  readonly remove?: true;
  /** What somebody may notice after the fix. */
  readonly consequence?: string;
}

/** What a key takes; for completion and hover. */
export type SettingType = 'boolean' | 'string' | 'integer' | 'list' | 'table' | 'secret' | 'path' | 'address' | 'url';

export interface Setting {
  /** Path from the root; `*` is any one name or item, `*part*` a name with that part; names with dots stand in double quotes. */
  readonly key: string;
  readonly type: SettingType;
  /** One sentence for hover: what it does. */
  readonly about: string;
  readonly default?: string;
  /** The values it can have, for completion. */
  readonly values?: readonly string[];
  readonly unsafe?: readonly Unsafe[];
}

/** What is known of one application that is configured in TOML. */
export interface TomlApplication {
  readonly id: string;
  readonly name: string;
  /** Documentation of its configuration. */
  readonly docs: string;
  /**
   * File names that are its own, with as many folders as make them so; `*` inside a name. One marker must be there too, so that
   * another program's file of that name is not judged by the wrong book.
   */
  readonly files: readonly string[];
  /** Keys (paths from the root, `*` allowed) of which all must be there when the file name says nothing. */
  readonly markers: readonly string[];
  /** How many markers suffice beside a file name of its own; default 1. 0: the name is enough. */
  readonly markersWithName?: number;
  /** Words in a container image's name that name it. */
  readonly images?: readonly string[];
  /** Environment variables that override settings, by key path: what the file says is not in force then. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where it takes the headers of HTTP answers from. */
  readonly responseHeaders?: ResponseHeaderTables;
  /** Its passwords log in at servers of others: none can be made up. */
  readonly logsInElsewhere?: true;
  /** The TOML it reads; `1.0`: no release takes what TOML 1.1 added. Not given: not known, or it depends on the release. */
  readonly toml?: '1.0';
  /** Key paths of tables and keys whose last name has dots, so that the file must quote it; `*` is any name. */
  readonly dottedNames?: readonly string[];
  readonly settings: readonly Setting[];
}

/** `[[headers]]` with the paths they are for and a table of names and values. */
export interface ResponseHeaderTables {
  /** Path of the run of tables. */
  readonly tables: string;
  /** Key of the paths the headers are for. */
  readonly pattern: string;
  /** Key of the table with names and values. */
  readonly values: string;
  /** The pattern of all pages; not given where the program adds headers of its own. */
  readonly everything?: string;
}
