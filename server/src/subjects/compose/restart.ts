import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';

/** Whether a service is started again after a crash; `undefined` where nothing is said: Docker's default, which does not. */
export function comesBack(service: ComposeService): boolean | undefined {
  if (service.get('deploy', 'restart_policy') !== undefined) {
    return service.text('deploy', 'restart_policy', 'condition') !== 'none';
  }
  if (service.get('restart') === undefined) return undefined;
  const restart = service.text('restart');
  return restart !== 'no' && restart !== 'false';
}

/** Asked for every service. A cache only. */
const known = new WeakMap<ComposeModel, ReadonlySet<string>>();

/** Whether the author wants the others of the project back: somebody else here has a policy that brings it back. */
export function othersComeBack(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (model === undefined) return false;
  let names = known.get(model);
  if (names === undefined) {
    names = new Set(model.services.filter(comesBack).map(({ name }) => name));
    known.set(model, names);
  }
  return names.size > (names.has(service.name) ? 1 : 0);
}
