import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isBefore } from './version.ts';

/** A version that is newer than any: images without a version follow the releases. */
const NEWEST = '999';

/** The nginx of the containers that mount a scope's file, the oldest of several; `undefined`: not told. */
export function imageVersion(scope: NginxScope): string | undefined {
  const versions = scope.model.containersOf(scope.uri).map(({ image }) => versionOf(image));
  const [first, ...others] = versions;
  if (first === undefined || versions.includes(undefined)) return undefined;
  return others.reduce<string>((a, b) => (b !== undefined && isBefore(b, a) ? b : a), first);
}

/** `nginx:1.25-alpine` is 1.25; `nginx`, `nginx:alpine` and `nginx:latest` what is current. Images of others are not told. */
function versionOf(image: string | undefined): string | undefined {
  const match =
    /^(?:(?:docker\.io\/)?(?:library\/)?nginx|(?:[\w.]+\/)?nginxinc\/nginx-unprivileged)(?::([\w.-]+))?(?:@.*)?$/.exec(
      image ?? '',
    );
  if (match === null) return undefined;
  const tag = match[1] ?? 'latest';
  const version = /^\d+(?:\.\d+){1,2}/.exec(tag)?.[0];
  if (version !== undefined) return version;
  return /^(?:latest|mainline|stable|alpine|perl|otel|bookworm|trixie)\b/.test(tag) ? NEWEST : undefined;
}
