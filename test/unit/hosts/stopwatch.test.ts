import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { startOwnTime } from '../../../server/src/hosts/node/stopwatch.ts';

/** Works for 1.2 s of processor time once it is told to. */
const BUSY = `
const { workerData } = require('node:worker_threads');
Atomics.wait(workerData, 0, 0);
const used = () => { const { user, system } = process.threadCpuUsage(); return user + system; };
for (const start = used(); used() - start < 1_200_000; );
Atomics.store(workerData, 1, 1);
Atomics.notify(workerData, 1);
`;

it.skipIf(!('threadCpuUsage' in process))('does not count what another thread does', async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(BUSY, { eval: true, workerData: shared });
  await once(worker, 'online');
  const watch = startOwnTime();
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
  Atomics.wait(shared, 1, 0);
  expect(watch()).toBeLessThan(600);
  await worker.terminate();
});
