import { parseImageName } from './image-name.ts';

/**
 * Until when the publisher of a product fixes security holes of a version for everybody, without a contract.
 * The tables list versions whose date lies half a year or more before they were last looked at (November 2026): who is in the middle
 * of a move knows it, and a planned date may still change.
 */
interface Product {
  readonly name: string;
  readonly images: readonly string[];
  /** How variables that hold its version begin: `MYSQL_VERSION`, `MYSQL5_VERSION`. */
  readonly variables: readonly string[];
  /** Every version below this one is out of support. */
  readonly floor: string;
  /** The month support ended by version, ascending; a version covers those that begin with it, and the next one the gap below it. */
  readonly ends: Readonly<Record<string, string>>;
  /** Numbers below are those of something else (a browser image that is tagged with the version of its grid). */
  readonly from?: number;
  readonly names?: Readonly<Record<string, string>>;
  readonly source: string;
}

const MYSQL_ENDS = { '5.5': '2018-12', '5.6': '2021-02', '5': '2023-10', '8.0': '2026-04' };

const ELASTIC = {
  floor: '8',
  ends: { '5': '2019-03', '6': '2022-02', '7': '2026-01' },
  source: 'www.elastic.co/support/eol',
} as const;

const PRODUCTS: readonly Product[] = [
  {
    name: 'PostgreSQL',
    images: ['postgres', 'postgis/postgis', 'timescale/timescaledb-ha'],
    variables: ['POSTGRES', 'POSTGRESQL', 'PG', 'PGSQL'],
    floor: '14',
    ends: { '9': '2021-11', '10': '2022-11', '11': '2023-11', '12': '2024-11', '13': '2025-11' },
    source: 'www.postgresql.org/support/versioning',
  },
  {
    name: 'MySQL',
    images: ['mysql', 'container-registry.oracle.com/mysql/community-server', 'mysql/community-server'],
    variables: ['MYSQL'],
    floor: '8.1',
    ends: { ...MYSQL_ENDS, '8.1': '2023-10', '8.2': '2023-12', '8.3': '2024-04', '9.0': '2024-10', '9.1': '2025-01' },
    source: 'endoflife-date/endoflife.date products/mysql.md',
  },
  {
    name: 'Percona Server',
    images: ['percona', 'percona/percona-server'],
    variables: ['PERCONA'],
    floor: '8.0',
    ends: { '5.5': '2018-12', '5.6': '2021-02', '5': '2023-10' },
    source: 'www.percona.com/services/policies/percona-software-support-lifecycle',
  },
  {
    name: 'MariaDB',
    images: ['mariadb'],
    variables: ['MARIADB', 'MARIA'],
    floor: '10.6',
    ends: {
      '5': '2020-04',
      '10.0': '2019-03',
      '10.1': '2020-10',
      '10.2': '2022-05',
      '10.3': '2023-05',
      '10.4': '2024-06',
      '10.5': '2025-06',
      '10.7': '2023-02',
      '10.8': '2023-05',
      '10.9': '2023-08',
      '10.10': '2023-11',
      '11.0': '2024-06',
      '11.1': '2024-08',
      '11.2': '2024-11',
    },
    source: 'mariadb.org/about/#maintenance-policy; endoflife-date/endoflife.date products/mariadb.md',
  },
  {
    name: 'MongoDB',
    images: ['mongo', 'mongodb/mongodb-community-server'],
    variables: ['MONGO', 'MONGODB'],
    floor: '7',
    ends: {
      '3': '2021-04',
      '4.0': '2022-04',
      '4.2': '2023-04',
      '4': '2024-02',
      '5': '2024-10',
      '6': '2025-07',
      '7.1': '2024-01',
      '7.2': '2024-03',
      '7.3': '2024-10',
      '8.1': '2025-09',
    },
    source: 'endoflife-date/endoflife.date products/mongodb.md',
  },
  {
    name: 'Redis',
    images: ['redis'],
    variables: ['REDIS'],
    floor: '6.2',
    ends: { '5': '2022-04', '6.0': '2022-05', '7.0': '2024-07' },
    source: 'endoflife-date/endoflife.date products/redis.md',
  },
  {
    name: 'RabbitMQ',
    images: ['rabbitmq'],
    variables: ['RABBITMQ', 'RABBIT'],
    floor: '4',
    ends: {
      '3.7': '2020-09',
      '3.8': '2022-07',
      '3.9': '2023-01',
      '3.10': '2022-09',
      '3.11': '2023-06',
      '3.12': '2024-02',
      '3': '2024-09',
      '4.0': '2025-04',
      '4.1': '2026-01',
    },
    source: 'endoflife.date/api/rabbitmq.json',
  },
  {
    ...ELASTIC,
    name: 'Elasticsearch',
    images: ['elasticsearch', 'elasticsearch/elasticsearch', 'elasticsearch/elasticsearch-oss'],
    variables: ['ELASTIC', 'ELASTICSEARCH', 'ELK'],
  },
  { ...ELASTIC, name: 'Kibana', images: ['kibana', 'kibana/kibana', 'kibana/kibana-oss'], variables: ['KIBANA'] },
  {
    ...ELASTIC,
    name: 'Logstash',
    images: ['logstash', 'logstash/logstash', 'logstash/logstash-oss'],
    variables: ['LOGSTASH'],
  },
  { ...ELASTIC, name: 'Beats', images: ['beats/filebeat', 'beats/metricbeat'], variables: ['FILEBEAT'] },
  {
    name: 'OpenSearch',
    images: ['opensearchproject/opensearch', 'opensearchproject/opensearch-dashboards'],
    variables: ['OPENSEARCH'],
    floor: '2',
    ends: { '1': '2025-05' },
    source: 'opensearch.org/releases.html',
  },
  {
    name: 'PHP',
    images: ['php'],
    variables: ['PHP'],
    floor: '8.2',
    ends: {
      '5.4': '2015-09',
      '5.5': '2016-07',
      '5': '2018-12',
      '7.0': '2019-01',
      '7.1': '2019-12',
      '7.2': '2020-11',
      '7.3': '2021-12',
      '7': '2022-11',
      '8.0': '2023-11',
      '8.1': '2025-12',
    },
    source: 'www.php.net/eol.php',
  },
  {
    name: 'Node.js',
    images: ['node'],
    variables: ['NODE', 'NODEJS'],
    floor: '22',
    ends: {
      '8': '2019-12',
      '10': '2021-04',
      '12': '2022-04',
      '14': '2023-04',
      '16': '2023-09',
      '17': '2022-06',
      '18': '2025-04',
      '19': '2023-06',
      '20': '2026-04',
      '21': '2024-06',
      '23': '2025-06',
    },
    source: 'nodejs/Release README.md',
  },
  {
    name: 'Python',
    images: ['python'],
    variables: ['PYTHON'],
    floor: '3.10',
    ends: { '2': '2020-01', '3.6': '2021-12', '3.7': '2023-06', '3.8': '2024-10', '3.9': '2025-10' },
    source: 'devguide.python.org/versions',
  },
  {
    name: 'Ruby',
    images: ['ruby'],
    variables: ['RUBY'],
    floor: '3.3',
    ends: { '2': '2023-03', '3.0': '2024-04', '3.1': '2025-03', '3.2': '2026-03' },
    source: 'www.ruby-lang.org/en/downloads/branches',
  },
  {
    name: 'nginx',
    images: ['nginx', 'nginxinc/nginx-unprivileged'],
    variables: ['NGINX'],
    floor: '1.28',
    ends: {
      '1.18': '2021-04',
      '1.19': '2021-05',
      '1.20': '2022-05',
      '1.21': '2022-06',
      '1.22': '2023-04',
      '1.23': '2023-05',
      '1.24': '2024-04',
      '1.25': '2024-05',
      '1.26': '2025-04',
      '1.27': '2025-06',
    },
    source: 'endoflife-date/endoflife.date products/nginx.md',
  },
  {
    name: 'Traefik',
    images: ['traefik'],
    variables: ['TRAEFIK'],
    floor: '2.11',
    ends: {
      '1': '2021-12',
      '2.8': '2022-10',
      '2.9': '2023-04',
      '2.10': '2024-02',
      '3.0': '2024-07',
      '3.1': '2024-10',
      '3.2': '2025-01',
      '3.3': '2025-05',
      '3.4': '2025-07',
      '3.5': '2025-11',
    },
    source: 'doc.traefik.io/traefik/deprecation/releases',
  },
  {
    name: 'Prometheus',
    images: ['prom/prometheus'],
    variables: ['PROMETHEUS'],
    floor: '3',
    ends: { '2': '2025-07' },
    source: 'prometheus.io/docs/introduction/release-cycle',
  },
  {
    name: 'ZooKeeper',
    images: ['zookeeper'],
    variables: ['ZOOKEEPER'],
    floor: '3.8',
    ends: { '3.4': '2020-06', '3.5': '2022-06', '3.6': '2022-12', '3.7': '2024-02' },
    source: 'endoflife.date/api/zookeeper.json',
  },
  {
    name: 'Confluent Platform',
    images: [
      'confluentinc/cp-kafka',
      'confluentinc/cp-server',
      'confluentinc/cp-zookeeper',
      'confluentinc/cp-schema-registry',
    ],
    variables: [],
    floor: '7.4',
    ends: { '5': '2022-04', '6': '2023-06', '7.0': '2023-10', '7.1': '2024-04', '7.2': '2024-07', '7.3': '2024-11' },
    source: 'docs.confluent.io/platform/current/installation/versions-interoperability.html',
  },
  {
    name: 'Neo4j',
    images: ['neo4j'],
    variables: ['NEO4J'],
    floor: '5',
    ends: { '3': '2021-11', '4': '2025-11' },
    source: 'endoflife.date/api/neo4j.json',
  },
  {
    name: 'Cassandra',
    images: ['cassandra'],
    variables: ['CASSANDRA'],
    floor: '4',
    ends: { '3': '2024-09' },
    source: 'endoflife.date/api/apache-cassandra.json',
  },
  {
    name: 'Tomcat',
    images: ['tomcat'],
    variables: ['TOMCAT'],
    floor: '9',
    ends: { '7': '2021-03', '8': '2024-03', '10.0': '2022-10' },
    source: 'tomcat.apache.org/whichversion.html',
  },
  {
    name: 'Drupal',
    images: ['drupal'],
    variables: ['DRUPAL'],
    floor: '10',
    ends: { '7': '2025-01', '8': '2021-11', '9': '2023-11' },
    source: 'www.drupal.org/about/core/policies/core-release-cycles/schedule',
  },
  {
    name: 'Joomla',
    images: ['joomla'],
    variables: ['JOOMLA'],
    floor: '5',
    ends: { '3': '2023-08', '4': '2025-10' },
    source: 'endoflife.date/api/joomla.json',
  },
  {
    name: 'Alpine',
    images: ['alpine'],
    variables: ['ALPINE'],
    floor: '3.21',
    ends: {
      '3.12': '2022-05',
      '3.13': '2022-11',
      '3.14': '2023-05',
      '3.15': '2023-11',
      '3.16': '2024-05',
      '3.17': '2024-11',
      '3.18': '2025-05',
      '3.19': '2025-11',
      '3.20': '2026-04',
    },
    source: 'endoflife-date/endoflife.date products/alpine-linux.md',
  },
  {
    name: 'Debian',
    images: ['debian'],
    variables: ['DEBIAN'],
    floor: '11',
    ends: { '8': '2020-06', '9': '2022-06', '10': '2024-06' },
    names: { jessie: '8', stretch: '9', buster: '10' },
    source: 'wiki.debian.org/LTS',
  },
  {
    name: 'Ubuntu',
    images: ['ubuntu'],
    variables: ['UBUNTU'],
    floor: '22.04',
    ends: { '14.04': '2019-04', '16.04': '2021-04', '18.04': '2023-05', '20.04': '2025-05' },
    names: { trusty: '14.04', xenial: '16.04', bionic: '18.04', focal: '20.04' },
    source: 'ubuntu.com/about/release-cycle',
  },
  {
    name: 'CentOS',
    images: ['centos'],
    variables: ['CENTOS'],
    floor: '9',
    ends: { '6': '2020-11', '7': '2024-06', '8': '2021-12' },
    source: 'www.centos.org/centos-linux-eol',
  },
  {
    name: 'Chrome',
    images: [
      'selenium/node-chrome',
      'selenium/node-chromium',
      'selenium/standalone-chrome',
      'selenium/standalone-chromium',
    ],
    variables: [],
    floor: '140',
    ends: { '139': '2025-09' },
    from: 60,
    source: 'chromiumdash.appspot.com/schedule',
  },
];

