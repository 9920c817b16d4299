import type { ImageFacts } from './image-facts.ts';

/** Full text and vector search. */
export const searchEngines: readonly ImageFacts[] = [
  {
    name: 'Elasticsearch',
    images: ['elasticsearch', 'elasticsearch/elasticsearch', 'elasticsearch/elasticsearch-oss'],
    kinds: ['search', 'datastore'],
    memory: { limit: '1G', since: 8, source: 'elastic/elasticsearch docs/reference/setup/install/docker/.env' },
    // bin/elasticsearch-env-from-file: "must have file permissions 400 or 600"
    secrets: [{ name: 'ELASTIC_PASSWORD', file: 'ELASTIC_PASSWORD_FILE', both: 'stops', fileNeeds: 'private-mode' }],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'xpack.security.enabled',
        knownByName: true,
        values: ['false'],
        repair: 'true',
        risk: 'every client reads and deletes every index',
      },
    ],
    insidePorts: [
      { port: 9200, role: 'data' },
      { port: 9300, role: 'cluster' },
    ],
    healthChecks: [
      {
        // any answer counts, 401 included: the same command works with and without TLS and passwords
        test: [
          'CMD-SHELL',
          'curl -s -o /dev/null http://localhost:9200 || curl -sk -o /dev/null https://localhost:9200',
        ],
        interval: '15s',
        timeout: '10s',
        retries: 5,
        startPeriod: '60s',
      },
    ],
    dataPaths: ['/usr/share/elasticsearch/data'],
    dropsRoot: true,
    sources: [
      'elastic/elasticsearch distribution/docker/src/docker/bin/docker-entrypoint.sh',
      'elastic/elasticsearch distribution/docker/src/docker/Dockerfile',
    ],
  },
  {
    name: 'OpenSearch',
    images: ['opensearchproject/opensearch', 'amazon/opendistro-for-elasticsearch'],
    kinds: ['search', 'datastore'],
    secrets: [{ name: 'OPENSEARCH_INITIAL_ADMIN_PASSWORD' }],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'DISABLE_SECURITY_PLUGIN',
        values: ['true'],
        repair: 'false',
        repairMeans: 'clients must log in over TLS; version 2.12 and later needs OPENSEARCH_INITIAL_ADMIN_PASSWORD',
        repairFailsWith: { DISABLE_INSTALL_DEMO_CONFIG: ['true'] },
        risk: 'every client reads and deletes every index',
      },
      {
        effect: 'authentication',
        where: 'environment',
        name: 'plugins.security.disabled',
        knownByName: true,
        values: ['true'],
        repair: 'false',
        risk: 'every client reads and deletes every index',
      },
    ],
    insidePorts: [
      { port: 9200, role: 'data' },
      { port: 9300, role: 'cluster' },
      { port: 9600, role: 'admin' },
    ],
    healthChecks: [
      {
        test: [
          'CMD-SHELL',
          'curl -s -o /dev/null http://localhost:9200 || curl -sk -o /dev/null https://localhost:9200',
        ],
        interval: '15s',
        timeout: '10s',
        retries: 5,
        startPeriod: '60s',
      },
    ],
    dataPaths: ['/usr/share/opensearch/data', '/usr/share/elasticsearch/data'],
    dropsRoot: true,
    sources: [
      'opensearch-project/opensearch-build docker/release/dockerfiles/opensearch.al2.dockerfile',
      'docs.opensearch.org/latest/install-and-configure/install-opensearch/docker',
    ],
  },
  {
    name: 'Solr',
    images: ['solr'],
    kinds: ['search', 'datastore'],
    insidePorts: [{ port: 8983, role: 'data' }],
    dataPaths: ['/var/solr'],
    dropsRoot: true,
    sources: ['apache/solr-docker Dockerfile'],
  },
  {
    name: 'Meilisearch',
    images: ['getmeili/meilisearch'],
    kinds: ['search', 'datastore'],
    secrets: [{ name: 'MEILI_MASTER_KEY' }],
    insecure: [
      {
        effect: 'development',
        where: 'environment',
        name: 'MEILI_ENV',
        knownByName: true,
        values: ['development'],
        repair: 'production',
        risk: 'the search preview is open and a missing master key goes unnoticed',
      },
    ],
    credential: {
      variables: ['MEILI_MASTER_KEY', 'MEILI_CONFIG_FILE_PATH'],
      flags: ['--master-key', '--config-file-path'],
      without: 'every route open',
      give: { environment: ['MEILI_MASTER_KEY'] },
    },
    insidePorts: [{ port: 7700, role: 'data' }],
    healthChecks: [
      {
        test: ['CMD', 'curl', '-fs', 'http://localhost:7700/health'],
        interval: '10s',
        timeout: '5s',
        retries: 5,
        startPeriod: '15s',
      },
    ],
    dataPaths: ['/meili_data'],
    sources: [
      'meilisearch/meilisearch Dockerfile',
      'www.meilisearch.com/docs/learn/self_hosted/configure_meilisearch_at_launch',
    ],
  },
  {
    name: 'Typesense',
    images: ['typesense/typesense'],
    kinds: ['search', 'datastore'],
    secrets: [{ name: 'TYPESENSE_API_KEY' }],
    insidePorts: [
      { port: 8108, role: 'data' },
      { port: 8107, role: 'cluster' },
    ],
    sources: ['compose files in use', 'see typesense.org/docs/guide/install-typesense.html'],
  },
  {
    name: 'Qdrant',
    images: ['qdrant/qdrant'],
    kinds: ['search', 'datastore'],
    secrets: [{ name: 'QDRANT__SERVICE__API_KEY' }],
    credential: {
      variables: ['QDRANT__SERVICE__API_KEY', 'QDRANT__SERVICE__JWT_RBAC', 'QDRANT__SERVICE__READ_ONLY_API_KEY'],
      configPaths: ['/qdrant/config'],
      flags: ['--config-path'],
      without: 'no API key',
      give: { environment: ['QDRANT__SERVICE__API_KEY'] },
    },
    insidePorts: [
      { port: 6333, to: 6334, role: 'data' },
      { port: 6335, role: 'cluster' },
    ],
    lacks: ['curl', 'wget'],
    dataPaths: ['/qdrant/storage', '/qdrant'],
    sources: ['qdrant/qdrant Dockerfile', 'see qdrant.tech/documentation/guides/security'],
  },
  {
    name: 'Weaviate',
    images: ['semitechnologies/weaviate', 'weaviate/weaviate'],
    kinds: ['search', 'datastore'],
    secrets: [{ name: 'AUTHENTICATION_APIKEY_ALLOWED_KEYS' }],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED',
        values: ['true', '1', 'on', 'enabled'],
        repair: 'false',
        risk: 'every client reads and deletes every object',
      },
    ],
    insidePorts: [
      { port: 8080, role: 'data' },
      { port: 50051, role: 'data' },
    ],
    dataPaths: ['/var/lib/weaviate'],
    sources: ['compose files in use', 'see docs.weaviate.io/deploy/configuration/env-vars'],
  },
  {
    name: 'Chroma',
    images: ['chromadb/chroma', 'chroma-core/chroma'],
    kinds: ['search', 'datastore'],
    insidePorts: [{ port: 8000, role: 'data' }],
    sources: ['compose files in use'],
  },
  {
    name: 'Milvus',
    images: ['milvusdb/milvus'],
    kinds: ['search', 'datastore'],
    insidePorts: [
      { port: 19530, role: 'data' },
      { port: 9091, role: 'admin' },
    ],
    dataPaths: ['/var/lib/milvus'],
    sources: ['compose files in use'],
  },
];
