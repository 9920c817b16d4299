import type { Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveChecks, threadsOf } from './cli/check-thread.ts';
import { main } from './cli/main.ts';
import { EXIT, type Terminal, wantsColor } from './cli/terminal.ts';
import { pagesBesideProgram } from './hosts/node/rule-pages.ts';

/** Replaced at build time. */
declare const PREFLIGHT_VERSION: string | undefined;

/** Standard input to its end. Read as a stream: a pipe may be non-blocking, and then a plain read fails in between. */
async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Asks on the terminal, so that standard output stays free for the report; `undefined` when the input has ended. One reader for all
 * questions: what was typed ahead answers the next one.
 */
function asker(): ((question: string) => Promise<string | undefined>) | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  const waiting: string[] = [];
  let lines: Interface | undefined;
  let hasEnded = false;
  let wake = () => {};
  return async (question) => {
    lines ??= (await import('node:readline')).createInterface({ input: process.stdin, terminal: false });
    if (lines.listenerCount('line') === 0) {
      lines.on('line', (line) => {
        waiting.push(line);
        wake();
      });
      lines.once('close', () => {
        hasEnded = true;
        wake();
      });
    }
    process.stderr.write(question);
    if (!hasEnded) lines.resume();
    while (waiting.length === 0 && !hasEnded) await new Promise<void>((done) => (wake = done));
    // a paused input keeps no process alive
    if (!hasEnded) lines.pause();
    return waiting.shift();
  };
}

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  color: wantsColor(process.env, process.stdout.isTTY === true),
  interactive: process.stderr.isTTY === true,
};

/** The code of the error that kept standard output from being written. */
let lost: string | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  lost ??= error.code ?? 'unknown';
});
// Nobody is left to tell.
process.stderr.on('error', () => {});

/** Everything said so far is written, or is known to be lost. */
function written(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}

/** A closed pipe (`| head`) is its reader's decision; a report that is lost in any other way is a failure, whatever it said. */
async function run(): Promise<void> {
  const code = await command();
  await written();
  process.exitCode = lost === undefined || lost === 'EPIPE' ? code : EXIT.failed;
  if (process.exitCode !== code) terminal.err(`preflight: standard output could not be written (${lost})\n`);
}

let keepsCode = false;

/** Whether what V8 compiled for this run is worth keeping for the next one. */
export function leavesCode(): boolean {
  return keepsCode;
}

function command(): Promise<number> {
  return main(process.argv.slice(2), {
    cwd: process.cwd(),
    terminal,
    version: typeof PREFLIGHT_VERSION === 'string' ? PREFLIGHT_VERSION : '0.0.0',
    stdin: readStandardInput,
    variables: process.env,
    ask: asker(),
    today: () => new Date().toISOString().slice(0, 10),
    loadPages: pagesBesideProgram,
    startThread: threadsOf(fileURLToPath(import.meta.url)),
    onFewFiles: () => (keepsCode = true),
    serveMcp: async (setup) => (await import('./mcp/serve.ts')).serveMcp(setup),
    startServer: async (args) => {
      // The server takes its transport from the process's own arguments.
      if (!args.includes('--stdio')) process.argv.push('--stdio');
      await import('./node.ts');
    },
  });
}

// The same file is the program of the threads of a scan.
if (!serveChecks()) void run();
