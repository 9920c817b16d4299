import type { Finding } from '../engine/finding.ts';
import { secretSpans } from '../engine/secret-spans.ts';
import type { Format, Stage } from '../formats/format.ts';
import { describeStage } from '../formats/stage.ts';
import type { Role } from '../formats/stage-table.ts';
import type { FileReport } from '../project/project.ts';
import type { Category, FixSafety, Severity } from '../rules/contract.ts';
import { SEVERITIES } from '../rules/contract.ts';
import { LineIndex } from '../text/line-index.ts';
import { maskForDisplay } from './mask-text.ts';
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
  /** The line it stands on, secrets masked and control characters visible; not part of the JSON. */
  readonly source?: string;
  /** Edits of the first safe fix, when a door asked for them; generated secrets never get here. */
  readonly edits?: readonly ReportEdit[];
}

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
}

export interface Summary {
  readonly files: number;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly suppressed: number;
  /** Not reported because of what their files are for; `--stage production` shows them. */
  readonly resting: number;
}

/** Everything a run found, in the fixed order. */
export interface Report {
  readonly version: string;
  readonly files: readonly ReportFile[];
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
}

/** How a file was read and what rests in it. */
export function reportFile(path: string, format: Format, { stage, judgement, resting }: FileReport): ReportFile {
  return {
    path,
    format,
    stage,
    ...(judgement.role !== stage && { role: judgement.role }),
    ...(judgement.because.length > 0 && { because: printable(describeStage(judgement)) }),
    ...(resting.length > 0 && { resting: resting.length }),
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
  const secrets = options.source && file.model !== undefined ? secretSpans(file.model) : [];
  const convert = (finding: Finding): ReportFinding => {
    const start = lines.positionAt(finding.span.start);
    const end = lines.positionAt(finding.span.end);
    const lineStart = lines.lineStart(start.line);
    const source = file.text.slice(lineStart, Math.min(lines.lineEnd(start.line), lineStart + 400));
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
      related: finding.related.map((note) => ({
        ...relatedPlace(note.at, file, lines, pathOf),
        message: printable(note.message),
      })),
      fixes: finding.fixes.map(({ title, safety }) => ({ title: printable(title), safety })),
      ...(finding.suppressed !== undefined && { suppressed: { reason: printable(finding.suppressed.reason) } }),
      ...(options.source && { source: printable(maskForDisplay(source, lineStart, secrets, file.text)) }),
      ...(options.edits === true && safeEdits(finding, lines, pathOf)),
    };
  };
  return { findings: file.findings.map(convert), suppressed: file.suppressed.map(convert) };
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

function safeEdits(
  finding: Finding,
  lines: LineIndex,
  pathOf: (uri: string) => string,
): { edits?: readonly ReportEdit[] } {
  const fix = finding.fixes.find((candidate) => candidate.safety === 'safe');
  const edits = fix?.edits() ?? [];
  if (edits.length === 0 || edits.some((edit) => edit.uri !== undefined && edit.uri !== finding.uri)) return {};
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

export function summarize(report: Report): Summary {
  const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
  return {
    files: report.files.length,
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    suppressed: report.suppressed.length,
    resting: report.files.reduce((sum, file) => sum + (file.resting ?? 0), 0),
  };
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
