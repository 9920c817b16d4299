import type { FileReport } from '../server/src/engine/file-report.ts';
import { canonicalUri, parentUri } from '../server/src/project/uri.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { Grammar, type Workspace } from './fuzz-grammar.ts';

/** Processor milliseconds of one workspace, alone: more is slow. */
const LIMIT = 2000;

/** Checks workspaces out of {@link Grammar}; keeps what went wrong, one line each with the workspace that shows it. */
export class WorkspaceFuzz {
  readonly #grammar: Grammar;
  readonly #next: () => number;
  readonly problems: string[] = [];
  /** Pairs of files of which one was seen not to concern the other. */
  apart = 0;
  slowest = 0;

  /** `next`: numbers from 0 up to 1. */
  constructor(next: () => number) {
    this.#next = next;
    this.#grammar = new Grammar(next);
  }

  async one(index: number): Promise<void> {
    const files = this.#grammar.workspace();
    const say = (problem: string) => this.problems.push(`workspace ${index}: ${problem}\n${JSON.stringify(files)}`);
    const started = process.cpuUsage();
    const reports = await all(files);
    const taken = processorTime(started);
    this.slowest = Math.max(this.slowest, taken);
    if (taken > LIMIT) {
      // The collector and the compiler have their moments: a repeat alone decides.
      const again = process.cpuUsage();
      await all(files);
      if (processorTime(again) > LIMIT) say(`slow: ${Math.round(processorTime(again))} ms of processor time`);
    }
    for (const [path, report] of reports)
      for (const problem of wrongIn(report, files[path] ?? '')) say(`${path}: ${problem}`);
    for (const problem of await this.#notApart(files)) say(problem);
  }

  /** What one file says must not depend on another one that it has nothing to do with, nor on which of them was checked first. */
  async #notApart(files: Workspace): Promise<readonly string[]> {
    const paths = Object.keys(files).filter((path) => !/\.json$|\.gitignore$/.test(path));
    const a = paths[Math.floor(this.#next() * paths.length)];
    const b = paths.filter((path) => path !== a)[Math.floor(this.#next() * (paths.length - 1))];
    if (a === undefined || b === undefined) return [];
    const alone = await check(files, a);
    const afterwards = await check(files, a, b);
    const problems =
      told(alone) === told(afterwards) || afterwards.detection?.reason === 'use'
        ? []
        : [`${a} depends on whether ${b} was checked before`];
    if (isJoined(alone, canonicalUri(MemoryHost.uri(b)))) return problems;
    this.apart += 1;
    const { [b]: _, ...left } = files;
    // The folder stays: that it is there is known where another one is listed.
    const others = { ...left, [`${b.slice(0, b.lastIndexOf('/') + 1)}kept.txt`]: '' };
    return told(alone) === told(await check(others, a))
      ? problems
      : [...problems, `${a} depends on ${b}, which it does not know`];
  }
}

function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

async function all(files: Workspace): Promise<ReadonlyMap<string, FileReport>> {
  const { project } = memoryProject({ files, profile: 'all' });
  const reports = new Map<string, FileReport>();
  for (const path of Object.keys(files)) {
    const uri = MemoryHost.uri(path);
    const isSettings = path.endsWith('.json');
    reports.set(path, isSettings ? await project.checkSettings(uri) : await project.check(uri));
  }
  return reports;
}

async function check(files: Workspace, path: string, before?: string): Promise<FileReport> {
  const { project } = memoryProject({ files, profile: 'all' });
  if (before !== undefined) await project.check(MemoryHost.uri(before));
  return project.check(MemoryHost.uri(path));
}

function wrongIn(report: FileReport, text: string): readonly string[] {
  return [...report.findings, ...report.suppressed].flatMap(({ rule, uri, span, message }) => {
    if (rule === 'internal/rule-crashed' || message.includes('Config Preflight failed')) return [message];
    const isInside = span.start >= 0 && span.start <= span.end && span.end <= text.length;
    return uri === report.uri && !isInside ? [`${rule} lies outside of the text`] : [];
  });
}

function told(report: FileReport): string {
  return JSON.stringify(
    [...report.findings, ...report.suppressed].map(({ rule, severity, span, message }) => [
      rule,
      severity,
      span,
      message,
    ]),
  );
}

/** Whether the check of a file looked at another one: at its text, or at the names in its folder. */
function isJoined(report: FileReport, other: string): boolean {
  if (report.dependencies.has(other) || report.considered.includes(other)) return true;
  return report.folders.has(parentUri(other));
}
