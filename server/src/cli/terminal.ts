/** Where a command writes; handed in so that commands can be run by tests. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** Whether standard error is a terminal: progress is shown only there. */
  readonly interactive: boolean;
}

/** Exit codes of every command. */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;

/** Work that cannot be done because of how the command was called: one clear line, exit 2. */
export class UsageError extends Error {}

/** Colour per https://no-color.org and FORCE_COLOR, else on terminals only. */
export function wantsColor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const force = environment['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}

/** Whether a variable is set: as CI services set it, and as people switch it off. */
export function isSet(variable: string | undefined): boolean {
  return variable !== undefined && !['', '0', 'false'].includes(variable.toLowerCase());
}
