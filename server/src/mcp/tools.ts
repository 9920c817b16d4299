import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { McpSetup } from '../cli/mcp.ts';
import { printable } from '../report/printable.ts';
import { registerCheck } from './check.ts';
import { registerChecklist } from './checklist.ts';
import { registerExplain } from './explain.ts';
import { registerFix } from './fix.ts';
import { Refused, type Roots } from './roots.ts';

/** What every tool is made of. */
export interface ToolContext {
  readonly server: McpServer;
  readonly setup: McpSetup;
  readonly roots: () => Promise<Roots>;
  /** Runs a tool: calls one after the other, a refusal is an answer that says so. */
  readonly answer: (work: () => Promise<CallToolResult>) => Promise<CallToolResult>;
}

export function registerTools(server: McpServer, setup: McpSetup, roots: () => Promise<Roots>): void {
  let last: Promise<unknown> = Promise.resolve();
  const answer = (work: () => Promise<CallToolResult>): Promise<CallToolResult> => {
    const result = last.then(work).catch((error: unknown) => {
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

function refusal(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: printable(text) }] };
}

/** An answer for programs, and the same in a few lines for the rest: those may end on a terminal. `page`: text of many lines below them. */
export function answerWith(structured: Record<string, unknown>, lines: readonly string[], page = ''): CallToolResult {
  const text = [...lines.map(printable), ...(page === '' ? [] : [page])].join('\n');
  return { structuredContent: structured, content: [{ type: 'text', text }] };
}
