import type { Location } from '../../formats/format.ts';
import type { TomlModel } from '../../formats/toml/model.ts';
import { tomlNamedValues } from '../../subjects/toml-values.ts';

/** Where the `${VARIABLE}` at an offset is set: in the `.env` beside the file. */
export function definitionInToml(model: TomlModel, offset: number): Location | undefined {
  return tomlNamedValues(model)
    .flatMap(({ references }) => references)
    .find(({ span }) => span.start <= offset && offset <= span.end)?.resolved?.at;
}
