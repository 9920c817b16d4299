import type { ParseArgsConfig } from 'node:util';
import { CHECKLISTS } from '../checklists/checklists.ts';
import { RULES } from '../rules/registry.ts';
import type { Arguments } from './arguments.ts';
import type { ScanEnvironment } from './scan.ts';
import { EXIT, UsageError } from './terminal.ts';

export const MCP_OPTIONS = {
  'allow-write': { type: 'boolean' },
  root: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} satisfies ParseArgsConfig['options'];

/** One command of the command line, run for a client. */
export interface McpRun {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Real paths of folders that nothing is read or written outside of. */
  readonly within: readonly string[];
  readonly stdin?: string | undefined;
}

/** What a command wrote, and its exit code. */
export interface McpOutput {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the MCP server is made of: it reaches the engine through the command line's own commands, so that both say the same. */
export interface McpSetup {
  readonly version: string;
  readonly cwd: string;
  /** Folders named with `--root`, as they were written; they stand in for those of the client. */
  readonly roots: readonly string[];
  readonly allowWrite: boolean;
  readonly rules: readonly string[];
  readonly checklists: readonly string[];
  readonly run: (run: McpRun) => Promise<McpOutput>;
}

/** Serves a client on standard input and output; resolves when it has gone. */
export type ServeMcp = (setup: McpSetup) => Promise<void>;

/** `preflight mcp [--allow-write] [--root <folder>]`: a Model Context Protocol server on standard input and output. */
export async function mcpCommand<E extends ScanEnvironment & { readonly serveMcp: ServeMcp }>(
  args: Arguments,
  environment: E,
  main: (args: readonly string[], environment: E) => Promise<number>,
): Promise<number> {
  if (args.words.length > 0)
    throw new UsageError('mcp takes no paths: the client names them; --root says where it may look');
  await environment.serveMcp({
    version: environment.version,
    cwd: environment.cwd,
    roots: args.texts('root'),
    allowWrite: args.flag('allow-write'),
    rules: RULES.map(({ id }) => id),
    checklists: [...CHECKLISTS.keys()],
    run: async ({ args: words, cwd, within, stdin = '' }) => {
      const out: string[] = [];
      const err: string[] = [];
      const terminal = {
        out: (text: string) => void out.push(text),
        err: (text: string) => void err.push(text),
        color: false,
        interactive: false,
      };
      const inner = { ...environment, cwd, within, terminal, stdin: async () => stdin, ask: undefined };
      return { code: await main(words, inner), out: out.join(''), err: err.join('') };
    },
  });
  return EXIT.clean;
}
