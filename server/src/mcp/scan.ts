import * as z from 'zod/v4';
import type { McpOutput, McpSetup } from '../cli/mcp.ts';
import { type Report, report } from './report.ts';
import { Refused, type Roots } from './roots.ts';

const MOST_NOTES = 10;

/** What check and fix take alike. */
export const scanInput = {
  paths: z
    .array(z.string())
    .max(1000)
    .optional()
    .describe('files and folders, relative to the root or absolute; all of the root without'),
  profile: z.enum(['essential', 'recommended', 'strict', 'all']).optional().describe('which rules run; recommended'),
  stage: z
    .enum(['production', 'development', 'template'])
    .optional()
    .describe('take every file for that stage; their names and contents say it without'),
  checklist: z.string().optional().describe('the rules of a production checklist as well, by name'),
};

export interface ScanInput {
  readonly paths?: readonly string[] | undefined;
  readonly profile?: string | undefined;
  readonly stage?: string | undefined;
  readonly checklist?: string | undefined;
}

/** The options of a scan for what a client asks. @throws Refused for a checklist that is not one of ours. */
export function scanArguments({ profile, stage, checklist }: ScanInput, { checklists }: McpSetup): readonly string[] {
  if (checklist !== undefined) knownChecklist(checklist, checklists);
  return [
    ...['scan', '--format', 'json', '--fail-on', 'never', '--quiet', '--progress', 'never'],
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...(checklist === undefined ? [] : ['--checklist', checklist]),
  ];
}

/** @throws Refused: a file's name would be read. */
export function knownChecklist(name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new Refused(`no checklist is called that; there are ${known.join(', ')}`);
}

/** The paths a client names, inside the roots; all roots when it names none. */
export async function scanPaths(paths: readonly string[] | undefined, roots: Roots): Promise<readonly string[]> {
  if (paths === undefined || paths.length === 0) return roots.within.length === 1 ? [roots.base] : roots.within;
  return Promise.all(paths.map((path) => roots.resolve(path)));
}

/** Runs a scan and reads its report. @throws Refused with what the command line says when it could not do the work. */
export async function runScan(
  setup: McpSetup,
  roots: Roots,
  args: readonly string[],
  stdin?: string,
): Promise<{ readonly report: Report; readonly notes: readonly string[] }> {
  const output = await setup.run({ args, cwd: roots.base, within: roots.within, stdin });
  const notes = notesOf(output);
  if (!output.out.startsWith('{')) throw new Refused(notes.join('\n') || 'nothing could be checked');
  return { report: report.parse(JSON.parse(output.out)), notes };
}

/** What the command line says beside its report. */
export function notesOf({ err }: McpOutput): readonly string[] {
  const own = err.split('\n').filter((line) => line.startsWith('preflight: '));
  return own.map((line) => line.slice('preflight: '.length)).slice(0, MOST_NOTES);
}
