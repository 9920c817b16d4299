/** Measures time: called once it starts, and what it gives tells the milliseconds since then. */
export type Stopwatch = () => () => number;

/** Calls of rules on one model: a file of 1 MB takes some million of them. */
const MOST_CALLS = 100_000_000;
/** A look at the clock after so many calls. */
const A_LOOK = 64;
/** Milliseconds of one lint; the largest files that are read take seconds. */
const MOST_TIME = 120_000;

const wallTime: Stopwatch = () => {
  const start = performance.now();
  return () => performance.now() - start;
};

/**
 * What the rules may do on one model. Calls are counted, so that the same file is cut at the same place everywhere. The clock is a watchdog
 * for what no count sees, a rule that is slow in each call; it cannot end a call that never returns.
 */
export class LintBudget {
  readonly #elapsed: () => number;
  readonly #mostCalls: number;
  #calls = 0;
  #cut: string | undefined;

  /** @param mostCalls for tests */
  constructor(stopwatch: Stopwatch = wallTime, mostCalls: number = MOST_CALLS) {
    this.#elapsed = stopwatch();
    this.#mostCalls = mostCalls;
  }

  /** Counts one call of a rule. @returns false when it must not be made: the budget is spent, and stays so. */
  call(): boolean {
    if (this.#cut !== undefined) return false;
    this.#calls += 1;
    if (this.#calls > this.#mostCalls) this.#cut = 'more work than one file may make';
    else if (this.#calls % A_LOOK === 1 && this.#elapsed() > MOST_TIME)
      this.#cut = 'it took too long; please report it';
    return this.#cut === undefined;
  }

  /** Calls so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Why rules were left out, a clause; `undefined` when none was. */
  get cut(): string | undefined {
    return this.#cut;
  }
}
