import { runsNothing } from '../formats/compose/model/runs-nothing.ts';
import { contentEvidence } from '../formats/content-marks.ts';
import { shellScript } from '../formats/dotenv/model/shell-script.ts';
import { type Evidence, type StageJudgement, withEvidence } from '../formats/stage.ts';
import type { Model } from '../subjects/subject.ts';
import type { FileStore } from './file-store.ts';
import { baseName } from './uri.ts';

const GENERATED: Evidence = { says: 'generated', weight: 'strong', what: 'a command that writes it from a template' };

/**
 * Adds to what the names on the way to a file say what its text says: marks that lower, and that nothing of it runs. The stage itself
 * stays, so that it is known before anything is read. `model`: of this file, where there is one, or of an nginx file that takes it in.
 */
export function judgeContent(
  judgement: StageJudgement,
  uri: string,
  store: FileStore,
  model: Model | undefined,
): StageJudgement {
  if (judgement.isChosen === true || judgement.stage === 'development') return judgement;
  const marks = store.parsed(uri, 'stage', contentEvidence) ?? [];
  return withEvidence(judgement, [...marks, ...purposeOf(model, uri)]);
}

function purposeOf(model: Model | undefined, uri: string): readonly Evidence[] {
  const name = baseName(uri);
  if (model?.format === 'nginx')
    return model.containersMounting(uri).some(({ isGenerated }) => isGenerated) ? [GENERATED] : [];
  if (model?.format === 'compose') return runsNothing(model, name);
  return model?.format === 'dotenv' ? shellScript(model.file, name) : [];
}
