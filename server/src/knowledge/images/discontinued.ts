import { isOnDockerHub, parseImageName } from './image-name.ts';

/** An image that its publisher has given up. */
export interface Discontinued {
  /** Repositories; one that ends in `/` stands for all below it. */
  readonly images: readonly string[];
  /** What happened to it, as the end of "the image …". */
  readonly what: string;
  /** What to do, as the end of a message. */
  readonly instead: string;
  /** It can no longer be pulled from the registry it is written with: Docker Hub, when none is. */
  readonly isGone?: 'docker.io';
  /** Where that was read. */
  readonly source: string;
}

const DISCONTINUED: readonly Discontinued[] = [
  {
    images: ['bitnami/'],
    what: 'went to bitnamilegacy, without updates',
    instead: 'take the official image',
    isGone: 'docker.io',
    source: 'bitnami/containers#83267; docker/hub-feedback#2500',
  },
  {
    images: ['bitnamilegacy/'],
    what: 'has had no update since 2025',
    instead: 'take the official image',
    source: 'bitnami/containers#83267',
  },
  {
    images: ['minio/minio', 'minio/mc'],
    what: 'has had no fix since October 2025 and is off Docker Hub',
    instead: 'take a maintained build',
    isGone: 'docker.io',
    source: 'opencrvs/opencrvs-core#13797; Mindtrace/mindtrace#571; minio/minio#21647',
  },
  {
    images: ['grafana/promtail'],
    what: 'has had no update since March 2026',
    instead: 'move to Alloy',
    source: 'grafana.com/docs/loki/latest/send-data/promtail.md',
  },
  {
    images: ['grafana/agent'],
    what: 'has had no update since November 2025',
    instead: 'move to Alloy',
    source: 'grafana.com/docs/agent/latest/static/set-up/install/install-agent-docker',
  },
  {
    images: ['containrrr/watchtower', 'v2tec/watchtower'],
    what: 'is archived since 2025 and fails with Docker 29',
    instead: 'take a maintained fork',
    source: 'veggiemonk/awesome-docker#1249; DoTheEvo/selfhosted-apps-docker#51',
  },
  {
    images: ['openjdk', 'java'],
    what: 'has had no update of a release since 2022',
    instead: 'take eclipse-temurin',
    source: 'docker-library/openjdk#505',
  },
  {
    images: ['wurstmeister/kafka'],
    what: 'is no longer maintained',
    instead: 'take apache/kafka',
    source: 'wurstmeister/kafka-docker#744',
  },
  {
    images: ['wurstmeister/zookeeper'],
    what: 'is no longer maintained',
    instead: 'take zookeeper, or none beside apache/kafka',
    source: 'wurstmeister/kafka-docker#744',
  },
  {
    images: ['puckel/docker-airflow'],
    what: 'has had no update since 2020',
    instead: 'take apache/airflow',
    source: 'puckel/docker-airflow#616',
  },
  {
    images: ['jboss/keycloak'],
    what: 'has had no update since 2022',
    instead: 'take quay.io/keycloak/keycloak',
    source: 'www.keycloak.org/2021/10/keycloak-x-update',
  },
  {
    images: ['progrium/consul', 'progrium/registrator', 'gliderlabs/registrator'],
    what: 'has had no update for years',
    instead: 'take a maintained image',
    source: 'see hub.docker.com/r/progrium/consul; see github.com/gliderlabs/registrator/releases',
  },
  {
    images: ['portainer/portainer'],
    what: 'is Portainer 1, without updates since 2021',
    instead: 'take portainer/portainer-ce',
    source: 'see docs.portainer.io/start/upgrade',
  },
  {
    images: ['mysql/mysql-server'],
    what: 'has had no update since 2023',
    instead: 'take the official mysql image',
    source: 'see hub.docker.com/r/mysql/mysql-server',
  },
  {
    images: ['letsencrypt/letsencrypt'],
    what: 'speaks ACME 1 only, which ended in 2021',
    instead: 'take certbot/certbot',
    source: 'community.letsencrypt.org/t/end-of-life-plan-for-acmev1/88430; certbot/certbot docs/install.rst',
  },
];

const byName: ReadonlyMap<string, Discontinued> = new Map(
  DISCONTINUED.flatMap((entry) => entry.images.map((image) => [image, entry] as const)),
);

/**
 * What became of an image whose publisher gave it up; `undefined` for all others. A copy in somebody's own registry still exists: of it
 * only that nothing new comes is said.
 */
export function discontinued(image: string | undefined): (Discontinued & { readonly isMirror: boolean }) | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  if (name === undefined) return undefined;
  const { repository } = name;
  const entry = byName.get(repository) ?? byName.get(repository.slice(0, repository.indexOf('/') + 1));
  return entry === undefined ? undefined : { ...entry, isMirror: !isOnDockerHub(name) };
}
