import { describeStage } from '../formats/stage.ts';
import type { FileStatus } from '../protocol/messages.ts';
import type { Analysis } from './analysis.ts';
import type { Folders } from './folders.ts';

/** What the status item says of an open file; `undefined` when it is not one of ours, or nothing is reported in its folder. */
export async function fileStatus(uri: string, folders: Folders, analysis: Analysis): Promise<FileStatus | undefined> {
  const report = await analysis.report(uri);
  if (report === undefined || (report.format === undefined && !report.ignored)) return undefined;
  // Outermost first: the last is the nearest.
  const nearest = report.settings.layers.flatMap((layer) => layer.uri ?? []).at(-1);
  return {
    format: report.format ?? null,
    stage: report.stage,
    because: report.judgement.because.length === 0 ? null : describeStage(report.judgement),
    resting: report.resting.length,
    profile: report.settings.profile,
    settings: nearest === undefined ? null : folders.of(uri).project.pathOf(nearest),
    isIgnored: report.ignored,
    isComplete: report.complete,
  };
}
