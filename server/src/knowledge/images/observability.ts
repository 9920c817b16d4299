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
    images: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise', 'bitnami/grafana'],
    kinds: ['observability'],
    secrets: [
      { name: 'GF_SECURITY_ADMIN_PASSWORD', file: 'GF_SECURITY_ADMIN_PASSWORD__FILE' },
      { name: 'GF_SECURITY_SECRET_KEY', file: 'GF_SECURITY_SECRET_KEY__FILE' },
      { name: 'GF_DATABASE_PASSWORD', file: 'GF_DATABASE_PASSWORD__FILE' },
      { name: 'GF_SMTP_PASSWORD', file: 'GF_SMTP_PASSWORD__FILE' },
    ],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'GF_AUTH_ANONYMOUS_ENABLED',
        values: ['true', '1'],
        repair: 'false',
        risk: 'everyone who reaches the port sees the dashboards',
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
      configPaths: ['/etc/grafana', '/etc/grafana/grafana.ini'],
      flags: ['--config'],
      without: 'the user admin with the password admin',
    },
    healthChecks: [wgetAnswersOrCurl('http://localhost:3000/api/health')],
    limits: { memory: '256M', cpus: '0.5' },
    dataPaths: ['/var/lib/grafana'],
    dropsRoot: true,
  },
  {
    name: 'Prometheus',
    images: ['prom/prometheus', 'prometheus/prometheus', 'bitnami/prometheus'],
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
    insidePorts: [{ port: 9090, role: 'admin' }],
    healthChecks: [{ ...wgetAnswers('http://localhost:9090/-/healthy'), notTags: ['distroless'] }],
    lacks: ['curl'],
    limits: { memory: '1G', cpus: '1.0' },
    writable: [],
    capabilities: [],
    dataPaths: ['/prometheus'],
    dropsRoot: true,
  },
  {
    name: 'Alertmanager',
    images: ['prom/alertmanager', 'prometheus/alertmanager'],
    kinds: ['observability'],
    insidePorts: [{ port: 9093, to: 9094, role: 'admin' }],
    healthChecks: [wgetAnswers('http://localhost:9093/-/healthy')],
    lacks: ['curl'],
    limits: { memory: '128M', cpus: '0.5' },
    writable: [],
    capabilities: [],
    dropsRoot: true,
  },
  {
    name: 'VictoriaMetrics',
    images: [
      'victoriametrics/victoria-metrics',
      'victoriametrics/victoria-logs',
      'victoriametrics/vmagent',
      'victoriametrics/vmalert',
    ],
    kinds: ['observability'],
    insidePorts: [
      { port: 8428, to: 8429, role: 'admin' },
      { port: 8880, role: 'admin' },
      { port: 9428, role: 'admin' },
    ],
    limits: { memory: '1G', cpus: '1.0' },
  },
  {
    name: 'Loki, Tempo, Mimir, Pyroscope',
    images: ['grafana/loki', 'grafana/tempo', 'grafana/mimir', 'grafana/pyroscope'],
    kinds: ['observability'],
    insidePorts: [
      { port: 3100, role: 'data' },
      { port: 3200, role: 'data' },
      { port: 9095, role: 'cluster' },
      { port: 9009, role: 'data' },
      { port: 4040, role: 'data' },
    ],
    limits: { memory: '512M', cpus: '1.0' },
    dropsRoot: true,
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
      { port: 16686, role: 'admin' },
      { port: 14250, role: 'data' },
      { port: 14268, to: 14269, role: 'data' },
      { port: 9411, role: 'admin' },
    ],
    limits: { memory: '512M', cpus: '1.0' },
  },
  {
    name: 'Kibana',
    images: ['kibana', 'kibana/kibana', 'bitnami/kibana', 'opensearchproject/opensearch-dashboards'],
    kinds: ['observability', 'admin-interface'],
    secrets: [{ name: 'ELASTICSEARCH_PASSWORD' }, { name: 'XPACK_SECURITY_ENCRYPTIONKEY' }],
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
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'Logstash',
    images: ['logstash', 'logstash/logstash', 'bitnami/logstash'],
    kinds: ['observability'],
    insidePorts: [{ port: 9600, role: 'admin' }],
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'Host metrics',
    images: [
      'prom/node-exporter',
      'prometheus/node-exporter',
      'bitnami/node-exporter',
      'netdata/netdata',
      'nicolargo/glances',
    ],
    kinds: ['monitoring-agent'],
    insidePorts: [
      { port: 9100, role: 'admin' },
      { port: 19999, role: 'admin' },
      { port: 61208, role: 'admin' },
    ],
    limits: { memory: '128M', cpus: '0.5' },
    documentedAccess: ['host-pid', 'host-path', 'host-network', 'net-admin', 'docker-socket'],
  },
  {
    name: 'cAdvisor',
    images: ['cadvisor/cadvisor', 'google/cadvisor', 'google-containers/cadvisor'],
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 8080, role: 'admin' }],
    hasHealthCheck: true,
    limits: { memory: '256M', cpus: '0.5' },
    documentedAccess: ['privileged', 'host-path', 'host-pid', 'docker-socket', 'host-device'],
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
    limits: { memory: '256M', cpus: '0.5' },
    documentedAccess: ['host-pid', 'host-path', 'docker-socket', 'host-network', 'privileged'],
  },
  {
    name: 'Uptime Kuma',
    images: ['louislam/uptime-kuma'],
    kinds: ['observability'],
    hasHealthCheck: true,
    limits: { memory: '256M', cpus: '0.5' },
    dataPaths: ['/app/data'],
  },
];

/** The alpine image has both, the Ubuntu one curl only. */
function wgetAnswersOrCurl(url: string): HealthCheck {
  return { ...wgetAnswers(url), test: ['CMD-SHELL', `wget -q -O /dev/null ${url} || curl -fsS -o /dev/null ${url}`] };
}
