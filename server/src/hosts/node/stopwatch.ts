interface Usage {
  readonly user: number;
  readonly system: number;
}

/** Node has it since 23.9 (https://nodejs.org/api/process.html#processthreadcpuusagepreviousvalue). */
interface Newer {
  readonly threadCpuUsage?: (before?: Usage) => Usage;
}

const A_SECOND = 1000;

/**
 * Starts a watch. What it gives tells the shorter of the time that passed since and the processor time of this thread, in milliseconds: what
 * other programs take does not count, nor what other threads of this one do. An older Node knows the processor time of all threads
 * together only: there a busy thread beside this one counts as well, up to the time that passed. Below a second it is the time that
 * passed.
 */
export function startOwnTime(): () => number {
  const start = performance.now();
  const used = cpuUsage();
  return () => {
    const passed = performance.now() - start;
    // The system is asked only where its answer could matter to a watchdog of minutes.
    if (passed < A_SECOND) return passed;
    const { user, system } = cpuUsage(used);
    return Math.min(passed, (user + system) / 1000);
  };
}

function cpuUsage(before?: Usage): Usage {
  return (process as Newer).threadCpuUsage?.(before) ?? process.cpuUsage(before);
}
