import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import { failureReason } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import { hashNames } from '../engine/fingerprint.ts';
import { type Entry, groupFindings } from '../engine/group-findings.ts';
import { notChecked } from '../engine/unchecked.ts';
import type { Finding } from '../finding/finding.ts';
import type { Severity } from '../finding/severity.ts';
import type { Location } from '../formats/format.ts';
import { ID } from '../protocol/messages.ts';
import { rulePageUrl } from '../report/rule-info.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
};

/** What travels with a diagnostic and comes back with a request for code actions; holds no text of the file. */
export interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
}

/** The text of another file, for the ranges of related places; `undefined` when it is not known. */
export type TextOf = (uri: string) => string | undefined;

/** Places that an entry names beside its own. */
const MOST_RELATED = 20;

/**
 * The findings of a report as diagnostics, in their fixed order; when that fails, one diagnostic that says so. What says one thing is one
 * entry: its lead has the severity of the worst member and names the other places; each of these keeps a hint, which Problems does not
 * count, with its own fixes.
 * @param others findings of other files that some of these may be copies of.
 */
export function diagnosticsOf(
  report: FileReport,
  textOf: TextOf,
  others: readonly Finding[] = [],
): readonly Diagnostic[] {
  try {
    return convert(report, textOf, others);
  } catch (error) {
    const writer = new DiagnosticWriter({ ...report, text: '' }, textOf);
    return notChecked(report.uri, failureReason(error), true).map((finding) => writer.diagnosticOf(finding, undefined));
  }
}

function convert(report: FileReport, textOf: TextOf, others: readonly Finding[]): readonly Diagnostic[] {
  if (report.findings.length === 0) return [];
  const writer = new DiagnosticWriter(report, textOf);
  const entries = new Map<Finding, Entry<Finding>>();
  for (const entry of entriesIn([...report.findings, ...others])) {
    entries.set(entry.lead, entry);
    for (const { finding } of entry.further) entries.set(finding, entry);
  }
  return report.findings.map((finding) => writer.diagnosticOf(finding, entries.get(finding)));
}

const PLACES = {
  fileOf: ({ uri }: Finding) => uri,
  compare: (a: Finding, b: Finding) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1),
};

/** Findings as they are shown: what says one thing is one entry. */
export function entriesIn(findings: readonly Finding[]): readonly Entry<Finding>[] {
  return groupFindings(findings, PLACES);
}

class DiagnosticWriter {
  readonly #textOf: TextOf;
  readonly #lines = new Map<string, LineIndex | undefined>();

  constructor({ uri, text }: FileReport, textOf: TextOf) {
    this.#textOf = textOf;
    this.#lines.set(uri, new LineIndex(text));
  }

  diagnosticOf(finding: Finding, entry: Entry<Finding> | undefined): Diagnostic {
    const isFurther = entry !== undefined && entry.lead !== finding;
    const related = [
      ...finding.related.flatMap(({ at, message }) => this.#related(at, message)),
      ...(isFurther ? this.#related(entry.lead, `Shown with this one: ${entry.lead.message}`) : []),
      ...(isFurther || entry === undefined ? [] : this.#further(entry)),
    ];
    const tags = tagsOf(finding.rule);
    const data: DiagnosticData = { rule: finding.rule, fingerprint: finding.fingerprint };
    return {
      range: rangeOf(this.#linesOf(finding.uri) ?? new LineIndex(''), finding.span),
      severity: isFurther ? DiagnosticSeverity.Hint : SEVERITY[entry?.severity ?? finding.severity],
      source: ID,
      code: finding.rule,
      codeDescription: { href: rulePageUrl(finding.rule) },
      message: finding.message,
      data,
      ...(related.length > 0 ? { relatedInformation: related } : {}),
      ...(tags.length > 0 ? { tags } : {}),
    };
  }

  #further({ further }: Entry<Finding>): readonly DiagnosticRelatedInformation[] {
    const shown = further.slice(0, MOST_RELATED).flatMap(({ finding }) => this.#related(finding, finding.message));
    const [next] = further.slice(MOST_RELATED);
    const left = further.length - MOST_RELATED;
    return next === undefined ? shown : [...shown, ...this.#related(next.finding, `and ${left} more from here on`)];
  }

  /** Nothing when the text of the file is not known: a place without a line is no place. */
  #related(at: Location, message: string): readonly DiagnosticRelatedInformation[] {
    const lines = this.#linesOf(at.uri);
    return lines === undefined ? [] : [{ location: { uri: at.uri, range: rangeOf(lines, at.span) }, message }];
  }

  #linesOf(uri: string): LineIndex | undefined {
    if (!this.#lines.has(uri)) {
      const text = this.#textOf(uri);
      this.#lines.set(uri, text === undefined ? undefined : new LineIndex(text));
    }
    return this.#lines.get(uri);
  }
}

/** Whether a diagnostic leads an entry: the others are hints and not counted. */
export function isEntry({ severity }: Diagnostic): boolean {
  return severity !== DiagnosticSeverity.Hint;
}

/**
 * Names a set of diagnostics: equal ids are equal diagnostics, whatever text, settings or related file they came from. So `unchanged`
 * is right even when a change elsewhere made no difference.
 */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return hashNames([JSON.stringify(diagnostics)]);
}

function tagsOf(rule: string): DiagnosticTag[] {
  if (rule === 'preflight/suppression') return [DiagnosticTag.Unnecessary];
  return /obsolete|deprecated/.test(rule) ? [DiagnosticTag.Deprecated] : [];
}
