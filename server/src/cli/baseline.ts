import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { isBelow } from '../hosts/node/boundary.ts';
import { printable } from '../report/printable.ts';
import type { ReportFinding } from '../report/report.ts';
import { UsageError } from './terminal.ts';
import { writeNamed } from './write-named.ts';

/** Where a baseline lies, and what its paths are relative to. */
export interface BaselinePlace {
  /** Of the file, absolute. */
  readonly path: string;
  /** The folder that the paths of a report are relative to, absolute. */
  readonly shownFrom: string;
  /** Folders of what is scanned, absolute. */
  readonly roots: readonly string[];
}

/** What a run looked at, for a baseline that holds more. */
export interface Looked {
  /** Whether this run would have found the file of a path, absolute. */
  readonly covers: (path: string) => boolean;
  /** Only some rules ran: what is known of the others stays. */
  readonly someRules: boolean;
}

interface BaselineFile {
  readonly version: 1;
  readonly findings: Readonly<Record<string, readonly string[]>>;
}

/**
 * Known findings by path and fingerprint, with how often; no line numbers, so that edits elsewhere change nothing. Paths are relative to the
 * folder of the baseline, or to the scanned root where it lies elsewhere: never to where somebody happens to stand.
 */
export class Baseline {
  readonly #place: BaselinePlace;
  readonly #known: ReadonlyMap<string, ReadonlyMap<string, number>>;

  private constructor(place: BaselinePlace, known: ReadonlyMap<string, ReadonlyMap<string, number>>) {
    this.#place = place;
    this.#known = known;
  }

  /** @throws UsageError when the file is missing or not a baseline. */
  static async read(place: BaselinePlace): Promise<Baseline> {
    let body: unknown;
    try {
      body = JSON.parse(await readFile(place.path, 'utf8'));
    } catch {
      throw new UsageError(`${place.path}: no readable baseline (write one with --update-baseline)`);
    }
    if (!isBaseline(body)) throw new UsageError(`${place.path}: not a baseline of this tool`);
    return new Baseline(place, new Map(Object.entries(body.findings).map(([path, prints]) => [path, counted(prints)])));
  }

  /** Whether a finding of a file, by its path in the report, is known. */
  knows({ path, fingerprint }: Pick<ReportFinding, 'path' | 'fingerprint'>): boolean {
    return this.#known.get(keyOf(path, this.#place))?.has(fingerprint) === true;
  }

  /** The findings that are not known yet. `seen`: how often each was met in earlier calls, where findings come in parts. */
  apply(findings: readonly ReportFinding[], seen = new Map<string, number>()): readonly ReportFinding[] {
    return findings.filter(({ path, fingerprint }) => {
      const file = keyOf(path, this.#place);
      const key = `${file} ${fingerprint}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return count > (this.#known.get(file)?.get(fingerprint) ?? 0);
    });
  }

  /** What stays known beside the findings of a run that did not look at everything. */
  *kept({ covers, someRules }: Looked): Generator<readonly [path: string, prints: readonly string[]]> {
    for (const [path, prints] of this.#known) {
      if (!someRules && covers(resolve(baseFolder(this.#place), path))) continue;
      yield [path, [...prints].flatMap(([print, count]) => Array<string>(count).fill(print))];
    }
  }
}

function counted(prints: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const print of prints) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}

/** What the paths of a baseline are relative to. */
function baseFolder({ path, shownFrom, roots }: BaselinePlace, file: string = shownFrom): string {
  const folder = dirname(path);
  if (isBelow(folder, file)) return folder;
  return roots.filter((root) => isBelow(root, file)).sort((a, b) => b.length - a.length)[0] ?? shownFrom;
}

/** The path of a file in the baseline. Spelled as it is shown, so that every output format knows the same findings. */
function keyOf(shown: string, place: BaselinePlace): string {
  const full = resolve(place.shownFrom, shown);
  return printable(relative(baseFolder(place, full), full).split(sep).join('/'));
}

function isBaseline(body: unknown): body is BaselineFile {
  if (typeof body !== 'object' || body === null || !('version' in body) || body.version !== 1) return false;
  if (!('findings' in body) || typeof body.findings !== 'object' || body.findings === null) return false;
  return Object.values(body.findings).every(
    (prints) => Array.isArray(prints) && prints.every((print) => typeof print === 'string'),
  );
}

/**
 * Writes findings as known, beside what `before` knows of files and rules this run did not look at; the file is the same for the same
 * findings. @returns how many it holds. @throws UsageError
 */
export async function writeBaseline(
  place: BaselinePlace,
  findings: readonly ReportFinding[],
  { before, looked, guarded }: { before: Baseline | undefined; looked: Looked; guarded: readonly string[] },
): Promise<number> {
  const byFile = new Map<string, string[]>();
  for (const finding of findings) {
    const path = keyOf(finding.path, place);
    const prints = byFile.get(path) ?? [];
    prints.push(finding.fingerprint);
    byFile.set(path, prints);
  }
  for (const [path, prints] of before?.kept(looked) ?? []) {
    const own = byFile.get(path) ?? [];
    const found = new Set(own);
    byFile.set(path, [...own, ...prints.filter((print) => !found.has(print))]);
  }
  const body: BaselineFile = {
    version: 1,
    findings: Object.fromEntries(
      [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, prints]) => [file, prints.sort()]),
    ),
  };
  await writeNamed(place.path, `${JSON.stringify(body, null, 2)}\n`, guarded);
  return [...byFile.values()].reduce((sum, prints) => sum + prints.length, 0);
}
