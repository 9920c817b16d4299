// Loaded before the server by the bench: on SIGUSR2 garbage is collected, and two seconds later the bytes of live objects are told on stderr.
const { writeSync } = require('node:fs');

process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  setTimeout(() => writeSync(2, String(process.memoryUsage().heapUsed)), 2000);
});
