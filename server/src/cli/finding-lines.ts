import { formatJsonLine } from '../report/json-lines.ts';
import { compareFindings, type ReportFinding } from '../report/report.ts';
import type { Baseline } from './baseline.ts';

/** Writes findings as lines, a project at a time, in the order of their places there. */
export class FindingLines {
  readonly #baseline: Baseline | undefined;
  readonly #seen = new Map<string, number>();
  readonly #out: (text: string) => void;
  #written = 0;

  constructor(baseline: Baseline | undefined, out: (text: string) => void) {
    this.#baseline = baseline;
    this.#out = out;
  }

  /** `findings`: all so far; those that were not there at the last call are written. */
  take(findings: readonly ReportFinding[]): void {
    const fresh = findings.slice(this.#written).sort(compareFindings);
    this.#written = findings.length;
    const left = this.#baseline?.apply(fresh, this.#seen) ?? fresh;
    if (left.length > 0) this.#out(left.map(formatJsonLine).join(''));
  }
}
