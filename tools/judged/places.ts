/**
 * Where the judged findings stood when they were read, and where the others of their rule in the same file did: only with both can a
 * later finding on the same service be told from the one that was judged. Kept in `tools/data/judged-places.tsv`; no text of the corpus.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusFinding } from '../corpus-scan.ts';
import { baseId, DATA, readTable, type Verdict } from './verdicts.ts';

/** A finding as it was at the commit that was read. */
export interface Place {
  /** Of the verdicts on it; none: it stood beside a judged one. */
  readonly ids: readonly string[];
  readonly rule: string;
  /** Relative to the corpus, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly fingerprint: string;
  /** The commit that was read. */
  readonly commit: string;
}

const PATH = join(DATA, 'judged-places.tsv');
const COLUMNS = ['ids', 'rule', 'file', 'line', 'column', 'fingerprint', 'commit'] as const;

export function readPlaces(): readonly Place[] {
  return existsSync(PATH) ? parsePlaces(readFileSync(PATH, 'utf8')) : [];
}

export function parsePlaces(text: string): readonly Place[] {
  return readTable(text).map(({ ids = '', rule = '', file = '', line, column, fingerprint = '', commit = '' }) => ({
    ids: ids === '-' ? [] : ids.split(','),
    rule,
    file,
    line: Number(line),
    column: Number(column),
    fingerprint,
    commit,
  }));
}

export function writePlaces(places: readonly Place[]): void {
  const rows = places.map(({ ids, rule, file, line, column, fingerprint, commit }) =>
    [ids.join(',') || '-', rule, file, line, column, fingerprint, commit].join('\t'),
  );
  writeFileSync(PATH, `${COLUMNS.join('\t')}\n${rows.join('\n')}\n`);
}

/**
 * The places of verdicts that have none yet, from the findings of the commit they were read at, with their neighbours of the same rule.
 * Several on one line are taken in the order of the table. A verdict on a finding that is not there is given back in `absent`.
 */
export function remember(
  known: readonly Place[],
  verdicts: readonly Verdict[],
  findings: readonly CorpusFinding[],
  commit: string,
): { readonly places: readonly Place[]; readonly absent: readonly Verdict[] } {
  const done = new Set(known.flatMap(({ ids }) => ids));
  const again = verdicts.filter(({ id }) => !done.has(id) && done.has(baseId(id)));
  const old = known.map((place) => {
    const more = again.filter(({ id }) => place.ids.includes(baseId(id))).map(({ id }) => id);
    return more.length === 0 ? place : { ...place, ids: [...place.ids, ...more] };
  });
  const wanted = verdicts.filter(({ id }) => !done.has(baseId(id)));
  const files = new Set(wanted.map(fileKey));
  const here = findings.filter(({ finding, file }) => files.has(fileKey({ rule: finding.rule, file })));
  const ids = new Map<CorpusFinding, string[]>();
  const absent: Verdict[] = [];
  const placed = new Map<string, CorpusFinding>();
  for (const verdict of wanted) {
    const onLine = here.filter(
      ({ finding, file, line }) => finding.rule === verdict.rule && file === verdict.file && line === verdict.line,
    );
    const found = placed.get(baseId(verdict.id)) ?? onLine.find((one) => !ids.has(one)) ?? onLine[0];
    if (found === undefined) absent.push(verdict);
    else {
      placed.set(baseId(verdict.id), found);
      ids.set(found, [...(ids.get(found) ?? []), verdict.id]);
    }
  }
  const places = here.map((one) => ({
    ids: ids.get(one) ?? [],
    rule: one.finding.rule,
    file: one.file,
    line: one.line,
    column: one.column,
    fingerprint: one.finding.fingerprint,
    commit,
  }));
  return { places: [...old, ...places], absent };
}

export function fileKey({ rule, file }: { readonly rule: string; readonly file: string }): string {
  return `${rule} ${file}`;
}