/** A version without fixes: what for people, and since when. */
export interface SupportEnd {
  readonly product: string;
  /** As much of the tag as names the version. */
  readonly version: string;
  /** `YYYY-MM`, the month the last free fix could come in; of versions older than the table knows, that of the oldest it does. */
  readonly end: string;
  /** Support ended within the last year before the tables were looked at: people are in the middle of the move. */
  readonly isRecent: boolean;
}

const A_YEAR_AGO = '2025-12';

type Version = readonly number[];

const versionOf = (text: string): Version => text.split('.').map(Number);

/** Missing parts of a tag float to the newest: `8` is every 8.x. */
function isBelow(version: Version, floor: Version): boolean {
  for (let i = 0; i < floor.length; i++) {
    const part = version[i] ?? Number.MAX_SAFE_INTEGER;
    const limit = floor[i] ?? 0;
    if (part !== limit) return part < limit;
  }
  return false;
}

const startsWith = (version: Version, prefix: Version) => prefix.every((part, i) => version[i] === part);

/** The version a tag begins with: `7.4` of `7.4-fpm-alpine`. */
const TAG = /^v?(\d{1,4}(?:\.\d{1,4}){0,3})(?=$|[-_+])/;

function endOf(product: Product, tag: string): SupportEnd | undefined {
  const name = product.names?.[tag.split('-')[0] ?? ''];
  const version = name ?? TAG.exec(tag)?.[1];
  if (version === undefined) return undefined;
  const parts = versionOf(version);
  if ((parts[0] ?? 0) < (product.from ?? 1)) return undefined;
  const lines = Object.entries(product.ends)
    .map(([line, end]) => ({ parts: versionOf(line), end }))
    .sort((a, b) => (a.parts[0] ?? 0) - (b.parts[0] ?? 0) || (a.parts[1] ?? 1e6) - (b.parts[1] ?? 1e6));
  const own = lines.filter((line) => startsWith(parts, line.parts)).sort((a, b) => b.parts.length - a.parts.length)[0];
  const end =
    own ?? (isBelow(parts, versionOf(product.floor)) ? lines.find((l) => isBelow(parts, l.parts)) : undefined);
  return end === undefined
    ? undefined
    : { product: product.name, version: name ?? version, end: end.end, isRecent: end.end >= A_YEAR_AGO };
}

const byImage: ReadonlyMap<string, Product> = new Map(
  PRODUCTS.flatMap((product) => product.images.map((image) => [image, product] as const)),
);
const byVariable: ReadonlyMap<string, Product> = new Map(
  PRODUCTS.flatMap((product) => product.variables.map((name) => [name, product] as const)),
);

/** The end of support of the version an image's tag names; `undefined` while it is supported, floats, or is not known. */
export function supportEndOfImage(image: string | undefined): SupportEnd | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  const product = name === undefined ? undefined : byImage.get(name.repository);
  return product === undefined || name?.tag === undefined ? undefined : endOf(product, name.tag.toLowerCase());
}

/** `MYSQL_VERSION`, `PHP74_VERSION`, `NGINX_IMAGE_TAG`. */
const VARIABLE = /^([A-Z][A-Z0-9]*?)\d{0,3}_(?:IMAGE_)?(?:VERSION|TAG)$/;

/** The same of a variable that is named like a product's version. */
export function supportEndOfVariable(key: string, value: string): SupportEnd | undefined {
  const name = VARIABLE.exec(key)?.[1];
  const product = name === undefined ? undefined : byVariable.get(name);
  return product === undefined ? undefined : endOf(product, value.toLowerCase());
}
