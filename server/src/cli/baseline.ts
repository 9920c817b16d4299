import { readFile } from 'node:fs/promises';
import type { ReportFinding } from '../report/report.ts';
import { UsageError } from './terminal.ts';
import { writeNamed } from './write-named.ts';

/** Known findings by path and fingerprint, with how often; no line numbers, so that edits elsewhere change nothing. */
export type Baseline = ReadonlyMap<string, number>;

interface BaselineFile {
  readonly version: 1;
  readonly findings: Readonly<Record<string, readonly string[]>>;
}

/** @throws UsageError when the file is missing or not a baseline. */
export async function readBaseline(path: string): Promise<Baseline> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError(`${path}: no readable baseline (write one with --update-baseline)`);
  }
  if (!isBaseline(body)) throw new UsageError(`${path}: not a baseline of this tool`);
  const known = new Map<string, number>();
  for (const [file, prints] of Object.entries(body.findings)) {
    for (const print of prints) known.set(`${file} ${print}`, (known.get(`${file} ${print}`) ?? 0) + 1);
  }
  return known;
}

function isBaseline(body: unknown): body is BaselineFile {
  if (typeof body !== 'object' || body === null || !('version' in body) || body.version !== 1) return false;
  if (!('findings' in body) || typeof body.findings !== 'object' || body.findings === null) return false;
  return Object.values(body.findings).every(
    (prints) => Array.isArray(prints) && prints.every((print) => typeof print === 'string'),
  );
}

/** Writes every finding as known; the file is the same for the same findings. @throws UsageError */
export async function writeBaseline(
  path: string,
  findings: readonly ReportFinding[],
  guarded: readonly string[],
): Promise<void> {
  const byFile = new Map<string, string[]>();
  for (const finding of findings) {
    const prints = byFile.get(finding.path) ?? [];
    prints.push(finding.fingerprint);
    byFile.set(finding.path, prints);
  }
  const body: BaselineFile = {
    version: 1,
    findings: Object.fromEntries(
      [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, prints]) => [file, prints.sort()]),
    ),
  };
  await writeNamed(path, `${JSON.stringify(body, null, 2)}\n`, guarded);
}

/** The findings that are not known yet. */
export function applyBaseline(findings: readonly ReportFinding[], baseline: Baseline): readonly ReportFinding[] {
  const filter = new BaselineFilter(baseline);
  return findings.filter((finding) => filter.isNew(finding));
}

/** Tells findings one after the other which are new; each known one is taken off the baseline once. */
export class BaselineFilter {
  readonly #left: Map<string, number>;

  constructor(baseline: Baseline) {
    this.#left = new Map(baseline);
  }

  isNew({ path, fingerprint }: Pick<ReportFinding, 'path' | 'fingerprint'>): boolean {
    const key = `${path} ${fingerprint}`;
    const count = this.#left.get(key) ?? 0;
    if (count > 0) this.#left.set(key, count - 1);
    return count === 0;
  }
}
