import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { bytesOf, countOf, cpusOf } from './quantity.ts';

export type Resource = 'memory' | 'cpus' | 'pids';
/** `service`: keys of Compose 1 and 2 (`mem_limit`); `deploy`: `deploy.resources.limits`. Both work without Swarm. */
export type LimitStyle = 'service' | 'deploy';

/** The keys that bound a resource, first the one a fix writes. */
const KEYS: Readonly<Record<Resource, { readonly service: readonly string[]; readonly deploy: string }>> = {
  memory: { service: ['mem_limit'], deploy: 'memory' },
  cpus: {
    service: ['cpus', 'cpu_quota', 'cpuset', 'cpu_count', 'cpu_percent'],
    deploy: 'cpus',
  },
  pids: { service: ['pids_limit'], deploy: 'pids' },
};

/** Where a fix writes a limit. */
export function limitPath(resource: Resource, style: LimitStyle): readonly string[] {
  const keys = KEYS[resource];
  return style === 'service' ? [keys.service[0] ?? ''] : ['deploy', 'resources', 'limits', keys.deploy];
}

/** The number behind a limit: bytes, CPUs or processes; `undefined` when not known. */
export function limitValue(resource: Resource, scalar: ComposeScalar): number | undefined {
  if (scalar.value === undefined) return undefined;
  if (resource === 'memory') return bytesOf(scalar.value);
  return resource === 'cpus' ? cpusOf(scalar.value) : countOf(scalar.value);
}

/** Whether a resource is bounded by any spelling. A limit of 0 or below is none; one that is not known counts. */
export function isLimited(service: ComposeService, resource: Resource): boolean {
  const keys = KEYS[resource];
  const nodes = [
    ...keys.service.map((key) => service.get(key)),
    service.get('deploy', 'resources', 'limits', keys.deploy),
    ...(resource === 'pids' ? [service.get('ulimits', 'nproc')] : []),
  ];
  return nodes.some((node) => {
    if (node === undefined) return false;
    if (node.kind !== 'scalar') return true;
    if (node.isNull) return false;
    const value = limitValue(resource, node);
    return value === undefined || value > 0;
  });
}

/**
 * The spelling a new limit must take. Compose refuses both at once (an unset key in `deploy.resources.limits` counts as another
 * value: compose-go `checkConsistency`), so what the service has decides, then what its neighbours have, then the file's version.
 */
export function limitStyle(service: ComposeService, model: ComposeModel | undefined): LimitStyle {
  return styleOf(service) ?? (model === undefined ? 'deploy' : fileStyle(model));
}

/** Asked for every service. A cache only. */
const fileStyles = new WeakMap<ComposeModel, LimitStyle>();

function fileStyle(model: ComposeModel): LimitStyle {
  let style = fileStyles.get(model);
  if (style === undefined) {
    style = commonStyle(model);
    fileStyles.set(model, style);
  }
  return style;
}

function commonStyle(model: ComposeModel): LimitStyle {
  const styles = model.services.map(styleOf);
  const inService = styles.filter((style) => style === 'service').length;
  const inDeploy = styles.filter((style) => style === 'deploy').length;
  if (inService !== inDeploy) return inService > inDeploy ? 'service' : 'deploy';
  return model.version?.value?.startsWith('2') ? 'service' : 'deploy';
}

function styleOf(service: ComposeService): LimitStyle | undefined {
  if (service.get('deploy', 'resources') !== undefined) return 'deploy';
  const keys = ['mem_limit', 'cpus', 'pids_limit', 'mem_reservation', 'memswap_limit', 'cpu_quota'];
  return keys.some((key) => service.get(key) !== undefined) ? 'service' : undefined;
}

/** Whether the service already mixes both spellings: then no limit can be added without a conflict. */
export function mixesSpellings(service: ComposeService): boolean {
  const keys = ['mem_limit', 'cpus', 'pids_limit'];
  return (
    service.get('deploy', 'resources', 'limits') !== undefined && keys.some((key) => service.get(key) !== undefined)
  );
}

type Read = (text: string) => number | undefined;

/** Pairs of spellings that Compose compares (compose-go, checkConsistency). */
export const SPELLINGS: readonly {
  readonly short: string;
  readonly long: readonly string[];
  readonly read: Read;
}[] = [
  {
    short: 'mem_limit',
    long: ['deploy', 'resources', 'limits', 'memory'],
    read: bytesOf,
  },
  {
    short: 'cpus',
    long: ['deploy', 'resources', 'limits', 'cpus'],
    read: cpusOf,
  },
  {
    short: 'pids_limit',
    long: ['deploy', 'resources', 'limits', 'pids'],
    read: countOf,
  },
  {
    short: 'mem_reservation',
    long: ['deploy', 'resources', 'reservations', 'memory'],
    read: bytesOf,
  },
  { short: 'scale', long: ['deploy', 'replicas'], read: countOf },
];

/** A number of the service and the scalar it is written in; `undefined` when it is absent or not known. */
export function numberAt(
  service: ComposeService,
  path: readonly string[],
  read: Read,
): { value: number; node: ComposeScalar } | undefined {
  const node = service.scalar(...path);
  const value = node?.value === undefined ? undefined : read(node.value);
  return node === undefined || value === undefined ? undefined : { value, node };
}
