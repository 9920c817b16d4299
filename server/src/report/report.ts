import { CRASHED, UNCHECKED } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import { hashNames } from '../engine/fingerprint.ts';
import { type Entry, type GroupReason, groupFindings } from '../engine/group-findings.ts';
import { maskText } from '../engine/masking/mask-text.ts';
import { type FileSecrets, repeatsSecret, secretsOf, secretsOfText } from '../engine/masking/secret-spans.ts';
import type { Finding } from '../finding/finding.ts';
import type { FixSafety } from '../finding/fix.ts';
import type { Folding } from '../finding/folding.ts';
import { type Category, SEVERITIES, type Severity } from '../finding/severity.ts';
import type { Format, Stage } from '../formats/format.ts';
import { describeStage } from '../formats/stage.ts';
import type { Role } from '../formats/stage-table.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import type { LeftOut } from './left-out.ts';
import { printable } from './printable.ts';

/** A place as reports count: lines and columns from 1, columns in UTF-16 units, path relative to the scanned root with `/`. */
export interface ReportPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A replacement of one range of one file, for formats that carry fixes. */
export interface ReportEdit extends ReportPlace {
  readonly endLine: number;
  readonly endColumn: number;
  readonly newText: string;
}

export interface ReportFix {
  readonly title: string;
  readonly safety: FixSafety;
}

export interface ReportFinding extends ReportPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly fingerprint: string;
  readonly related: readonly (ReportPlace & { readonly message: string })[];
  readonly fixes: readonly ReportFix[];
  readonly suppressed?: { readonly reason: string };
  /** The entry it is shown in, when that has more than one member; filled in by {@link withEntries}. */
  readonly group?: ReportGroup;
  /** What it is grouped by; not part of any output. */
  readonly folding: Folding;
  /** The line it stands on; not part of the JSON. */
  readonly source?: ReportSource;
  /** Edits of the first safe fix, when the caller asked for them; generated secrets never get here. */
  readonly edits?: readonly ReportEdit[];
}

