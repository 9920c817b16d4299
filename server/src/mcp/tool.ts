import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { McpSetup } from '../cli/mcp.ts';
import { printable } from '../report/printable.ts';
import type { Roots } from './roots.ts';

/** What every tool is made of. */
export interface ToolContext {
  readonly server: McpServer;
  readonly setup: McpSetup;
  readonly roots: () => Promise<Roots>;
  /** Runs a tool: calls one after the other, a refusal is an answer that says so. What is cancelled before its turn is not run. */
  readonly answer: (
    work: () => Promise<CallToolResult>,
    call: { readonly signal: AbortSignal },
  ) => Promise<CallToolResult>;
}

/** An answer that says why there is none. */
export function refusal(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: printable(text) }] };
}

/** An answer for programs, and the same in a few lines for the rest: those may end on a terminal. `page`: text of many lines below them. */
export function answerWith(structured: Record<string, unknown>, lines: readonly string[], page = ''): CallToolResult {
  const text = [...lines.map(printable), ...(page === '' ? [] : [page])].join('\n');
  return { structuredContent: structured, content: [{ type: 'text', text }] };
}
