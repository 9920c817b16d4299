import { CHECKLISTS } from '../checklists/checklists.ts';
import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import { RULES } from '../rules/registry.ts';
import { closest } from '../text/closest.ts';
import { readArguments } from './arguments.ts';
import { CHECKLIST_OPTIONS, checklistCommand } from './checklist.ts';
import { completion } from './completion.ts';
import { explain } from './explain.ts';
import { HELP } from './help.ts';
import { init } from './init.ts';
import { listRules } from './list-rules.ts';
import { listedFiles } from './listed-files.ts';
import { MCP_OPTIONS, mcpCommand, type ServeMcp } from './mcp.ts';
import { type ScanEnvironment, scan } from './scan.ts';
import { SCAN_OPTIONS, type ScanOptions, scanOptions } from './scan-options.ts';
import { EXIT, UsageError } from './terminal.ts';

/** Everything a command may touch; handed in by the entry point. */
export interface ProgramEnvironment extends ScanEnvironment {
  /** Starts the language server on standard input and output; resolves when it ends. */
  readonly startServer: (args: readonly string[]) => Promise<void>;
  /** Serves the Model Context Protocol on standard input and output; resolves when the client has gone. */
  readonly serveMcp: ServeMcp;
}

const COMMANDS = [
  'scan',
  'fix',
  'explain',
  'rules',
  'checklist',
  'init',
  'lsp',
  'mcp',
  'completion',
  'help',
  'version',
] as const;
const HELP_OPTION = { help: { type: 'boolean', short: 'h' }, 'no-color': { type: 'boolean' } } as const;

/** Runs one command. Never throws: a usage mistake is one line and exit code 2. */
export async function main(args: readonly string[], environment: ProgramEnvironment): Promise<number> {
  try {
    return await dispatch(args, environment);
  } catch (error) {
    const message =
      error instanceof UsageError
        ? error.message
        : `unexpected failure: ${error instanceof Error ? error.stack : 'unknown'}`;
    environment.terminal.err(`preflight: ${message}\n`);
    return EXIT.failed;
  }
}

async function dispatch(args: readonly string[], environment: ProgramEnvironment): Promise<number> {
  const [first = '', ...rest] = args;
  if (first === '' || first === 'help' || first === '--help' || first === '-h') return help(rest[0], environment);
  if (first === 'version' || first === '--version' || first === '-v') {
    environment.terminal.out(`${environment.version}\n`);
    return EXIT.clean;
  }
  const command = COMMANDS.find((name) => name === first);
  if (command === undefined) {
    const guess = closest(first, COMMANDS);
    throw new UsageError(
      `unknown command "${first}"${guess === undefined ? '' : `; did you mean ${guess}?`} (preflight help)`,
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(command, environment);
  return run(command, rest, environment);
}

async function run(
  command: (typeof COMMANDS)[number],
  rest: readonly string[],
  environment: ProgramEnvironment,
): Promise<number> {
  const terminal = rest.includes('--no-color') ? { ...environment.terminal, color: false } : environment.terminal;
  switch (command) {
    case 'scan':
    case 'fix': {
      const args = readArguments(rest.map(cacheFolder), SCAN_OPTIONS);
      const rules = new Set([...RULES, ...BUILT_IN_RULES].map((rule) => rule.id));
      const listed = await listedFiles(args.text('files-from'), environment);
      const options = scanOptions(args, { rules, checklists: new Set(CHECKLISTS.keys()) }, listed);
      return scan(command === 'fix' ? walking(options) : options, { ...environment, terminal });
    }
    case 'explain':
      return explain(readArguments(rest, HELP_OPTION).words, terminal, environment.loadPages);
    case 'rules':
      return listRules(readArguments(rest, { ...HELP_OPTION, format: { type: 'string' } }), terminal);
    case 'checklist':
      return checklistCommand(readArguments(rest, CHECKLIST_OPTIONS), environment);
    case 'completion':
      return completion(readArguments(rest, HELP_OPTION).words, environment.terminal);
    case 'init':
      return init(environment.cwd, environment.terminal);
    case 'mcp':
      return mcpCommand(readArguments(rest, MCP_OPTIONS), environment, (words, inner) => main(words, inner));
    case 'lsp':
      await environment.startServer(rest);
      return EXIT.clean;
    default:
      return help(undefined, environment);
  }
}

/** A scan that asks at each fix. @throws UsageError for what does not go with it. */
function walking(options: ScanOptions): ScanOptions {
  if (options.fix !== 'none') throw new UsageError('fix asks at each change: --fix and --fix-unsafe belong to scan');
  if (options.stdin !== undefined) throw new UsageError('fix writes files: --stdin belongs to scan');
  return { ...options, fix: 'walk' };
}

/** `--cache=<dir>` has an optional value, which node:util's parser does not know. */
function cacheFolder(arg: string): string {
  return arg.startsWith('--cache=') ? arg.replace('--cache=', '--cache-dir=') : arg;
}

function help(command: string | undefined, environment: ProgramEnvironment): number {
  const text = HELP[command ?? ''] ?? HELP[''] ?? '';
  environment.terminal.out(text);
  return EXIT.clean;
}
