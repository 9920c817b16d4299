import { isOnDockerHub, parseImageName } from './image-name.ts';

interface Publisher {
  /** `undefined`: Docker Hub. */
  readonly registry: string | undefined;
  /** What repositories begin with. */
  readonly prefix: string;
  readonly source: string;
}

/** Publishers that serve everybody the newest image alone (`latest`, of some a variant of it) and versions to paying customers. */
const LATEST_ONLY: readonly Publisher[] = [
  {
    registry: 'cgr.dev',
    prefix: 'chainguard/',
    source:
      'docs.cloudsmith.com/integrations/integrating-with-chainguard-containers; edu.chainguard.dev/chainguard/containers/chainguard-registry/overview',
  },
  { registry: undefined, prefix: 'bitnami/', source: 'bitnami/containers#83267' },
  { registry: undefined, prefix: 'bitnamisecure/', source: 'bitnami/containers#83267' },
];

/** Whether a version of the image is served to nobody without a subscription: then a digest alone holds it fast. */
export function isLatestOnly(image: string | undefined): boolean {
  const name = image === undefined ? undefined : parseImageName(image);
  if (name === undefined) return false;
  return LATEST_ONLY.some(
    ({ registry, prefix }) =>
      (registry === undefined ? isOnDockerHub(name) : registry === name.registry) && name.repository.startsWith(prefix),
  );
}
