import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlApplication } from '../../knowledge/toml/application.ts';
import { recogniseApplication } from '../../knowledge/toml/recognise.ts';

/** The application a file configures, worked out once a model. */
export function applicationOf(model: TomlModel): TomlApplication | undefined {
  return model.derived('application', () => recogniseApplication(model));
}
