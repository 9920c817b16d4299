import { failureReason } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import { RuleSet } from '../engine/rule-set.ts';
import { defaultSettings, type Settings } from '../engine/settings.ts';
import { notChecked } from '../engine/unchecked.ts';
import type { Stage } from '../formats/format.ts';
import { judged, type StageJudgement } from '../formats/stage.ts';

const NO_RULES = new RuleSet([]);

/** The report of a file around which something failed outside of its check. */
export function failedReport(uri: string, error: unknown): FileReport {
  return uncheckedReport(uri, failureReason(error), true);
}

/** The report of a file or folder that could not be looked at. `certain`: what is there is ours to check. */
export function uncheckedReport(uri: string, reason: string, certain: boolean): FileReport {
  return {
    ...emptyReport(uri, defaultSettings(), 'production', judged([])),
    findings: notChecked(uri, reason, certain),
  };
}

/** A report that says nothing yet. */
export function emptyReport(uri: string, settings: Settings, stage: Stage, judgement: StageJudgement): FileReport {
  return {
    uri,
    format: undefined,
    detection: undefined,
    stage,
    judgement,
    text: '',
    findings: [],
    suppressed: [],
    resting: [],
    settings,
    ignored: false,
    complete: true,
    inPart: false,
    rules: NO_RULES,
    model: undefined,
    around: [],
    uses: [],
    work: [],
    dependencies: new Map(),
    considered: [],
    folders: new Set(),
  };
}
