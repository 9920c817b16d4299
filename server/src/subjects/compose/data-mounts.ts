import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { majorVersion, parseImageName } from '../../knowledge/images/image-name.ts';
import { wordsOf } from './command-words.ts';
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
