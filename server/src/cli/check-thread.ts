import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { type CheckedFile, type CheckSetup, FileCheck } from './file-check.ts';
import type { CheckThread, StartThread } from './threads.ts';

/** Starts threads that run a program, which must call {@link serveChecks} then. `program`: the path of its file. */
export function threadsOf(program: string): StartThread {
  return (setup): CheckThread => {
    const worker = new Worker(program, { workerData: setup });
    return {
      send: (uris) => worker.postMessage(uris),
      onAnswer: (take) => {
        worker.on('message', (answer: readonly CheckedFile[]) => take(answer));
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
    void (async () => {
      const answer: CheckedFile[] = [];
      for (const uri of uris) {
        answer.push(check.toldOf(await check.project.check(uri, { byUse: false })));
        check.project.makeRoom();
      }
      port.postMessage(answer);
    })();
  });
  return true;
}
