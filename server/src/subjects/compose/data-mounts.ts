import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeNode } from '../../formats/compose/model/nodes.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { majorVersion, parseImageName } from '../../knowledge/images/image-name.ts';
import { commandLine, wordsOf } from './command-words.ts';
import { normalized } from './host-paths.ts';

/** Images that keep PostgreSQL's own layout. */
const POSTGRES: ReadonlySet<string> = new Set([
  'postgres',
  'postgis/postgis',
  'pgvector/pgvector',
  'ankane/pgvector',
  'timescale/timescaledb',
  'citusdata/citus',
]);
export const DATA = '/var/lib/postgresql/data';
export const PARENT = '/var/lib/postgresql';

/** `16.4`, `pg16`, `0.8.0-pg17`; `undefined` for tags without a version, that is the newest. */
export function postgresVersion(image: string): number | 'newest' | undefined {
  const name = parseImageName(image);
  if (name === undefined || !POSTGRES.has(name.repository)) return undefined;
  const marked = /(?:^|[-_])pg(\d{1,2})(?:$|[-_.])/.exec(name.tag ?? '')?.[1];
  if (marked !== undefined) return Number(marked);
  if (name.repository !== 'postgres' && name.repository !== 'postgis/postgis') return undefined;
  const tag = name.tag ?? 'latest';
  return majorVersion(tag) ?? (/^(?:latest|alpine|trixie|bookworm)$/.test(tag) ? 'newest' : undefined);
}

export function targetOf(mount: ComposeMount): string | undefined {
  return mount.target?.value === undefined ? undefined : normalized(mount.target.value);
}

/**
 * Where inside of what it mounts a server keeps its data, as a text to compare: one volume may hold a subpath for each, a `PGDATA` for each,
 * or, mounted at the folder above, one for each version since PostgreSQL 18 (docker-library/postgres#1259).
 */
export function placeInside(service: ComposeService, mount: ComposeMount): string {
  const options = mount.node.kind === 'map' ? mount.node.get('volume') : undefined;
  const subpath = options?.kind === 'map' ? options.get('subpath') : undefined;
  const target = targetOf(mount);
  const moved = service.variable('PGDATA');
  // what is not known is a place of its own
  const folder = subpath === undefined ? '' : (settled(subpath) ?? service.name);
  if (moved === undefined) return JSON.stringify([folder, target === PARENT ? versionFolder(service) : '']);
  const path = moved.value === undefined ? service.name : normalized(moved.value);
  return JSON.stringify([folder, path === target ? '' : path]);
}

/** Before 18 nothing is kept there but what the image mounts below it, each container its own. */
function versionFolder(service: ComposeService): string {
  const version = postgresVersion(service.image?.value ?? '');
  return version === 'newest' || (version ?? 0) >= 18 ? String(version) : service.name;
}

function settled(node: ComposeNode): string | undefined {
  return node.kind === 'scalar' ? node.value : undefined;
}

/** A mount that certainly holds no data: configuration, scripts, secrets, logs, sockets. */
export function isAuxiliary(mount: ComposeMount): boolean {
  const target = targetOf(mount);
  if (target === undefined) return false;
  if (mount.readOnly === true || mount.type === 'tmpfs') return true;
  const auxiliary = [
    '/etc',
    '/docker-entrypoint-initdb.d',
    '/run',
    '/var/run',
    '/var/log',
    '/tmp',
    '/usr/local/etc',
    '/backup',
    '/backups',
    '/certs',
  ];
  const last = target.slice(target.lastIndexOf('/') + 1);
  return (
    auxiliary.some((folder) => isWithin(target, folder)) ||
    /\.(?:conf|cnf|ya?ml|sql|sh|ini|toml|json|js|xml|key|pem|crt)$/.test(last)
  );
}

/** What has to be mounted for PostgreSQL; `undefined` where a variable moves it or the image is another. */
export function postgresTarget(service: ComposeService): string | undefined {
  const version = postgresVersion(service.image?.value ?? '');
  if (version === undefined || service.variable('PGDATA') !== undefined) return undefined;
  return version === 'newest' || version >= 18 ? PARENT : DATA;
}

