/**
 * What tells which findings are shown as one (`engine/group-findings.ts`): names of keys and places, hashed; never a text or a value of the
 * file. For the engine and the doors; no report holds it.
 */
export interface Folding {
  /** Findings of a rule in one file with the same advice are one entry. */
  readonly advice: string;
  /** Equal where the messages of two findings differ in names alone. */
  readonly words: string;
  /** What the finding is about and may share with a greater one, each as `<kind> <hash>`. */
  readonly owners: readonly string[];
  readonly credential?: Credential | undefined;
}

/** Which credential a finding is about, without a word of it. */
export interface Credential {
  /** Names of the place where it is set, so that all its copies have the same key. */
  readonly key: string;
  /** The highest leads: 2 where the program that checks it is told it, 1 where a file in force sets it, 0 for a copy. */
  readonly rank: 0 | 1 | 2;
  /** The file of that place, when it is another one. */
  readonly home?: string | undefined;
}