/** A line as it may be shown: secrets masked, control characters visible; and from where to where in it the finding reaches. */
export interface ReportSource {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Which entry a finding is shown in, and why. */
export interface ReportGroup {
  /** The same for all members; stable while the lead's fingerprint is. 16 hex digits. */
  readonly id: string;
  /** `lead` is the one that is shown; the others say why they are shown with it. */
  readonly role: 'lead' | GroupReason;
}

export type ReportEntry = Entry<ReportFinding>;

export interface ReportFile {
  readonly path: string;
  readonly format: Format;
  readonly stage: Stage;
  /** What it is for, where that is finer than the stage. */
  readonly role?: Role;
  /** The stage with its evidence: `development, because of the folder tests/`; absent where nothing but production was ever meant. */
  readonly because?: string;
  /** Findings that are not reported because of what the file is for; absent when none. */
  readonly resting?: number;
  /** A template of another tool, checked as far as it could be read; absent when not. */
  readonly inPart?: true;
}

export interface Counts {
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
}

/** What a run found, counted as it is shown: by entries. */
export interface Summary extends Counts {
  readonly files: number;
  readonly entries: number;
  /** Different places of the entries. */
  readonly places: number;
  readonly suppressed: number;
  /** Findings that a baseline knows: they are not reported. */
  readonly inBaseline: number;
  /** Not reported because of what their files are for; `--stage production` shows them. */
  readonly resting: number;
  /** Files that are templates of another tool, checked as far as they could be read. */
  readonly inPart: number;
  /** Files that were to be checked and were not, or not to their end: not readable, too large, or one on which we failed. */
  readonly unchecked: number;
  /** Files and folders that were not looked at. */
  readonly leftOut: number;
}

/** Everything a run found, in the fixed order. */
export interface Report {
  readonly version: string;
  readonly files: readonly ReportFile[];
  readonly findings: readonly ReportFinding[];
  /** The same findings as they are shown to people: what says one thing is one entry. */
  readonly entries: readonly ReportEntry[];
  readonly suppressed: readonly ReportFinding[];
  /** How many findings a baseline knows; absent without one. */
  readonly inBaseline?: number;
  /** Paths of files that were to be checked and were not, or not to their end; known ones of a baseline too. Absent: none. */
  readonly unchecked?: readonly string[];
  /** What was not looked at; absent where nothing is walked. */
  readonly leftOut?: readonly LeftOut[];
  /** What `--fix` did, or would do. */
  readonly fixes?: ReportFixes | undefined;
}

/** A finding and its fix. */
export interface RepairedFinding {
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly title: string;
}

export interface ReportFixes {
  /** False: with `--dry-run`. */
  readonly written: boolean;
  readonly repaired: readonly RepairedFinding[];
  /** Fixes that were tried and not applied; `reason` is a clause. */
  readonly refused: readonly (RepairedFinding & { readonly reason: string })[];
  /** With `--dry-run`: a unified diff. `masked`: it hides secrets and cannot be applied. */
  readonly diff?: { readonly text: string; readonly masked: boolean };
}

/** How a file was read and what rests in it. */
export function reportFile(path: string, format: Format, file: FileReport): ReportFile {
  const { stage, judgement, resting, inPart } = file;
  return {
    path,
    format,
    stage,
    ...(judgement.role !== stage && { role: judgement.role }),
    ...(judgement.because.length > 0 && { because: printable(describeStage(judgement)) }),
    ...(resting.length > 0 && { resting: resting.length }),
    ...(inPart && { inPart }),
  };
}

/** Turns one file's findings into report lines; keeps nothing of the file but the masked source lines. */
export function reportFindings(
  file: FileReport,
  pathOf: (uri: string) => string,
  options: { readonly source: boolean; readonly edits?: boolean },
): { readonly findings: readonly ReportFinding[]; readonly suppressed: readonly ReportFinding[] } {
  if (file.findings.length === 0 && file.suppressed.length === 0) return { findings: [], suppressed: [] };
  const lines = new LineIndex(file.text);
  const secrets = lazily(() => (file.model === undefined ? secretsOfText(file.text) : secretsOf(file.model)));
  const convert = (finding: Finding): ReportFinding => {
    const start = lines.positionAt(finding.span.start);
    const end = lines.positionAt(finding.span.end);
    return {
      rule: finding.rule,
      severity: finding.severity,
      category: finding.category,
      path: pathOf(finding.uri),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      message: printable(finding.message),
      fingerprint: finding.fingerprint,
      folding: finding.folding,
      related: finding.related.map((note) => ({
        ...relatedPlace(note.at, file, lines, pathOf),
        message: printable(note.message),
      })),
      fixes: finding.fixes.map(({ title, safety }) => ({ title: printable(title), safety })),
      ...(finding.suppressed !== undefined && { suppressed: { reason: printable(finding.suppressed.reason) } }),
      ...(options.source && { source: sourceLine(finding.span, lines, file.text, secrets().spans) }),
      ...(options.edits === true && safeEdits(finding, { lines, pathOf, secrets, text: file.text })),
    };
  };
  return { findings: file.findings.map(convert), suppressed: file.suppressed.map(convert) };
}

/** How much of a long line is kept. */
const MAX_SOURCE = 400;

function sourceLine(at: Span, lines: LineIndex, text: string, secrets: readonly Span[]): ReportSource {
  const { line } = lines.positionAt(at.start);
  const start = lines.lineStart(line);
  const end = Math.min(lines.lineEnd(line), start + MAX_SOURCE);
  const masked = maskText(text, { start, end }, secrets);
  const column = (offset: number, isEnd: boolean) =>
    printable(masked.text.slice(0, masked.columnOf(Math.min(offset, end), isEnd))).length;
  return { text: printable(masked.text), start: column(at.start, false), end: column(at.end, true) };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Another file's line is not known here: it is given as line 1 unless it is the same file. */
function relatedPlace(
  at: { readonly uri: string; readonly span: { readonly start: number } },
  file: FileReport,
  lines: LineIndex,
  pathOf: (uri: string) => string,
): ReportPlace {
  const text = at.uri === file.uri ? lines : otherLines(at.uri, file);
  const position = text?.positionAt(at.span.start);
  return { path: pathOf(at.uri), line: (position?.line ?? 0) + 1, column: (position?.character ?? 0) + 1 };
}

function otherLines(uri: string, file: FileReport): LineIndex | undefined {
  const other = file.model?.files.get(uri);
  return other?.state === 'read' ? new LineIndex(other.text) : undefined;
}

/** What the edits of a finding are told with. */
interface EditContext {
  readonly lines: LineIndex;
  readonly pathOf: (uri: string) => string;
  readonly secrets: () => FileSecrets;
  readonly text: string;
}

/** The edits of the first safe fix; none when they would repeat a secret of the file. */
function safeEdits(finding: Finding, { lines, pathOf, secrets, text }: EditContext): { edits?: readonly ReportEdit[] } {
  const fix = finding.fixes.find((candidate) => candidate.safety === 'safe');
  const edits = fix?.edits() ?? [];
  if (edits.length === 0 || edits.some((edit) => edit.uri !== undefined && edit.uri !== finding.uri)) return {};
  if (edits.some(({ span, newText }) => newText !== '' && repeatsSecret(newText, span, text, secrets()))) return {};
  return {
    edits: edits.map(({ span, newText }) => {
      const start = lines.positionAt(span.start);
      const end = lines.positionAt(span.end);
      return {
        path: pathOf(finding.uri),
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
        newText,
      };
    }),
  };
}

/** Groups the findings that are left after suppressions and baseline; each member learns which entry it is in. */
export function withEntries(findings: readonly ReportFinding[]): Pick<Report, 'findings' | 'entries'> {
  const entries = groupFindings(findings, { fileOf: ({ path }) => path, compare: compareFindings });
  const groups = new Map<ReportFinding, ReportGroup>();
  for (const { lead, further } of entries) {
    if (further.length === 0) continue;
    const id = hashNames([lead.path, lead.fingerprint]);
    groups.set(lead, { id, role: 'lead' });
    for (const { finding, reason } of further) groups.set(finding, { id, role: reason });
  }
  const grouped = findings.map((finding) => {
    const group = groups.get(finding);
    return group === undefined ? finding : { ...finding, group };
  });
  return { findings: grouped, entries };
}

/** Counts findings or entries by severity. */
export function countSeverities(items: readonly { readonly severity: Severity }[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of items) counts[severity] += 1;
  return counts;
}

export function summarize(report: Report): Summary {
  const { files, entries, suppressed, inBaseline = 0, unchecked = [], leftOut = [] } = report;
  return {
    files: files.length,
    ...countSeverities(entries),
    entries: entries.length,
    places: entries.reduce((sum, entry) => sum + placesOf(entry), 0),
    suppressed: suppressed.length,
    inBaseline,
    resting: files.reduce((sum, file) => sum + (file.resting ?? 0), 0),
    inPart: files.filter(({ inPart }) => inPart === true).length,
    unchecked: unchecked.length,
    leftOut: leftOut.length,
  };
}

/** The files, each once, of findings that say a file was not checked or not to its end. `behind`: further ones, that a run did not reach. */
export function uncheckedPaths(findings: readonly ReportFinding[], behind: readonly string[] = []): readonly string[] {
  const paths = findings.filter(({ rule }) => rule === UNCHECKED || rule === CRASHED).map(({ path }) => path);
  return [...new Set([...paths, ...behind])].sort();
}

/** `1 file checked`, `3 files checked`. */
export function filesText({ files }: Pick<Summary, 'files'>): string {
  return `${files} ${files === 1 ? 'file' : 'files'} checked`;
}

/** `38 findings at 112 places`: the places only where they are more. */
export function findingsText({ entries, places }: Summary): string {
  const findings = `${entries} ${entries === 1 ? 'finding' : 'findings'}`;
  return places > entries ? `${findings} at ${places} places` : findings;
}

function placesOf({ lead, further }: ReportEntry): number {
  if (further.length === 0) return 1;
  const places = [lead, ...further.map(({ finding }) => finding)];
  return new Set(places.map(({ path, line, column }) => `${line}:${column} ${path}`)).size;
}

/** File, line, column, rule: the same order on every machine. */
export function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether `severity` is at or above `limit`. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(limit);
}
