import type { Severity } from '../finding/severity.ts';
import { encodePath } from '../text/uri-text.ts';
import { jsonText } from './escape.ts';
import type { Report, ReportEdit, ReportFinding } from './report.ts';
import { reportNotes } from './resting.ts';
import { type RuleInfo, rulePageUrl } from './rule-info.ts';
import type { RulePage, RulePages } from './rule-page.ts';

const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};
const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const BASE = 'ROOT';

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): relative URIs, a fingerprint that survives edits, rule metadata,
 * suppressions with their justification, edits of safe fixes.
 */
export function formatSarif(report: Report, rules: (id: string) => RuleInfo | undefined, pages: RulePages): string {
  const all = [...report.findings, ...report.suppressed];
  const ids = [...new Set(all.map((finding) => finding.rule))].sort();
  const index = new Map(ids.map((id, i) => [id, i]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'config-preflight',
            version: report.version,
            informationUri: 'https://github.com/config-preflight/config-preflight',
            rules: ids.map((id) => descriptor(id, rules(id), pages[id])),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The scanned folder' } } },
        artifacts: report.files.map((file) => ({
          location: artifact(file.path),
          properties: {
            format: file.format,
            stage: file.stage,
            ...(file.resting !== undefined && { resting: file.resting }),
          },
        })),
        ...invocation(report),
        results: all.map((finding) => result(finding, index.get(finding.rule) ?? 0)),
      },
    ],
  };
  return jsonText(log);
}

/** What was not reported and not looked at, as notes of the run. */
function invocation(report: Report): object {
  const notes = reportNotes(report, (path) => path);
  if (notes.length === 0) return {};
  const isUnchecked = (i: number) => i === 0 && (report.unchecked ?? []).length > 0;
  const toolExecutionNotifications = notes.map((text, i) => ({
    level: isUnchecked(i) ? 'error' : 'note',
    message: { text },
  }));
  return { invocations: [{ executionSuccessful: true, toolExecutionNotifications }] };
}

function descriptor(id: string, rule: RuleInfo | undefined, page: RulePage | undefined): object {
  if (rule === undefined) return { id };
  const why = page?.why ?? { text: rule.summary, markdown: rule.summary };
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.summary },
    fullDescription: { text: why.text },
    helpUri: rulePageUrl(id),
    help: { text: why.text, markdown: `${why.markdown}\n\n[${id}](${rulePageUrl(id)})` },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      tags: ['security', rule.category],
      precision: 'high',
      'problem.severity': LEVEL[rule.severity] === 'note' ? 'recommendation' : LEVEL[rule.severity],
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

function result(finding: ReportFinding, ruleIndex: number): object {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVEL[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: artifact(finding.path), region: region(finding) } }],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((note, id) => ({
        id,
        message: { text: note.message },
        physicalLocation: {
          artifactLocation: artifact(note.path),
          region: { startLine: note.line, startColumn: note.column },
        },
      })),
    }),
    partialFingerprints: { 'preflightFingerprint/v1': finding.fingerprint },
    ...(finding.suppressed !== undefined && {
      suppressions: [{ kind: 'inSource', justification: finding.suppressed.reason }],
    }),
    ...(finding.edits !== undefined && { fixes: [sarifFix(finding, finding.edits)] }),
    properties: {
      severity: finding.severity,
      'security-severity': SECURITY_SEVERITY[finding.severity],
      ...(finding.group !== undefined && { group: finding.group }),
    },
  };
}

function sarifFix(finding: ReportFinding, edits: readonly ReportEdit[]): object {
  const title = finding.fixes.find((fix) => fix.safety === 'safe')?.title ?? 'Fix';
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: artifact(finding.path),
        replacements: edits.map((edit) => ({
          deletedRegion: region(edit),
          ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
        })),
      },
    ],
  };
}

function artifact(path: string): object {
  return { uri: encodePath(path), uriBaseId: BASE };
}

function region(place: { line: number; column: number; endLine: number; endColumn: number }): object {
  return { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn };
}
