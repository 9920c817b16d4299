/** The tables of what readers said about findings: `../shared/faults/verdicts/*-verdicts.tsv` and `tools/data/verdicts/*.tsv`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Readers' tables that came with the corpus; absent in a stranger's clone. */
export const SHARED_VERDICTS = join(HERE, '../../../shared/faults/verdicts');

/** The project's own tables and lists. */
export const DATA = join(HERE, '../data');

/** What a program can expect at a judged place. `reader`: only a reader can tell; `left out`: the corpus lacks a file. */
export const EXPECTATIONS = ['kept', 'gone', 'at most low', 'at most medium', 'folded', 'reader', 'left out'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** One finding as a reader judged it. */
export interface Verdict {
  /** Unique over all tables. */
  readonly id: string;
  readonly verdict: string;
  readonly rule: string;
  /** Relative to the corpus, with `/`. */
  readonly file: string;
  /** From 1, at the commit that was read. */
  readonly line: number;
  readonly expect: Expectation;
}

/** Rows of a table with a header, by column. Nothing is quoted in these files. */
export function readTable(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

/** `corpus/<file>:<line>` in parts. @throws Error when it is something else. */
export function parsePlace(place: string): { readonly file: string; readonly line: number } {
  const [, file, line] = /^corpus\/(.+):(\d+)$/.exec(place) ?? [];
  if (file === undefined) throw new Error(`not a place of the corpus: ${place}`);
  return { file, line: Number(line) };
}

/** One table. @param name said in errors. @throws Error for a row that cannot be meant. */
export function parseVerdicts(text: string, name: string): readonly Verdict[] {
  return readTable(text).map((row) => {
    const { id = '', verdict = '', rule = '', 'path:line': place = '' } = row;
    const expect = row['expect'] || (verdict === 'TRUE' ? 'kept' : 'reader');
    const known = EXPECTATIONS.find((one) => one === expect);
    if (id === '' || !rule.includes('/') || known === undefined)
      throw new Error(`${name}: row ${id} has no id, rule or known expectation`);
    return { id, verdict, rule, ...parsePlace(place), expect: known };
  });
}

/** What one reader said of one sample. */
export interface VerdictTable {
  /** The file's name. */
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

/** Every table there is, in the order of their names. */
export function verdictTables(): readonly VerdictTable[] {
  const shared = tablesIn(SHARED_VERDICTS).filter((path) => path.endsWith('-verdicts.tsv'));
  return [...shared, ...tablesIn(join(DATA, 'verdicts'))].map((path) => {
    const name = basename(path);
    return { name, verdicts: parseVerdicts(readFileSync(path, 'utf8'), name) };
  });
}

/**
 * All rows of all tables. Two readers may judge one sample: the id of the second is told apart by its table.
 * @throws Error when two rows with one id are about different places.
 */
export function allVerdicts(): readonly Verdict[] {
  return uniqueIds(verdictTables());
}

export function uniqueIds(tables: readonly VerdictTable[]): readonly Verdict[] {
  const seen = new Map<string, Verdict>();
  return tables.flatMap(({ name, verdicts }) =>
    verdicts.map((verdict) => {
      const first = seen.get(verdict.id);
      if (first === undefined) {
        seen.set(verdict.id, verdict);
        return verdict;
      }
      if (first.rule !== verdict.rule || first.file !== verdict.file || first.line !== verdict.line)
        throw new Error(`${name}: ${verdict.id} is already the name of another place`);
      const id = `${verdict.id}@${name.replace(/\.tsv$/, '')}`;
      if (seen.has(id)) throw new Error(`${name}: two rows are called ${verdict.id}`);
      seen.set(id, verdict);
      return { ...verdict, id };
    }),
  );
}

/** The id of a place, whoever judged it. */
export function baseId(id: string): string {
  return id.replace(/@.*/, '');
}

function tablesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return names.sort().map((name) => join(folder, name));
}
