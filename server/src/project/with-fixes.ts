import type { FileReport } from '../engine/file-report.ts';
import type { FileStore } from './file-store.ts';
import type { CheckOptions } from './project-options.ts';

/** Where files are checked. */
export interface Checks {
  readonly store: FileStore;
  check(uri: string, options?: CheckOptions): Promise<FileReport>;
}

/** A fix that has found one file may ask for another. */
const MOST_ROUNDS = 3;

const READY = new WeakMap<FileReport, Promise<FileReport>>();

/**
 * A report whose fixes know the files they change: they look for them when they are first asked for, and a check reads no file that only a
 * fix may need.
 */
export function withFixes(project: Checks, report: FileReport): Promise<FileReport> {
  const known = READY.get(report) ?? readForFixes(project, report);
  READY.set(report, known);
  return known;
}

async function readForFixes(project: Checks, given: FileReport): Promise<FileReport> {
  let report = given;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const finding of report.findings) void finding.fixes.length;
    const missing = [...report.dependencies.keys()].filter((uri) => project.store.get(uri) === undefined);
    if (missing.length === 0) return report;
    await Promise.all(missing.map((uri) => project.store.read(uri)));
    const again = await project.check(report.uri);
    const isSame = again.format !== undefined || report.format === undefined;
    report = isSame ? again : await project.check(report.uri, { format: report.format });
  }
  return report;
}
