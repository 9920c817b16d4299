import type { FileReport } from '../engine/file-report.ts';
import { describeStage } from '../formats/stage.ts';
import type { FileState, FileStatus } from '../protocol/messages.ts';
import type { Analysis } from './analysis.ts';
import type { Folders } from './folders.ts';

/** What the status item says of an open file. */
export async function fileStatus(uri: string, folders: Folders, analysis: Analysis): Promise<FileStatus> {
  const report = await analysis.report(uri);
  if (report === undefined) return { ...NOTHING, state: 'off' };
  // Outermost first: the last is the nearest.
  const nearest = report.settings.layers.flatMap((layer) => layer.uri ?? []).at(-1);
  return {
    state: (await folders.of(uri).project.isSettings(uri)) ? 'checked' : stateOf(report),
    format: report.format ?? null,
    stage: report.stage,
    because: report.judgement.because.length === 0 ? null : describeStage(report.judgement),
    resting: report.resting.length,
    profile: report.settings.profile,
    settings: nearest === undefined ? null : folders.of(uri).project.pathOf(nearest),
    isComplete: report.complete,
  };
}

const NOTHING: Omit<FileStatus, 'state'> = {
  format: null,
  stage: 'production',
  because: null,
  resting: 0,
  profile: 'recommended',
  settings: null,
  isComplete: false,
};

function stateOf({ ignored, format, findings }: FileReport): FileState {
  if (ignored) return 'ignored';
  if (format !== undefined) return 'checked';
  return findings.length > 0 ? 'unreadable' : 'not-ours';
}
