import type { Work } from '../engine/file-report.ts';
import type { Host } from './host.ts';

/** What one run looks at: a scan of the command line or of an editor, or what an agent asks for. */
export interface RunLimits {
  readonly files: number;
  /** Of their texts. */
  readonly bytes: number;
  /** Of work: characters that models are built from, calls of rules. */
  readonly steps: number;
}

/**
 * Far above every repository there is; below what fills a disk of links and generated files, and what a few files cost that take in the same
 * large one a thousand times.
 */
const RUN_LIMITS: RunLimits = { files: 500_000, bytes: 4 * 1024 ** 3, steps: 2_000_000_000 };

/**
 * Steps of other models after which one is made anew: what lies between two files of one root is small, and a project forgets what it holds
 * only once some hundred thousand characters came on top of it (`FileStore.isFull`).
 */
const STEPS_BETWEEN = 300_000;

interface Held {
  /** Counted so far. */
  readonly steps: number;
  /** Steps of the run when it was last used. */
  readonly since: number;
}

const WORDS: Readonly<Record<keyof RunLimits, string>> = {
  files: '500,000 files',
  bytes: '4 GiB of text',
  steps: '2 billion steps of work',
};

/**
 * Says of each file of a run, in their order, whether it is still looked at. Counts files, their sizes on disk and the steps that their checks
 * take, nothing else: the same tree ends at the same file on every machine, however many threads there are.
 */
export class RunBudget {
  readonly #maxFileSize: number;
  readonly #limits: RunLimits;
  readonly #host: Pick<Host, 'stat'>;
  #files = 0;
  #bytes = 0;
  #steps = 0;
  /** Models that are still there and cost nothing again, those used longest ago first. */
  readonly #held = new Map<string, Held>();
  /** Files whose sizes do not matter as long as the largest ones there may be would fit. */
  #unsized: string[] | undefined = [];
  #spent: keyof RunLimits | undefined;

  /** @param maxFileSize bytes; larger files are not read. @param limits for tests */
  constructor(host: Pick<Host, 'stat'>, maxFileSize: number, limits: RunLimits = RUN_LIMITS) {
    this.#host = host;
    this.#maxFileSize = maxFileSize;
    this.#limits = limits;
  }

  /** Whether a file fits; no file does after one that did not. */
  async admits(uri: string): Promise<boolean> {
    if (this.isSpent) return false;
    this.#files += 1;
    await this.#addSize(uri);
    if (this.#files > this.#limits.files) this.#spent = 'files';
    else if (this.#bytes > this.#limits.bytes) this.#spent = 'bytes';
    return !this.isSpent;
  }

  /** Counts what the check of a file cost, in the order of the files; the file that spends the rest is still one that was checked. */
  spend(work: readonly Work[]): void {
    const before = new Map(work.map(({ model }) => [model, this.#held.get(model)?.steps ?? 0]));
    for (const { model, steps } of work) {
      const counted = before.get(model) ?? 0;
      // Where it is not judged in one file and is in another, the calls of rules come on top.
      this.#steps += Math.max(0, steps - counted);
      before.set(model, Math.max(steps, counted));
    }
    for (const [model, steps] of before) {
      this.#held.delete(model);
      this.#held.set(model, { steps, since: this.#steps });
    }
    for (const [model, { since }] of this.#held) {
      if (this.#steps - since <= STEPS_BETWEEN) break;
      this.#held.delete(model);
    }
    if (this.#steps > this.#limits.steps) this.#spent ??= 'steps';
  }

  /** Whether no further file fits. */
  get isSpent(): boolean {
    return this.#spent !== undefined;
  }

  /** Whether what was checked cost too much: of files that were admitted before, no further one is checked. */
  get isSpentOnWork(): boolean {
    return this.#steps > this.#limits.steps;
  }

  /** Said of the first file that the run does not reach, a clause; `left`: how many there are with it. */
  notReached(left: number): string {
    const files = left === 1 ? 'file is' : 'files are';
    return `this run has spent its ${WORDS[this.#spent ?? 'files']}, ${left} ${files} left; scan folders one by one`;
  }

  async #addSize(uri: string): Promise<void> {
    if (this.#unsized !== undefined) {
      this.#unsized.push(uri);
      if (this.#unsized.length * this.#maxFileSize <= this.#limits.bytes) return;
      for (const one of this.#unsized) this.#bytes += await this.#sizeOf(one);
      this.#unsized = undefined;
      return;
    }
    this.#bytes += await this.#sizeOf(uri);
  }

  async #sizeOf(uri: string): Promise<number> {
    const size = (await this.#host.stat(uri))?.size ?? 0;
    return size > this.#maxFileSize ? 0 : size;
  }
}
