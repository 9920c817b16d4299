import type { ComposeModel, ComposeResource, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeName } from '../../formats/compose/model/parts.ts';
import { fileNameOf } from '../../text/uri-text.ts';

/** Keys of `deploy` that only Swarm reads: https://docs.docker.com/reference/compose-file/deploy and compose's `convert.go`. */
const SWARM_ONLY: readonly string[] = ['placement', 'update_config', 'rollback_config', 'endpoint_mode'];

/** Asked for every port. A cache only. */
const known = new WeakMap<ComposeModel, boolean>();

/** Whether the file is meant for `docker stack deploy`: keys for Swarm, or replicas or its name with nothing Swarm ignores. */
export function isStack(model: ComposeModel | undefined): boolean {
  if (model === undefined) return false;
  let is = known.get(model);
  if (is === undefined) {
    is =
      model.services.some(isForSwarm) ||
      takesExternal(model) ||
      (!model.services.some(isForCompose) && looksLikeStack(model));
    known.set(model, is);
  }
  return is;
}

function looksLikeStack(model: ComposeModel): boolean {
  return isCalledStack(model) || model.services.some(isReplicated);
}

/**
 * Whether a service takes a secret or config that exists already. Only Swarm keeps those: `docker compose up` ends with "unsupported external
 * secret" (docker/compose issue 9139, docker/docs issue 18982).
 */
function takesExternal(model: ComposeModel): boolean {
  const isExternal = (resources: readonly ComposeResource[], names: readonly ComposeName[]): boolean => {
    const external = new Set(resources.filter((one) => one.external === true).map(({ name }) => name));
    return external.size > 0 && names.some(({ name }) => name !== undefined && external.has(name));
  };
  const used = model.services;
  return (
    isExternal(
      model.secrets,
      used.flatMap(({ secrets }) => secrets),
    ) ||
    isExternal(
      model.configs,
      used.flatMap(({ configs }) => configs),
    )
  );
}

/** Whether the file is called a stack, whatever stands in it: `stack.yml`, `docker-stack.yml`, `swarm.yml`. */
export function isCalledStack({ uri }: ComposeModel): boolean {
  return fileNameOf(uri)
    .toLowerCase()
    .split(/[-_.]/)
    .some((word) => word === 'stack' || word === 'swarm');
}

function isForSwarm(service: ComposeService): boolean {
  return SWARM_ONLY.some((key) => service.get('deploy', key) !== undefined);
}

function isReplicated(service: ComposeService): boolean {
  const replicas = service.scalar('deploy', 'replicas');
  return replicas !== undefined && !replicas.isNull && replicas.value !== '0';
}

/** What `docker stack deploy` ignores or refuses: an image it would have to build, a name, a policy beside `deploy`, a mode of network. */
function isForCompose(service: ComposeService): boolean {
  const keys = ['container_name', 'restart', 'network_mode', 'profiles', 'extends'];
  return (
    keys.some((key) => service.get(key) !== undefined) || (service.build !== undefined && service.image === undefined)
  );
}
