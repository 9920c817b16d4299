import type { Host } from './host.ts';

/** What one run looks at: a scan of the command line or of an editor, or what an agent asks for. */
export interface RunLimits {
  readonly files: number;
  /** Of their texts. */
  readonly bytes: number;
}

/** Far above every repository there is; below what fills a disk of links and generated files. */
const RUN_LIMITS: RunLimits = { files: 500_000, bytes: 4 * 1024 ** 3 };

/**
 * Says of each file of a run, in their order, whether it is still looked at. Counts files and their sizes on disk, nothing else: the same
 * tree ends at the same file on every machine, however many threads there are.
 */
export class RunBudget {
  readonly #maxFileSize: number;
  readonly #limits: RunLimits;
  readonly #host: Pick<Host, 'stat'>;
  #files = 0;
  #bytes = 0;
  /** Files whose sizes do not matter as long as the largest ones there may be would fit. */
  #unsized: string[] | undefined = [];
  #isSpent = false;

  /** @param maxFileSize bytes; larger files are not read. @param limits for tests */
  constructor(host: Pick<Host, 'stat'>, maxFileSize: number, limits: RunLimits = RUN_LIMITS) {
    this.#host = host;
    this.#maxFileSize = maxFileSize;
    this.#limits = limits;
  }

  /** Whether a file fits; no file does after one that did not. */
  async admits(uri: string): Promise<boolean> {
    if (this.#isSpent) return false;
    this.#files += 1;
    await this.#addSize(uri);
    this.#isSpent = this.#files > this.#limits.files || this.#bytes > this.#limits.bytes;
    return !this.#isSpent;
  }

  /** Whether no further file fits. */
  get isSpent(): boolean {
    return this.#isSpent;
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

/** Said of the first file that a run does not reach, a clause; `left`: how many there are with it. */
export function notReached(left: number): string {
  return `this run has spent its 500,000 files or 4 GiB, ${left} ${left === 1 ? 'file is' : 'files are'} left; scan folders one by one`;
}
