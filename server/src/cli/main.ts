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
import { type ScanWorld, scan } from './scan.ts';
import { SCAN_OPTIONS, scanOptions } from './scan-options.ts';
import { EXIT, UsageError } from './terminal.ts';

/** Everything a command may touch; handed in by the entry point. */
export interface MainWorld extends ScanWorld {
  /** Starts the language server on standard input and output; resolves when it ends. */
  readonly startServer: (args: readonly string[]) => Promise<void>;
}

const COMMANDS = ['scan', 'explain', 'rules', 'checklist', 'init', 'lsp', 'completion', 'help', 'version'] as const;
const HELP_OPTION = { help: { type: 'boolean', short: 'h' }, 'no-color': { type: 'boolean' } } as const;

/** Runs one command. Never throws: a usage mistake is one line and exit code 2. */
export async function main(args: readonly string[], world: MainWorld): Promise<number> {
  try {
    return await dispatch(args, world);
  } catch (error) {
    const message =
      error instanceof UsageError
        ? error.message
        : `unexpected failure: ${error instanceof Error ? error.stack : 'unknown'}`;
    world.terminal.err(`preflight: ${message}\n`);
    return EXIT.failed;
  }
}

async function dispatch(args: readonly string[], world: MainWorld): Promise<number> {
  const [first = '', ...rest] = args;
  if (first === '' || first === 'help' || first === '--help' || first === '-h') return help(rest[0], world);
  if (first === 'version' || first === '--version' || first === '-v') {
    world.terminal.out(`${world.version}\n`);
    return EXIT.clean;
  }
  const command = COMMANDS.find((name) => name === first);
  if (command === undefined) {
    const guess = closest(first, COMMANDS);
    throw new UsageError(
      `unknown command "${first}"${guess === undefined ? '' : `; did you mean ${guess}?`} (preflight help)`,
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(command, world);
  return run(command, rest, world);
}

async function run(command: (typeof COMMANDS)[number], rest: readonly string[], world: MainWorld): Promise<number> {
  switch (command) {
    case 'scan': {
      const args = readArguments(rest.map(cacheFolder), SCAN_OPTIONS);
      const rules = new Set([...RULES, ...BUILT_IN_RULES].map((rule) => rule.id));
      const terminal = args.flag('no-color') ? { ...world.terminal, color: false } : world.terminal;
      return scan(scanOptions(args, { rules, checklists: new Set(CHECKLISTS.keys()) }), { ...world, terminal });
    }
    case 'explain':
      return explain(readArguments(rest, HELP_OPTION).words, world.terminal, world.loadPages);
    case 'rules':
      return listRules(readArguments(rest, { ...HELP_OPTION, format: { type: 'string' } }), world.terminal);
    case 'checklist':
      return checklistCommand(readArguments(rest, CHECKLIST_OPTIONS), world);
    case 'completion':
      return completion(readArguments(rest, HELP_OPTION).words, world.terminal);
    case 'init':
      return init(world.cwd, world.terminal);
    case 'lsp':
      await world.startServer(rest);
      return EXIT.clean;
    default:
      return help(undefined, world);
  }
}

/** `--cache=<dir>` has an optional value, which node:util's parser does not know. */
function cacheFolder(arg: string): string {
  return arg.startsWith('--cache=') ? arg.replace('--cache=', '--cache-dir=') : arg;
}

function help(command: string | undefined, world: MainWorld): number {
  const text = HELP[command ?? ''] ?? HELP[''] ?? '';
  world.terminal.out(text);
  return EXIT.clean;
}
