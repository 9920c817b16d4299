import type { HealthCheck, ImageFacts } from './image-facts.ts';

/** busybox wget is in the Prometheus base image. */
function wgetAnswers(url: string): HealthCheck {
  return {
    test: ['CMD-SHELL', `wget -q -O /dev/null ${url} || exit 1`],
    interval: '30s',
    timeout: '5s',
    retries: 3,
    startPeriod: '15s',
  };
}

/** Dashboards, metrics, logs, traces and the agents that collect them. */
export const observability: readonly ImageFacts[] = [
  {
    name: 'Grafana',
    images: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'],
    kinds: ['observability'],
    secrets: [
      { name: 'GF_SECURITY_ADMIN_PASSWORD', file: 'GF_SECURITY_ADMIN_PASSWORD__FILE', both: 'stops' },
      { name: 'GF_SECURITY_SECRET_KEY', file: 'GF_SECURITY_SECRET_KEY__FILE', both: 'stops' },
      { name: 'GF_DATABASE_PASSWORD', file: 'GF_DATABASE_PASSWORD__FILE', both: 'stops' },
      { name: 'GF_SMTP_PASSWORD', file: 'GF_SMTP_PASSWORD__FILE', both: 'stops' },
    ],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'GF_AUTH_ANONYMOUS_ENABLED',
        knownByName: true,
        values: ['true', '1'],
        repair: 'false',
        risk: 'everyone who reaches the port sees the dashboards',
        severity: 'medium',
      },
    ],
    credential: {
      variables: [
        'GF_SECURITY_ADMIN_PASSWORD',
        'GF_SECURITY_ADMIN_PASSWORD__FILE',
        'GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION',
        'GF_AUTH_DISABLE_LOGIN_FORM',
        'GF_PATHS_CONFIG',
      ],
      // grafana.ini alone holds it; what lies below /etc/grafana/provisioning are data sources and dashboards
      configPaths: ['/etc/grafana/grafana.ini', '/etc/grafana/custom.ini'],
      flags: ['--config'],
      without: 'the user admin with the password admin',
      before: 'account',
      give: { environment: ['GF_SECURITY_ADMIN_PASSWORD'] },
    },
    healthChecks: [{ ...wgetAnswersOrCurl('http://localhost:3000/api/health'), port: 3000 }],
    dataPaths: ['/var/lib/grafana'],
    dropsRoot: true,
    sources: ['grafana/grafana packaging/docker/run.sh', 'grafana/grafana Dockerfile'],
  },
  {
    name: 'Prometheus',
    images: ['prom/prometheus', 'prometheus/prometheus'],
    kinds: ['observability'],
    insecure: [
      {
        effect: 'admin-open',
        where: 'command',
        name: '--web.enable-admin-api',
        values: ['*'],
        risk: 'everyone who reaches the port deletes series',
      },
    ],
    // `--web.enable-lifecycle` stops and reloads it: prometheus.io/docs/prometheus/latest/management_api
    insidePorts: [{ port: 9090, role: 'admin', readOnlyWithout: ['--web.enable-admin-api', '--web.enable-lifecycle'] }],
    healthChecks: [{ ...wgetAnswers('http://localhost:9090/-/healthy'), notTags: ['distroless'] }],
    lacks: ['curl'],
    writable: [],
    capabilities: [],
    dataPaths: ['/prometheus'],
    dropsRoot: true,
    sources: ['prometheus/prometheus Dockerfile', 'prometheus/busybox README.md'],
  },
  {
    name: 'Alertmanager',
    images: ['prom/alertmanager', 'prometheus/alertmanager'],
    kinds: ['observability'],
    insidePorts: [{ port: 9093, to: 9094, role: 'admin' }],
    healthChecks: [{ ...wgetAnswers('http://localhost:9093/-/healthy'), notTags: ['distroless'] }],
    lacks: ['curl'],
    writable: [],
    capabilities: [],
    dropsRoot: true,
    sources: ['prometheus/alertmanager Dockerfile', 'prometheus/busybox README.md'],
  },
  {
    name: 'Loki or Tempo',
    images: ['grafana/loki', 'grafana/tempo'],
    kinds: ['observability'],
    insidePorts: [
      { port: 3100, role: 'data' },
      { port: 3200, role: 'data' },
      { port: 9095, role: 'cluster' },
    ],
    dropsRoot: true,
    sources: ['grafana/loki cmd/loki/Dockerfile', 'see grafana.com/docs/tempo/latest/setup/upgrade'],
  },
  {
    name: 'Mimir',
    images: ['grafana/mimir'],
    kinds: ['observability'],
    insidePorts: [
      { port: 8080, role: 'data' },
      { port: 9095, role: 'cluster' },
      { port: 7946, role: 'cluster' },
    ],
    sources: ['grafana.com/docs/mimir/latest/references/architecture/ports'],
  },
  {
    name: 'Pyroscope',
    images: ['grafana/pyroscope'],
    kinds: ['observability'],
    insidePorts: [{ port: 4040, role: 'data' }],
    sources: ['see grafana.com/docs/pyroscope/latest/get-started'],
  },
  {
    name: 'VictoriaMetrics',
    images: [
      'victoriametrics/victoria-metrics',
      'victoriametrics/vmagent',
      'victoriametrics/vmalert',
      'victoriametrics/victoria-logs',
    ],
    kinds: ['observability'],
    insidePorts: [
      { port: 8428, role: 'admin' },
      { port: 8429, role: 'admin' },
      { port: 8880, role: 'admin' },
    ],
    sources: [
      'docs.victoriametrics.com/data-ingestion',
      'VictoriaMetrics/victoriametrics-datasource compose.yaml',
      'see docs.victoriametrics.com/victoriametrics/single-server-victoriametrics',
      'see docs.victoriametrics.com/victorialogs',
    ],
  },
  {
    name: 'Jaeger and Zipkin',
    images: [
      'jaegertracing/all-in-one',
      'jaegertracing/jaeger',
      'jaegertracing/opentelemetry-all-in-one',
      'openzipkin/zipkin',
    ],
    kinds: ['observability', 'admin-interface'],
    insidePorts: [
      { port: 16686, role: 'admin', readOnlyWithout: [] },
      { port: 14250, role: 'data' },
      { port: 14268, to: 14269, role: 'data' },
      { port: 9411, role: 'admin', readOnlyWithout: [] },
    ],
    sources: [
      'jaegertracing.io/docs/1.19/getting-started',
      'see www.jaegertracing.io/docs/1.76/getting-started',
      'see openzipkin/zipkin README.md',
    ],
  },
  {
    name: 'Kibana',
    images: ['kibana', 'kibana/kibana'],
    kinds: ['observability', 'admin-interface'],
    memory: { limit: '1G', since: 8, source: 'elastic/elasticsearch docs/reference/setup/install/docker/.env' },
    secrets: [{ name: 'ELASTICSEARCH_PASSWORD' }, { name: 'XPACK_SECURITY_ENCRYPTIONKEY' }],
    insidePorts: [{ port: 5601, role: 'admin' }],
    healthChecks: [
      {
        test: [
          'CMD-SHELL',
          'curl -s -o /dev/null http://localhost:5601 || curl -sk -o /dev/null https://localhost:5601',
        ],
        interval: '15s',
        timeout: '10s',
        retries: 5,
        startPeriod: '60s',
      },
    ],
    dropsRoot: true,
    sources: [
      'compose files in use',
      'see www.elastic.co/docs/deploy-manage/deploy/self-managed/install-kibana-with-docker',
    ],
  },
  {
    name: 'OpenSearch Dashboards',
    images: ['opensearchproject/opensearch-dashboards'],
    kinds: ['observability', 'admin-interface'],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'DISABLE_SECURITY_DASHBOARDS_PLUGIN',
        values: ['true'],
        repair: 'false',
        risk: 'everyone who reaches the port sees and changes every index',
      },
    ],
    insidePorts: [{ port: 5601, role: 'admin' }],
    dropsRoot: true,
    sources: [
      'opensearch-project/opensearch-build docker/release/dockerfiles/opensearch-dashboards.al2.dockerfile',
      'docs.opensearch.org/latest/install-and-configure/install-opensearch/docker',
    ],
  },
  {
    name: 'Logstash',
    images: ['logstash', 'logstash/logstash'],
    kinds: ['observability'],
    insidePorts: [{ port: 9600, role: 'admin', readOnlyWithout: [] }],
    sources: ['see www.elastic.co/docs/reference/logstash/docker'],
  },
  {
    name: 'Node exporter',
    images: ['prom/node-exporter', 'prometheus/node-exporter'],
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 9100, role: 'admin' }],
    sources: ['see prometheus/node_exporter README.md'],
  },
  {
    name: 'Netdata',
    images: ['netdata/netdata'],
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 19999, role: 'admin' }],
    hasHealthCheck: true,
    sources: [
      'netdata/netdata packaging/docker/Dockerfile',
      'see learn.netdata.cloud/docs/netdata-agent/installation/docker',
    ],
  },
  {
    name: 'Glances',
    images: ['nicolargo/glances'],
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 61208, role: 'admin' }],
    sources: ['see nicolargo/glances docs/docker.rst'],
  },
  {
    name: 'cAdvisor',
    images: ['cadvisor/cadvisor', 'google/cadvisor', 'google-containers/cadvisor'],
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 8080, role: 'admin' }],
    hasHealthCheck: true,
    sources: ['google/cadvisor deploy/Dockerfile', 'see google/cadvisor README.md'],
  },
  {
    name: 'Log and trace collectors',
    images: [
      'grafana/promtail',
      'grafana/agent',
      'grafana/alloy',
      'fluent/fluent-bit',
      'fluent/fluentd',
      'timberio/vector',
      'telegraf',
      'otel/opentelemetry-collector',
      'otel/opentelemetry-collector-contrib',
      'beats/filebeat',
      'beats/metricbeat',
      'elastic-agent/elastic-agent',
      'datadog/agent',
      'newrelic/infrastructure',
      'crowdsecurity/crowdsec',
      'zabbix/zabbix-agent',
      'zabbix/zabbix-agent2',
      'henrygd/beszel-agent',
      'signoz/signoz-otel-collector',
      'falcosecurity/falco',
      'wazuh/wazuh-agent',
      'coroot/coroot-node-agent',
    ],
    kinds: ['monitoring-agent'],
    sources: [
      'see grafana.com/docs/alloy/latest',
      'see docs.datadoghq.com/containers/docker',
      'see falco.org/docs/setup/container',
    ],
  },
  {
    name: 'Uptime Kuma',
    images: ['louislam/uptime-kuma'],
    kinds: ['observability'],
    hasHealthCheck: true,
    dataPaths: ['/app/data'],
    sources: ['louislam/uptime-kuma docker/dockerfile'],
  },
];

/** The alpine image has both, the Ubuntu one curl only. */
function wgetAnswersOrCurl(url: string): HealthCheck {
  return { ...wgetAnswers(url), test: ['CMD-SHELL', `wget -q -O /dev/null ${url} || curl -fsS -o /dev/null ${url}`] };
}
