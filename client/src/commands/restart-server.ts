import type { Session } from '../session.ts';

/** Stops the server when it runs, and starts it again. */
export async function restartServer({ client, log }: Session): Promise<void> {
  log.info('Restarting the language server');
  if (client.needsStop()) await client.stop();
  await client.start();
}
