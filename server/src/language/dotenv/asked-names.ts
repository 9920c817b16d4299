/**
 * How programs ask for a variable: Node, Deno, Bun, Vite; Python; PHP with Laravel's `env`; Ruby; Go; Rust; Java. Names inside brackets and
 * calls of common words count in capitals only.
 */
const ASKED =
  /(?:process\.env|import\.meta\.env|Bun\.env)\.([A-Za-z_]\w*)|(?:process\.env|import\.meta\.env|os\.environ|ENV|\$_ENV|\$_SERVER)\[["']([A-Za-z_]\w*)["']|(?:[gG]etenv|LookupEnv|environ\.get|Deno\.env\.get|ENV\.fetch|env::var|\benv|\bconfig)\(["']([A-Z_][A-Z0-9_]*)["']/g;
const TAKEN_APART = /\{([^{}]{1,500})\}\s*=\s*process\.env\b/g;
/** Set by the runtime or the system, never by a `.env`. */
const NOT_OURS: ReadonlySet<string> = new Set([
  'NODE_ENV',
  'PATH',
  'HOME',
  'PWD',
  'USER',
  'SHELL',
  'CI',
  'MODE',
  'DEV',
  'PROD',
  'SSR',
  'BASE_URL',
]);

/** Endings of files that programs are written in. */
export const CODE_FILES = /\.(?:[cm]?[jt]sx?|vue|svelte|py|php|rb|go|rs|java|kt)$/;

/** The variables that a program's text asks its environment for, each once. */
export function namesAskedIn(code: string): readonly string[] {
  const names = new Set<string>();
  for (const [, member, item, call] of code.matchAll(ASKED)) names.add(member ?? item ?? call ?? '');
  for (const [, list = ''] of code.matchAll(TAKEN_APART))
    for (const part of list.split(',')) names.add(/^\s*([A-Za-z_]\w*)/.exec(part)?.[1] ?? '');
  return [...names].filter((name) => name !== '' && !NOT_OURS.has(name));
}