/**
 * A named volume that holds none of the image's data: the data lives in other folders, and nothing in the service speaks of the place
 * where the volume is. MinIO keeps it where its command says.
 */
export function misplacedVolume(
  service: ComposeService,
  dataPaths: readonly string[],
): { readonly mount: ComposeMount; readonly target: string } | undefined {
  const line = commandLine(service);
  const served = /(?:^|\s)server\s+(?:--?\S+(?:\s+"?:\d+"?)?\s+)*(\/[\w./-]+)(?:\s|$)/.exec(line)?.[1];
  const paths = served === undefined ? dataPaths : [served];
  const [target] = paths;
  if (target === undefined || service.mounts.length > MOST_MOUNTS || service.entrypoint !== undefined) return undefined;
  if (!service.environmentComplete || (served === undefined && service.configs.length > 0)) return undefined;
  const kept = service.mounts.filter((mount) => !isAuxiliary(mount));
  if (service.mounts.some((mount) => targetOf(mount) === undefined || isConfigurationFile(mount))) return undefined;
  const holds = (mount: ComposeMount): boolean =>
    paths.some((path) => isWithin(path, targetOf(mount) ?? '') || isWithin(targetOf(mount) ?? '', path));
  if (kept.length === 0 || kept.some(holds) || kept.some(({ type }) => type !== 'volume')) return undefined;
  const texts = [line, ...service.environment.map(({ value }) => value?.value ?? '$')];
  const [mount] = kept;
  const isNamed = kept.some((one) => texts.some((text) => text === '$' || text.includes(targetOf(one) ?? '')));
  return mount === undefined || (served === undefined && isNamed) ? undefined : { mount, target };
}

/** In a hostile file the rest is not compared. */
const MOST_MOUNTS = 40;

/** A file that may move the data. */
function isConfigurationFile(mount: ComposeMount): boolean {
  const target = targetOf(mount) ?? '';
  return /\.(?:conf|cnf|ya?ml|ini|toml|json|xml)$/.test(target) || (isWithin(target, '/etc') && mount.type === 'bind');
}

/** Images of vendors that are called like the database in them. */
const DATABASE = /(?:^|[-_/])(?:postgres(?:ql)?|mariadb|mysql|mongo(?:db)?)$/;

/** The database an image nothing is known of is called after (`example/hive-metastore-postgresql`); `undefined` for tools around one. */
export function vendorDatabase(service: ComposeService): string | undefined {
  const repository = service.build === undefined ? service.image?.repository?.toLowerCase() : undefined;
  const last = repository?.slice(repository.lastIndexOf('/') + 1);
  if (last === undefined || /backup|wait|init|exporter|client|check|migrat|proxy|admin|test|tool/.test(last))
    return undefined;
  return DATABASE.exec(last)?.[0].replace(/^[-_]/, '');
}

/** Data that is thrown away on purpose, or is kept elsewhere: a variable puts it under /tmp, or an object store holds it. */
export function isThrownAway(service: ComposeService, target: string): boolean {
  const texts = service.environment.map(({ name, value }) => ({ name: name.toUpperCase(), text: value?.value }));
  const inMemory = texts.some(
    ({ name, text }) =>
      /(?:^|_)(?:DATA_?DIR|DATA|PGDATA)$/.test(name) && /^\/(?:tmp|dev\/shm|run)(?:\/|$)/.test(text ?? ''),
  );
  const stored = texts.some(
    ({ name, text }) => /^REGISTRY_STORAGE(?:_S3|_GCS|_AZURE|_SWIFT|$)/.test(name) && text !== 'filesystem',
  );
  const moved = wordsOf(service).some(({ word }) =>
    /(?:data-?dir|datadir)[= ]\/(?:tmp|dev\/shm)/i.test(word.value ?? ''),
  );
  // MinIO's gateway keeps nothing: another store does
  const passesOn = service.command?.words[0]?.value === 'gateway';
  return inMemory || moved || passesOn || (stored && target === '/var/lib/registry');
}

/** The file system in memory that holds a folder of the container. */
export function memoryOn(service: ComposeService, folder: string): ComposeMount | undefined {
  return service.mounts.find((mount) => {
    const target = mount.type === 'tmpfs' ? targetOf(mount) : undefined;
    return target !== undefined && isWithin(folder, target);
  });
}
