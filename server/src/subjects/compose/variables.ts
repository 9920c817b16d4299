import { appendItem, setKeys } from '../../formats/compose/edit/edit.ts';
import { removeItem, removeKey } from '../../formats/compose/edit/remove.ts';
import { replaceInScalar, replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService, ComposeVariable } from '../../formats/compose/model/model.ts';
import type { ComposeKeyed } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';
import { placeOf } from './names.ts';

/** Gives a variable of `environment` another value, keeping list or map style; `undefined` when it comes from elsewhere. */
export function setVariable(keyed: ComposeKeyed | undefined, text: string): Edits {
  if (keyed === undefined || keyed.shared || keyed.node.kind !== 'scalar') return undefined;
  if (keyed.style === 'map') return replaceScalar(keyed.node, text);
  return replaceInScalar(keyed.node, keyed.valueSpan, text);
}

/** Takes a variable out of `environment`. */
export function removeVariable(service: ComposeService, keyed: ComposeKeyed | undefined): Edits {
  if (keyed === undefined || keyed.shared) return undefined;
  return keyed.style === 'map'
    ? removeKey(service, ['environment', keyed.name])
    : removeItem(service, ['environment'], keyed.node);
}

/** Adds variables to `environment` in its own style; a list takes one. */
export function addVariables(
  service: ComposeService,
  variables: readonly (readonly [name: string, value: string])[],
): Edits {
  const environment = service.get('environment');
  if (environment?.kind === 'list') {
    const [first, ...more] = variables;
    return first === undefined || more.length > 0
      ? undefined
      : appendItem(service, ['environment'], `${first[0]}=${first[1]}`);
  }
  if (environment?.kind === 'map' && environment.entries.length > 0) {
    return setKeys(
      service,
      variables.map(([name, value]) => [['environment', name], value] as const),
    );
  }
  return setKeys(service, [[['environment'], { entries: variables }]]);
}

/**
 * Where a finding about a variable stands: its value in `environment`, or the `env_file` that brings it (a finding in the env file
 * itself would be lost when that file is checked on its own).
 */
export function placeOfVariable(service: ComposeService, variable: ComposeVariable): Location {
  if (variable.pair === undefined) return variable.at;
  const file = service.envFiles.find((candidate) => candidate.fileUri === variable.at.uri);
  return file === undefined ? variable.at : placeOf(file.path);
}
