import type { ItemState } from '../checklists/checklist.ts';
import type { ChecklistResult, ItemResult } from '../checklists/evaluate.ts';
import type { FileReport } from '../engine/file-report.ts';
import type { ManualTick } from '../engine/settings.ts';
import type { Severity } from '../finding/severity.ts';
import { SEVERITIES } from '../finding/severity.ts';
import type { Location } from '../formats/format.ts';
import { LineIndex } from '../text/line-index.ts';
import { printable } from './printable.ts';
import type { ReportFinding, ReportPlace } from './report.ts';

/** A checklist as it is shown: places in lines and columns from 1, nothing secret in it. */
export interface ChecklistReport {
  readonly checklist: string;
  readonly title: string;
  readonly source: string;
  readonly sections: readonly ChecklistSection[];
  readonly summary: Readonly<Record<ItemState, number>>;
  readonly progress: Progress;
  /** What could not be taken in, in words. */
  readonly notes: readonly string[];
}

export interface ChecklistSection {
  readonly title: string;
  readonly progress: Progress;
  readonly items: readonly ChecklistItem[];
}

/** Of the items files can decide here, those that pass. */
export interface Progress {
  readonly passed: number;
  readonly decidable: number;
}

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  readonly source: string | undefined;
  readonly kind: ItemResult['item']['kind'];
  readonly state: ItemState;
  readonly evidence: readonly (ReportPlace & { readonly note: string })[];
  readonly findings: readonly Pick<ReportFinding, 'rule' | 'severity' | 'path' | 'line' | 'column' | 'message'>[];
  /** The worst finding of a failed item. */
  readonly severity: Severity | undefined;
  readonly command: string | undefined;
  readonly expect: string | undefined;
  readonly tick: ManualTick | undefined;
  readonly stale: boolean;
}

/** States in words for people. */
export const STATE_WORDS: Readonly<Record<ItemState, string>> = {
  pass: 'pass',
  fail: 'fail',
  manual: 'to tick',
  'not-evidenced': 'not evidenced',
  'not-applicable': 'not applicable',
  runtime: 'to run',
};

export function reportChecklist(
  result: ChecklistResult,
  files: readonly FileReport[],
  pathOf: (uri: string) => string,
  notes: readonly string[] = [],
): ChecklistReport {
  const lines = new Map<string, LineIndex>();
  const texts = new Map(files.map((file) => [file.uri, file.text]));
  const place = (at: Location): ReportPlace => {
    let index = lines.get(at.uri);
    if (index === undefined) {
      index = new LineIndex(texts.get(at.uri) ?? '');
      lines.set(at.uri, index);
    }
    const position = index.positionAt(at.span.start);
    return { path: printable(pathOf(at.uri)), line: position.line + 1, column: position.character + 1 };
  };
  return {
    checklist: printable(result.checklist.name),
    title: printable(result.checklist.title),
    source: printable(result.checklist.source),
    sections: result.sections.map((section) => ({
      title: printable(section.title),
      progress: progressOf(section.items),
      items: section.items.map((item) => reportItem(item, place)),
    })),
    summary: result.summary,
    progress: progressOf(result.sections.flatMap((section) => section.items)),
    notes: notes.map(printable),
  };
}

function progressOf(items: readonly ItemResult[]): Progress {
  const decidable = items.filter(
    ({ item, state }) => item.kind !== 'manual' && item.kind !== 'runtime' && state !== 'not-applicable',
  );
  return { passed: decidable.filter(({ state }) => state === 'pass').length, decidable: decidable.length };
}

/** Whether a person's word decides an item, as long as no file does. */
export function isTickable({ state, tick }: Pick<ChecklistItem, 'state' | 'tick'>): boolean {
  return tick !== undefined || state === 'manual' || state === 'runtime' || state === 'not-evidenced';
}

function reportItem(result: ItemResult, place: (at: Location) => ReportPlace): ChecklistItem {
  const { item, findings } = result;
  const severities = findings.map((finding) => finding.severity);
  return {
    id: printable(item.id),
    title: printable(item.title),
    source: shown(item.source),
    kind: item.kind,
    state: result.state,
    evidence: result.evidence.map(({ at, note }) => ({ ...place(at), note: printable(note) })),
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      ...place({ uri: finding.uri, span: finding.span }),
      message: printable(finding.message),
    })),
    severity: SEVERITIES.find((severity) => severities.includes(severity)),
    command: shown(item.command),
    expect: shown(item.expect),
    tick: result.tick,
    stale: result.stale,
  };
}

function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printable(text);
}

/** "ticked by …", or that a tick has run out. */
export function tickWords(item: ChecklistItem): string {
  if (item.tick === undefined) return '';
  const { by, on, note, until } = item.tick;
  const words = [
    by === undefined ? 'ticked' : `ticked by ${by}`,
    on === undefined ? '' : `on ${on}`,
    until === undefined ? '' : `until ${until}`,
    note ?? '',
  ];
  const text = printable(words.filter((word) => word !== '').join(' '));
  return item.stale ? `${text} (out of date: look again)` : text;
}
