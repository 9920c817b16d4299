/** The rule of every finding that says a file, or a part of it, was not checked. */
export const UNCHECKED = 'preflight/unreadable';

/** The rule of a finding that says a rule failed on a file. */
export const CRASHED = 'internal/rule-crashed';

/** The type of an error. Never its message, which may quote the file. */
export function kindOfError(error: unknown): string {
  return error instanceof Error ? error.name : 'error';
}

/** The reason of a file on which we failed ourselves. */
export function failureReason(error: unknown): string {
  return `Config Preflight failed on this file (${kindOfError(error)}); please report it`;
}
