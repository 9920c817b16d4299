import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { McpSetup } from '../cli/mcp.ts';
import { registerCheck } from './check.ts';
import { registerChecklist } from './checklist.ts';
import { registerExplain } from './explain.ts';
import { registerFix } from './fix.ts';
import { Refused, type Roots } from './roots.ts';
import { refusal, type ToolContext } from './tool.ts';

export function registerTools(server: McpServer, setup: McpSetup, roots: () => Promise<Roots>): void {
  let last: Promise<unknown> = Promise.resolve();
  const answer: ToolContext['answer'] = (work, { signal }) => {
    const run = () => (signal.aborted ? refusal('cancelled') : work());
    const result = last.then(run).catch((error: unknown) => {
      if (error instanceof Refused) return refusal(error.message);
      // Whatever else fails may quote a file: its kind is enough.
      return refusal(`unexpected failure (${error instanceof Error ? error.name : 'unknown'})`);
    });
    last = result;
    return result;
  };
  const context: ToolContext = { server, setup, roots, answer };
  registerCheck(context);
  registerExplain(context);
  registerFix(context);
  registerChecklist(context);
}
