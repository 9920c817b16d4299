import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { RunBudget, type RunLimits } from '../project/run-budget.ts';
import { type CheckedFile, type CheckSetup, FileCheck } from './file-check.ts';
import type { Answer, CheckThread, StartThread } from './threads.ts';

/** Starts threads that run a program, which must call {@link serveChecks} then. `program`: the path of its file. */
export function threadsOf(program: string): StartThread {
  return (setup): CheckThread => {
    const worker = new Worker(program, { workerData: setup });
    return {
      send: (uris) => worker.postMessage(uris),
      onAnswer: (take) => {
        worker.on('message', (answer: Answer) => take(answer));
        // An error ends a thread; so does the end of its memory.
        worker.on('error', () => {});
        worker.on('exit', () => take(undefined));
      },
      end: () => void worker.terminate(),
    };
  };
}

/** In a thread of a scan, answers its questions. @returns whether this is one. */
export function serveChecks(): boolean {
  if (isMainThread || parentPort === null) return false;
  const port: MessagePort = parentPort;
  const check = new FileCheck(workerData as CheckSetup);
  port.on('message', (uris: readonly string[]) => {
    void checkInOrder(check, uris).then((answer) => port.postMessage(answer));
  });
  return true;
}

/**
 * What comes of some files, in their order. Where they alone cost more than a run may, nothing for those behind: the run ends before them,
 * and the rare one that it reaches after all, because it counts a model that this thread made for other files, is checked when it is reached.
 */
export async function checkInOrder(check: FileCheck, uris: readonly string[], limits?: RunLimits): Promise<Answer> {
  const budget = new RunBudget(check.host, Number.POSITIVE_INFINITY, limits);
  const answer: (CheckedFile | undefined)[] = [];
  for (const uri of uris) {
    if (budget.isSpentOnWork) break;
    const checked = check.toldOf(await check.project.check(uri, { byUse: false }));
    budget.spend(checked.work);
    answer.push(checked);
    check.project.makeRoom();
  }
  return answer;
}
