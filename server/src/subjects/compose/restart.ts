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

type Return = 'crash' | 'reboot';

/** How services come back, by their name, and how many of them which way. */
interface Returns {
  readonly of: ReadonlyMap<string, Return>;
  readonly crash: number;
  readonly reboot: number;
}

/** Asked for every service. A cache only. */
const known = new WeakMap<ComposeModel, Returns>();

/**
 * Whether the author wants the others of the project back: somebody else here has a policy that brings it back. `crash`: each of them
 * after a crash only, as `restart: on-failure` does nothing when the engine starts
 * (https://docs.docker.com/engine/containers/start-containers-automatically/).
 */
export function othersComeBack(service: ComposeService, model: ComposeModel | undefined): Return | undefined {
  if (model === undefined) return undefined;
  let returns = known.get(model);
  if (returns === undefined) {
    returns = returnsOf(model);
    known.set(model, returns);
  }
  const own = returns.of.get(service.name);
  if (returns.reboot > (own === 'reboot' ? 1 : 0)) return 'reboot';
  return returns.crash > (own === 'crash' ? 1 : 0) ? 'crash' : undefined;
}

function returnsOf(model: ComposeModel): Returns {
  const of = new Map<string, Return>();
  for (const one of model.services)
    if (comesBack(one) === true) of.set(one.name, isOnFailure(one) ? 'crash' : 'reboot');
  const all = [...of.values()];
  const crash = all.filter((one) => one === 'crash').length;
  return { of, crash, reboot: all.length - crash };
}

/** Compose reads `deploy.restart_policy` before `restart`, and its condition `on-failure` as `restart: on-failure`. */
function isOnFailure(service: ComposeService): boolean {
  if (service.get('deploy', 'restart_policy') !== undefined)
    return service.text('deploy', 'restart_policy', 'condition') === 'on-failure';
  return service.text('restart')?.startsWith('on-failure') === true;
}
