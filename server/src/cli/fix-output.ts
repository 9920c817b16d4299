import { kindOfError } from '../engine/failure.ts';
import type { Finding } from '../finding/finding.ts';
import type { ChangedFiles } from '../project/changed-texts.ts';
import { type FixChoice, fixFiles, type Refused } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import type { ReportFixes } from '../report/report.ts';
import { diffSide, maskedDiff } from './masked-diff.ts';
import { plainDiff } from './plain-diff.ts';
import type { Terminal } from './terminal.ts';
import { writeFixes } from './write-fixes.ts';

export interface FixOutputOptions {
  readonly dryRun: boolean;
  /** Diffs hold secrets and can be applied. */
  readonly showSecrets: boolean;
  /** Standard output is for a report that programs read: diffs go to standard error. */
  readonly quietOutput: boolean;
  readonly terminal: Terminal;
  readonly pathOf: (uri: string) => string;
  /** Folders that may be written to, as paths. */
  readonly roots: readonly string[];
}

/** What a report says of a fix instead of its finding: where it is, and how a baseline would know it. */
export function toldBy(pathOf: (uri: string) => string) {
  return <T extends { finding: Finding; title: string }>({ finding, title, ...rest }: T) => ({
    path: pathOf(finding.uri),
    rule: finding.rule,
    fingerprint: finding.fingerprint,
    title,
    ...rest,
  });
}

/** What fixing did, for the report and the exit code. */
export interface FixOutcome {
  /** Files that were not fixed or not written. */
  readonly left: readonly string[];
  readonly fixes: ReportFixes;
}

/** Fixes files and writes them, or shows what would change. */
export async function showFixes(
  project: Project,
  uris: readonly string[],
  choice: FixChoice,
  options: FixOutputOptions,
): Promise<FixOutcome> {
  const { terminal, pathOf, dryRun } = options;
  const fixed = await fixFiles(project, uris, choice);
  for (const [uri, error] of fixed.failed)
    terminal.err(`preflight: ${pathOf(uri)}: not fixed: Config Preflight failed on it (${kindOfError(error)})\n`);
  tellRefused(fixed.refused, options);
  const diff = dryRun ? await showDiffs(project, fixed, options) : undefined;
  const unwritten = dryRun ? new Map<string, string>() : await writeFixes(fixed, options.roots);
  for (const [uri, reason] of unwritten) terminal.err(`preflight: ${pathOf(uri)}: not written: ${reason}\n`);
  const repaired = [...fixed.repaired].flatMap(([uri, list]) => (unwritten.has(uri) ? [] : list));
  const what = `${counted(repaired.length, 'finding')} ${dryRun ? 'would be repaired' : 'repaired'}`;
  const where = counted(fixed.after.size - unwritten.size, 'file');
  const left = unwritten.size === 0 ? '' : `, ${counted(unwritten.size, 'file')} not written`;
  const refused = fixed.refused.length === 0 ? '' : `, ${counted(fixed.refused.length, 'fix')} refused`;
  terminal.err(`preflight: ${what} in ${where}${left}${refused}\n`);
  const told = toldBy(pathOf);
  return {
    left: [...fixed.failed.keys(), ...unwritten.keys()],
    fixes: {
      written: !dryRun,
      repaired: repaired.map(told),
      refused: fixed.refused.map(told),
      ...(diff !== undefined && { diff }),
    },
  };
}

/** Says which fixes were not applied, and why, each in one line. */
export function tellRefused(
  refused: readonly Refused[],
  { terminal, pathOf }: Pick<FixOutputOptions, 'terminal' | 'pathOf'>,
): void {
  for (const { finding, reason } of refused)
    terminal.err(`preflight: ${pathOf(finding.uri)}: ${finding.rule} not fixed: ${reason}\n`);
}

export function counted(count: number, noun: string): string {
  if (count === 1) return `${count} ${noun}`;
  return `${count} ${noun}${noun.endsWith('x') ? 'es' : 's'}`;
}

async function showDiffs(
  project: Project,
  changed: ChangedFiles,
  options: FixOutputOptions,
): Promise<NonNullable<ReportFixes['diff']>> {
  const { terminal, pathOf, quietOutput, showSecrets } = options;
  const show = quietOutput ? terminal.err : terminal.out;
  let text = '';
  let masked = false;
  for (const [uri, after] of changed.after) {
    const before = changed.before.get(uri);
    const path = pathOf(uri);
    const shown = showSecrets ? plainDiff(path, before, after) : await hiddenDiff(project, uri, path, before, after);
    show(shown);
    text += shown;
    masked ||= !showSecrets && shown !== openDiff(path, before, after);
  }
  return { text, masked };
}

/** The diff as it would look if nothing in it were secret. */
function openDiff(path: string, before: string | undefined, after: string): string {
  const side = (text: string) => ({ text, secrets: { spans: [], texts: [] } });
  return maskedDiff(path, before === undefined ? undefined : side(before), side(after));
}

/** What changes in one file, as a diff that shows no secret. */
export async function hiddenDiff(
  project: Project,
  uri: string,
  path: string,
  before: string | undefined,
  after: string,
): Promise<string> {
  try {
    const old = before === undefined ? undefined : await diffSide(project, uri, path, before);
    return maskedDiff(path, old, await diffSide(project, uri, path, after));
  } finally {
    project.close(uri);
  }
}
