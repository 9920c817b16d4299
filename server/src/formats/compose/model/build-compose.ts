import type { Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { ComposeFile } from '../read/read.ts';
import { buildModel } from './build.ts';
import { dockerfileUri } from './dockerfile-path.ts';
import type { ComposeModel } from './model.ts';
import { askForOutsideFiles } from './outside-files.ts';
import type { ReadEnv } from './parts.ts';

/**
 * Builds the model of a compose file with the files it refers to.
 * `readEnv` reads `.env` and `env_file`s (the dotenv format is not this one's to know). `set`: in which of the sets that scripts load it in.
 */
export function buildCompose(
  file: ComposeFile,
  files: RelatedFiles,
  stage: Stage,
  readEnv: ReadEnv,
  set = 0,
): ComposeModel {
  const model = buildModel(file, files, stage, readEnv, set);
  // Asked for here: only what a model looks at while it is built is read by the project before the rules run.
  for (const service of model.services) {
    for (const { fileUri } of service.envFiles) if (fileUri !== undefined) files.get(fileUri);
    const uri = dockerfileUri(service, files);
    if (uri !== undefined) files.get(uri);
  }
  if (model.services.some(({ body }) => body.get('environment') !== undefined))
    askForOutsideFiles(model.services, files);
  return model;
}
