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

/** How services come back, by their name. Asked for every service. A cache only. */
const known = new WeakMap<ComposeModel, ReadonlyMap<string, 'crash' | 'reboot'>>();

/**
 * Whether the author wants the others of the project back: somebody else here has a policy that brings it back. `crash`: each of them
 * after a crash only, as `restart: on-failure` does nothing when the engine starts
 * (https://docs.docker.com/engine/containers/start-containers-automatically/).
 */
export function othersComeBack(
  service: ComposeService,
  model: ComposeModel | undefined,
): 'crash' | 'reboot' | undefined {
  if (model === undefined) return undefined;
  let policies = known.get(model);
  if (policies === undefined) {
    policies = new Map(
      model.services.filter(comesBack).map((one) => [one.name, isOnFailure(one) ? 'crash' : 'reboot']),
    );
    known.set(model, policies);
  }
  const others = [...policies].flatMap(([name, policy]) => (name === service.name ? [] : [policy]));
  return others.includes('reboot') ? 'reboot' : others[0];
}

function isOnFailure(service: ComposeService): boolean {
  if (service.get('deploy', 'restart_policy') !== undefined) return false;
  return service.text('restart')?.startsWith('on-failure') === true;
}
