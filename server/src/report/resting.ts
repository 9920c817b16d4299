import type { Role } from '../formats/stage-table.ts';
import { leftOutNote } from './left-out.ts';
import { printable } from './printable.ts';
import { type Report, type ReportFile, summarize } from './report.ts';

/** What one file and several are called. */
const NOUNS: readonly (readonly [readonly Role[], string, string])[] = [
  [['development'], 'a development file', 'development files'],
  [['test', 'ci', 'data'], 'for tests', 'files for tests'],
  [['template'], 'a template', 'templates'],
  [['foreign'], "somebody else's", "files that are somebody else's"],
  [['generated'], 'written from a template', 'files written from templates'],
  [['production', 'idle', 'script'], 'not something that runs', 'files that run nothing'],
];

/** What is not reported because of what files are for, in one sentence; `undefined` when nothing is. */
function restingNote({ files }: Pick<Report, 'files'>): string | undefined {
  const resting = files.filter((file) => (file.resting ?? 0) > 0);
  if (resting.length === 0) return undefined;
  const total = resting.reduce((sum, file) => sum + (file.resting ?? 0), 0);
  const findings = total === 1 ? '1 finding rests' : `${total} findings rest`;
  const how = `(--stage production shows ${total === 1 ? 'it' : 'them'}).`;
  if (resting.length === 1)
    return `${findings} because the file is ${kindsOf(resting)[0]?.one ?? 'no production file'} ${how}`;
  const parts = kindsOf(resting).map(({ count, one, many }) =>
    count === 1 ? `1 file that is ${one}` : `${count} ${many}`,
  );
  return `${findings} in ${parts.join(', ')} ${how}`;
}

/** How many files are named. */
const MOST_NAMES = 3;

/** What was to be checked and was not, in one sentence; `undefined` when all was. */
function uncheckedNote(paths: readonly string[], shown: (path: string) => string): string | undefined {
  if (paths.length === 0) return undefined;
  const names = paths.slice(0, MOST_NAMES).map(shown).join(', ');
  const more = paths.length > MOST_NAMES ? ', …' : '';
  return `Not checked, or not to the end: ${paths.length} ${paths.length === 1 ? 'file' : 'files'} (${names}${more}).`;
}

/**
 * What a report says beside its findings, a sentence each: what was not checked, what a baseline knows, what rests, what was checked in part, what was not looked at. Every format for
 * people has them. `shown`: how a path may be shown there.
 */
export function reportNotes(report: Report, shown: (path: string) => string = printable): readonly string[] {
  const { inPart, inBaseline } = summarize(report);
  const notes = [
    uncheckedNote(report.unchecked ?? [], shown),
    baselineNote(inBaseline),
    restingNote(report),
    inPartNote(inPart),
    leftOutNote(report.leftOut ?? [], shown),
  ];
  return notes.filter((note) => note !== undefined);
}

/** How many findings are accepted by a baseline, in one sentence; `undefined` when none. */
function baselineNote(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? '1 finding is in the baseline and not reported.'
    : `${count} findings are in the baseline and not reported.`;
}

/** How many files another tool still fills in, in one sentence; `undefined` when none. */
function inPartNote(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? '1 file is a template, checked in part: check what it renders to.'
    : `${count} files are templates, checked in part: check what they render to.`;
}

function kindsOf(files: readonly ReportFile[]) {
  return NOUNS.map(([roles, one, many]) => ({
    one,
    many,
    count: files.filter((file) => roles.includes(file.role ?? file.stage)).length,
  })).filter(({ count }) => count > 0);
}
