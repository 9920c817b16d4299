import type { RunBudget } from '../project/run-budget.ts';
import { append } from '../text/append.ts';
import type { CheckedFile, CheckSetup } from './file-check.ts';

/** What came of some files, in their order; nothing for those that were left. */
export type Answer = readonly (CheckedFile | undefined)[];

/** A thread that checks files, as the entry point starts one: messages in and out, see {@link Threads}. */
export interface CheckThread {
  /** Sends the URIs of some files. */
  send(uris: readonly string[]): void;
  /** What came of them; `undefined` when the thread failed, and will not answer any more. */
  onAnswer(take: (answer: Answer | undefined) => void): void;
  end(): void;
}

export type StartThread = (setup: CheckSetup) => CheckThread;

/** Fewer files are checked sooner than a thread has begun. */
const FILES_A_THREAD = 150;
const MOST_THREADS = 8;
/** Files a thread is given at once, unless a project has more. */
const BATCH = 24;

/** How many threads check so many files on a machine: none of them is worth its start otherwise. */
export function threadsFor(files: number, cores: number): number {
  return Math.max(1, Math.min(cores, MOST_THREADS, Math.floor(files / FILES_A_THREAD)));
}

/**
 * Checks files on several threads. Files of one project go to one thread, so that what they share is read once; what comes of a file does
 * not depend on the thread it was checked on. Projects go out the largest first, until what came of them is more than a run may cost: a part
 * of it is lost then, and from there they go out in the order of their first files. None goes out once the files before it have spent it all,
 * or what came is twice of it: then nothing comes of the rest, and what of it is reached costs less than once.
 * @returns what comes of each file, in the given order; nothing for those of a thread that failed.
 * @param newBudget makes a budget of the run that nothing was spent of.
 * @param onBatch called with the number of files checked so far.
 */
export function checkOnThreads(
  uris: readonly string[],
  projectOf: (uri: string) => string,
  threads: readonly CheckThread[],
  newBudget: () => Budget,
  onBatch: (done: number) => void,
): readonly Promise<CheckedFile | undefined>[] {
  const waiting = batches(uris, projectOf);
  const answers = uris.map(() => {
    let give: (checked: CheckedFile | undefined) => void = () => {};
    const coming = new Promise<CheckedFile | undefined>((resolve) => {
      give = resolve;
    });
    return { give, coming };
  });
  let done = 0;
  const share = new Share(waiting, newBudget);
  const take = (batch: readonly number[], answer: Answer): void => {
    for (const [i, index] of batch.entries()) {
      answers[index]?.give(answer[i]);
      share.take(index, answer[i]);
    }
    share.cut();
    done += batch.length;
    onBatch(done);
  };
  void Promise.all(threads.map((thread) => workOff(thread, waiting, uris, take))).then(() => {
    for (const { give } of answers) give(undefined);
  });
  return answers.map(({ coming }) => coming);
}

type Budget = Pick<RunBudget, 'spend' | 'isSpentOnWork'>;

/** Keeps what threads do within what the run may cost. */
class Share {
  readonly #waiting: number[][];
  /** What came of files as it came: until it is spent, and from there once more. */
  readonly #ahead: Budget;
  readonly #beyond: Budget;
  /** The same in the order of the files, as far as there is no gap: what the run counts. */
  readonly #counted: Budget;
  readonly #answered = new Map<number, CheckedFile | undefined>();
  #next = 0;
  #isInOrder = false;

  constructor(waiting: number[][], newBudget: () => Budget) {
    this.#waiting = waiting;
    this.#ahead = newBudget();
    this.#beyond = newBudget();
    this.#counted = newBudget();
  }

  take(index: number, checked: CheckedFile | undefined): void {
    (this.#isInOrder ? this.#beyond : this.#ahead).spend(checked?.work ?? []);
    this.#answered.set(index, checked);
    for (; this.#answered.has(this.#next); this.#next++) {
      this.#counted.spend(this.#answered.get(this.#next)?.work ?? []);
      this.#answered.delete(this.#next);
    }
  }

  /** Puts the batches that wait into the order in which the run ends, and takes them away once it has ended. */
  cut(): void {
    if (this.#counted.isSpentOnWork || this.#beyond.isSpentOnWork) this.#waiting.length = 0;
    if (!this.#ahead.isSpentOnWork || this.#isInOrder) return;
    this.#isInOrder = true;
    this.#waiting.sort(([a = 0], [b = 0]) => a - b);
  }
}

/** Gives a thread one batch after the other, until none is left or it fails. */
function workOff(
  thread: CheckThread,
  waiting: number[][],
  uris: readonly string[],
  take: (batch: readonly number[], answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let current = waiting.shift();
    const send = (): void => {
      if (current === undefined) resolve();
      else thread.send(current.map((index) => uris[index] ?? ''));
    };
    thread.onAnswer((answer) => {
      if (answer === undefined) {
        resolve();
        return;
      }
      take(current ?? [], answer);
      current = waiting.shift();
      send();
    });
    send();
  });
}

/** Indexes of files, whole projects together, small ones in one batch; the largest first, so that no thread ends long after the others. */
function batches(uris: readonly string[], projectOf: (uri: string) => string): number[][] {
  const projects = new Map<string, number[]>();
  for (const [index, uri] of uris.entries()) {
    const project = projectOf(uri);
    const known = projects.get(project);
    if (known === undefined) projects.set(project, [index]);
    else known.push(index);
  }
  const found: number[][] = [];
  let open: number[] = [];
  for (const project of projects.values()) {
    if (project.length >= BATCH) found.push(project);
    else {
      append(open, project);
      if (open.length < BATCH) continue;
      found.push(open);
      open = [];
    }
  }
  if (open.length > 0) found.push(open);
  return found.sort((a, b) => b.length - a.length);
}

/** The project of each file: the topmost folder, below the one paths are relative to, in which a checked file lies. */
export function projectsOf(paths: readonly string[]): (path: string) => string {
  const folders = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  return (path) => {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) return folder;
    }
    return '';
  };
}
