/** One test: a sentence and what must not throw. */
interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const LIMIT = 120_000;
/** After so many failures the host itself is broken: the rest would only run into the limit as well. */
const GIVE_UP = 4;
/** A window on a busy machine now and then drops a key or a click. What fails once is tried once more, and the result says so. */
const ATTEMPTS = 2;
/** More that pass only then are no accident. */
const MOST_AGAIN = 3;

/** A regular expression for the names of the tests that are run. Put in by the build (`--only=`). */
declare const PREFLIGHT_ONLY: string;

/** Collects tests and runs them one after another; prints a line each. No packages, so that it runs in a web worker. */
export class Harness {
  readonly #tests: Test[] = [];
  readonly #notes: string[] = [];

  /** Registers a test. A property, so that it can be taken out of the harness. */
  readonly test = (name: string, body: () => Promise<void>): void => {
    if (new RegExp(PREFLIGHT_ONLY).test(name)) this.#tests.push({ name, body });
  };

  /** A line printed below the results: a measurement, never a verdict. */
  note(line: string): void {
    this.#notes.push(line);
  }

  /**
   * Runs the tests, each up to twice.
   *
   * @param after - Clears up after each attempt.
   * @throws Error when a test failed.
   */
  async run(after: () => Promise<void>): Promise<void> {
    let failed = 0;
    let passed = 0;
    let again = 0;
    for (const test of this.#tests) {
      let attempt = 1;
      let good = await attempted(test, attempt);
      while (!good && attempt < ATTEMPTS) {
        await after();
        good = await attempted(test, ++attempt);
      }
      if (good) passed++;
      else failed++;
      if (good && attempt > 1) again++;
      if (failed >= GIVE_UP) break;
      await after();
    }
    for (const note of this.#notes) console.log(`  ${note}`);
    if (again > 0) console.log(`  at the second attempt: ${again} (at most ${MOST_AGAIN})`);
    console.log(`  ${passed} passed, ${failed} failed`);
    if (failed > 0 || again > MOST_AGAIN)
      throw new Error(`${failed} tests failed, ${again} passed at the second attempt`);
  }
}

/** Runs a test once and prints a line about it. */
async function attempted({ name, body }: Test, attempt: number): Promise<boolean> {
  const start = Date.now();
  try {
    await limited(body());
    console.log(`  ok   ${name} (${attempt > 1 ? 'second attempt, ' : ''}${Date.now() - start} ms)`);
    return true;
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.log(`  ${attempt < ATTEMPTS ? 'once' : 'FAIL'} ${name}\n       ${said}`);
    return false;
  }
}

function limited<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${LIMIT / 1000} s`)), LIMIT);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** @throws Error with both values when they differ as JSON. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}\n       is       ${a}\n       expected ${b}`);
}

/** @throws Error when the condition is false. */
export function ok(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}
