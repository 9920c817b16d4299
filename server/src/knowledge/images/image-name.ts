import { remembered } from '../../text/remembered.ts';

/** An image reference taken apart. */
export interface ImageName {
  /** `registry.example.com:5000`, or `undefined` for Docker Hub by default. */
  readonly registry: string | undefined;
  /** Path without registry, without `library/`, lower case: `postgres`, `bitnami/postgresql`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

/** Registries that serve Docker Hub's images under their own path prefix. */
const MIRROR_PREFIXES: readonly string[] = [
  'docker.io/',
  'index.docker.io/',
  'registry-1.docker.io/',
  'registry.hub.docker.com/',
  'public.ecr.aws/docker/',
  'mirror.gcr.io/',
  'docker.m.daocloud.io/',
  'm.daocloud.io/docker.io/',
  'dockerproxy.com/',
  'dockerproxy.net/',
];

/** The names of Docker Hub itself, which need not be written. */
const HUB: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];

/** Publishers that repackage under one more name: the first part is dropped where the rest names the product. */
const HOSTING: readonly string[] = ['library', 'dockerhub', 'docker-hub', 'docker.io', 'proxy', 'mirror', 'mirrors'];

/**
 * Takes an image reference apart as the distribution grammar does: a first part with a dot, a colon or the word `localhost`
 * is a registry; the tag stands behind the last colon after the last slash; the digest behind `@`.
 * @returns `undefined` for an empty text or one that still holds a `$` reference in its name.
 */
export function parseImageName(image: string): ImageName | undefined {
  return parsed(image) ?? undefined;
}

/** Whether an image comes from Docker Hub, written or not; a mirror is somebody else's. */
export function isOnDockerHub({ registry }: ImageName): boolean {
  return registry === undefined || HUB.includes(registry);
}

/** Rules ask for the same few images again and again; `null` where there is none, so that this is remembered too. */
const parsed = remembered((image) => parse(image) ?? null);

function parse(image: string): ImageName | undefined {
  let rest = image.trim();
  if (rest === '') return undefined;
  const at = rest.indexOf('@');
  const digest = at < 0 ? undefined : rest.slice(at + 1);
  if (at >= 0) rest = rest.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const slash = rest.lastIndexOf('/');
  const tag = colon > slash ? rest.slice(colon + 1) : undefined;
  if (colon > slash) rest = rest.slice(0, colon);
  if (rest === '' || rest.includes('$') || rest.includes(' ')) return undefined;
  const { registry, path } = splitRegistry(rest.toLowerCase());
  return path === '' ? undefined : { registry, repository: path, tag: tag === '' ? undefined : tag, digest };
}

function splitRegistry(name: string): { registry: string | undefined; path: string } {
  for (const prefix of MIRROR_PREFIXES) {
    if (name.startsWith(prefix))
      return { registry: prefix.slice(0, prefix.indexOf('/')), path: stripHosting(name.slice(prefix.length)) };
  }
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  if (!isRegistry) return { registry: undefined, path: stripHosting(name) };
  return { registry: first, path: stripHosting(name.slice(slash + 1)) };
}

/** Drops `library/`, and whatever a proxying registry puts before it. */
function stripHosting(path: string): string {
  const library = path.lastIndexOf('library/');
  if (library === 0 || (library > 0 && path[library - 1] === '/')) return path.slice(library + 'library/'.length);
  const parts = path.split('/');
  while (parts.length > 1 && HOSTING.includes(parts[0] ?? '')) parts.shift();
  return parts.join('/');
}

/** The leading number of a tag (`16.2-alpine` is 16, `v3` is 3); `undefined` without one. */
export function majorVersion(tag: string | undefined): number | undefined {
  if (tag === undefined) return undefined;
  let i = tag.startsWith('v') ? 1 : 0;
  const start = i;
  while (i < tag.length && tag.charCodeAt(i) >= 48 && tag.charCodeAt(i) <= 57) i++;
  if (i === start || i - start > 4) return undefined;
  const next = tag[i];
  return next === undefined || next === '.' || next === '-' || next === '_' ? Number(tag.slice(start, i)) : undefined;
}
