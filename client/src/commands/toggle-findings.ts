import { TOGGLE } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Hides all findings, or shows them again, until the window closes: no setting is written. */
export function toggleFindings({ client }: Session): () => Promise<void> {
  let enabled = true;
  return () => {
    enabled = !enabled;
    return client.sendRequest(TOGGLE, { enabled });
  };
}
