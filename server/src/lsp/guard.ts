import type { Connection } from 'vscode-languageserver';

/** Runs a handler so that it never rejects: a failure is logged once, by its type and place, and answered with `fallback`. */
export async function guard<T>(
  connection: Connection,
  what: string,
  fallback: T,
  handler: () => Promise<T> | T,
): Promise<T> {
  try {
    return await handler();
  } catch (error) {
    connection.console.error(`${what} failed: ${placeOf(error)}`);
    return fallback;
  }
}

/** Type and stack without the message: a message may quote the file, and a file may hold secrets. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) || /@/.test(line));
  return [error.name, ...frames.slice(0, 6)].join('\n');
}
