/**
 * What readers would raise in corpus files they read before they saw any output, and whether a rule says it today. Which rule that would
 * be is written down in `tools/data/recall-rules.json`: a text cannot be compared with a finding by a program.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CorpusFinding, repositoryOf } from '../corpus-scan.ts';
import type { Exceptions } from './exceptions.ts';
import { isSameOwner } from './match.ts';
import type { Scan } from './scan.ts';
import { DATA, parsePlace, readTable, SHARED_VERDICTS } from './verdicts.ts';

/** One problem a reader would raise. */
export interface Note {
  /** `corpus/<file>:<line>`: unique. */
  readonly place: string;
  readonly format: string;
  readonly weight: 'serious' | 'medium' | 'low';
  /** What the reader wrote. */
  readonly what: string;
}

/** Which rules would say it. */
export interface NoteRules {
  readonly rules: readonly string[];
  /**
   * How near: on the line of the note (or naming it), on the same owner, or anywhere in the file. Default: the line for what is written
   * about one value (`secret/`, `env/`, `dotenv/`), else the owner.
   */
  readonly within?: 'line' | 'owner' | 'file';
  /** Where it is said when that is not the place of the note. */
  readonly at?: string;
}

/** Notes that count, of `../shared/faults/verdicts` and `tools/data/recall/*.tsv`. */
export function allNotes(): readonly Note[] {
  return noteTables().flatMap((path) => parseNotes(readFileSync(path, 'utf8')));
}

/** Files that readers read for these notes, as `corpus/<file>`, with those in which they found nothing. */
export function allNotePaths(): readonly string[] {
  return noteTables().flatMap((path) => readTable(readFileSync(path, 'utf8')).map((row) => row['path'] ?? ''));
}

function noteTables(): readonly string[] {
  const shared = join(SHARED_VERDICTS, 'recall-notes.tsv');
  const own = join(DATA, 'recall');
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.endsWith('.tsv')) : [];
  return [...(existsSync(shared) ? [shared] : []), ...names.sort().map((name) => join(own, name))];
}

/** The notes of one table that count. @throws Error for a weight that is none. */
export function parseNotes(text: string): readonly Note[] {
  return readTable(text).flatMap(({ format = '', path = '', line, weight, counts, what = '' }) => {
    if (counts === 'no' || weight === 'none') return [];
    if (weight !== 'serious' && weight !== 'medium' && weight !== 'low')
      throw new Error(`note on ${path}:${line} has the unknown weight ${weight}`);
    return [{ place: `${path}:${line}`, format, weight, what }];
  });
}

export function readNoteRules(): Readonly<Record<string, NoteRules | null>> {
  return JSON.parse(readFileSync(join(DATA, 'recall-rules.json'), 'utf8'));
}

/** The finding that says what a note says; `undefined`: nothing does. */
export function answerTo(note: Note, known: NoteRules | null | undefined, scan: Scan): CorpusFinding | undefined {
  if (known === null || known === undefined) return undefined;
  const { file, line } = parsePlace(known.at ?? note.place);
  const report = scan.reports.find((one) => one.file === file);
  const owner = report?.ownerAtLine(line) ?? [];
  const repository = repositoryOf(file);
  return scan.findings.find((one) => {
    const { finding, related } = one;
    if (!known.rules.includes(finding.rule) || repositoryOf(one.file) !== repository) return false;
    if (related.some((place) => place.file === file && place.line === line)) return true;
    if (one.file !== file) return false;
    const within = known.within ?? (/^(?:secret|env|dotenv)\//.test(finding.rule) ? 'line' : 'owner');
    if (within === 'line') return one.line === line;
    return within === 'file' || isSameOwner(owner, one.owner);
  });
}

/** Prints what is answered by format and weight. @returns notes answered or explained, by weight. */
export function printRecall(scan: Scan, exceptions: Exceptions): Readonly<Record<string, number>> {
  const known = readNoteRules();
  const notes = allNotes().map((note) => ({ note, answer: answerTo(note, known[note.place], scan) }));
  const cell = (of: typeof notes) => `${of.filter(({ answer }) => answer !== undefined).length}/${of.length}`;
  const row = (name: string, of: typeof notes) => {
    const serious = of.filter(({ note }) => note.weight === 'serious');
    const heavier = of.filter(({ note }) => note.weight !== 'low');
    console.log(`${name.padEnd(12)}${[serious, heavier, of].map((part) => cell(part).padStart(18)).join('')}`);
  };
  console.log(
    `${'reported'.padEnd(12)}${['serious', 'serious + medium', 'all'].map((name) => name.padStart(18)).join('')}`,
  );
  for (const [format, of] of Map.groupBy(notes, ({ note }) => note.format)) row(format, of);
  row('total', notes);
  const unknown = notes.filter(({ note }) => known[note.place] === undefined);
  for (const { note } of unknown) console.log(`no line in tools/data/recall-rules.json: ${note.place}`);
  const silent = notes.filter(({ answer }) => answer === undefined);
  console.log(`\n${silent.length} not reported:`);
  for (const { note } of silent) {
    const reason = exceptions.notes[note.place];
    console.log(`  ${note.weight} ${note.place} ${note.what}${reason === undefined ? '' : ` -- ${reason}`}`);
  }
  const settled = notes.filter(
    ({ note, answer }) => answer !== undefined || exceptions.notes[note.place] !== undefined,
  );
  const count = (of: typeof notes) => of.length;
  return {
    'recall serious': count(settled.filter(({ note }) => note.weight === 'serious')),
    'recall serious and medium': count(settled.filter(({ note }) => note.weight !== 'low')),
    'recall all': count(settled),
  };
}
