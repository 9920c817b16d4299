/** `tools/data/judged-exceptions.json`: what stays as it is on purpose, and how many places must stay as readers want them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA, type Expectation } from './verdicts.ts';

export interface Exceptions {
  /** Why a place is not as its reader wanted, by the id of the verdict. */
  readonly places: Readonly<Record<string, string>>;
  /** Why a note of a recall reading has no finding, by its place. */
  readonly notes: Readonly<Record<string, string>>;
  /** Rules that took over what another one said, by the old id. */
  readonly successors: Readonly<Record<string, readonly string[]>>;
  /** A ratchet: places that are met or explained, at least; by what was expected, or `recall <weight>`. Raised by `--write`. */
  readonly minimum: Readonly<Record<string, number>>;
}

const PATH = join(DATA, 'judged-exceptions.json');

export function readExceptions(): Exceptions {
  return JSON.parse(readFileSync(PATH, 'utf8'));
}

/** Raises what is lower than today's counts; lowers nothing. */
export function raiseMinimum(exceptions: Exceptions, today: Readonly<Record<string, number>>): void {
  const minimum: Record<string, number> = { ...exceptions.minimum };
  for (const [name, count] of Object.entries(today)) minimum[name] = Math.max(count, minimum[name] ?? 0);
  writeFileSync(PATH, `${JSON.stringify({ ...exceptions, minimum }, null, 2)}\n`);
}

/** A line for each count that fell below its minimum. */
export function belowMinimum({ minimum }: Exceptions, today: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(today)
    .filter(([name, count]) => count < (minimum[name] ?? 0))
    .map(
      ([name, count]) =>
        `BELOW THE MINIMUM: ${name}: ${count} met or explained, ${minimum[name]} before; correct it, or give the reason of each place in tools/data/judged-exceptions.json`,
    );
}

/** Expectations a program can decide, in the order of the table. */
export const DECIDABLE = [
  'kept',
  'gone',
  'at most low',
  'at most medium',
  'folded',
] as const satisfies readonly Expectation[];
