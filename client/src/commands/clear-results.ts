import { CLEAR } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Drops what scans have found in files that are not open. */
export function clearResults({ client }: Session): Promise<void> {
  return client.sendRequest(CLEAR, {});
}
