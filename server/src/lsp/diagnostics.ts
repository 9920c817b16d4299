import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { failureReason } from '../engine/failure.ts';
import type { Finding } from '../engine/finding.ts';
import { hashNames } from '../engine/fingerprint.ts';
import { notChecked } from '../engine/unchecked.ts';
import type { FileReport } from '../project/project.ts';
import { rulePageUrl } from '../report/rule-info.ts';
import type { Severity } from '../rules/contract.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';
import { ID } from './wire.ts';

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

/** The findings of a report as diagnostics, in their fixed order; when that fails, one diagnostic that says so. */
export function diagnosticsOf(report: FileReport, textOf: TextOf): readonly Diagnostic[] {
  try {
    return convert(report, textOf);
  } catch (error) {
    const lines = new LineIndex('');
    return notChecked(report.uri, failureReason(error), true).map((finding) => diagnosticOf(finding, lines, textOf));
  }
}

function convert(report: FileReport, textOf: TextOf): readonly Diagnostic[] {
  if (report.findings.length === 0) return [];
  const lines = new LineIndex(report.text);
  return report.findings.map((finding) => diagnosticOf(finding, lines, textOf));
}

function diagnosticOf(finding: Finding, lines: LineIndex, textOf: TextOf): Diagnostic {
  const related = finding.related.flatMap(({ at, message }) => {
    const text = textOf(at.uri);
    if (text === undefined) return [];
    return [{ location: { uri: at.uri, range: rangeOf(new LineIndex(text), at.span) }, message }];
  });
  const tags = tagsOf(finding.rule);
  const data: DiagnosticData = { rule: finding.rule, fingerprint: finding.fingerprint };
  return {
    range: rangeOf(lines, finding.span),
    severity: SEVERITY[finding.severity],
    source: ID,
    code: finding.rule,
    codeDescription: { href: rulePageUrl(finding.rule) },
    message: finding.message,
    data,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
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
