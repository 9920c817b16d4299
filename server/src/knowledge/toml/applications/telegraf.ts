import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, flag, isTrue, list, number, remote, secret, text } from '../setting.ts';

const ANY_CERT = 'accepts any certificate; set tls_ca instead';
const OLD = 'allows TLS versions retired in 2021; use "TLS12"';

const plugin = (kind: string) => [
  flag(
    `${kind}.*.*.insecure_skip_verify`,
    'Does not check certificates.',
    bad('tls-verification-disabled', 'high', isTrue, ANY_CERT, { set: false, consequence: 'self-signed servers fail' }),
  ),
  choice(
    `${kind}.*.*.tls_min_version`,
    ['TLS12', 'TLS13'],
    'The oldest TLS version accepted.',
    bad('outdated-tls', 'medium', { test: 'outdated-tls' }, OLD, { set: 'TLS12' }),
  ),
  list(
    `${kind}.*.*.urls`,
    'Servers to talk to.',
    bad('tls-disabled', 'medium', { test: 'plain-http-url' }, 'sends metrics and tokens over plain HTTP; use https://'),
  ),
  secret(`${kind}.*.*.password`, 'Password; `${NAME}` and `@{store:key}` are references.'),
  secret(`${kind}.*.*.token`, 'Token; `${NAME}` and `@{store:key}` are references.'),
];

/** Reads with influxdata/toml, a fork of naoina/toml. Facts: telegraf docs/TLS.md, docs/CONFIGURATION.md, plugin samples. */
export const telegraf: TomlApplication = {
  id: 'telegraf',
  name: 'Telegraf',
  docs: 'https://docs.influxdata.com/telegraf/v1/configuration/',
  files: ['telegraf.conf', 'telegraf*.conf', 'telegraf.toml', 'telegraf.d/*.conf'],
  markers: ['agent', 'inputs', 'outputs'],
  markersWithName: 1,
  images: ['telegraf'],
  toml: '1.0',
  settings: [
    address(
      'outputs.prometheus_client.*.listen',
      'Address the metrics are served at.',
      bad('exposed-endpoint', 'low', remote, 'shows all metrics to the network; set basic_username or ip_range', {
        also: { basic_username: absent, tls_allowed_cacerts: absent, ip_range: absent },
      }),
    ),
    ...plugin('inputs'),
    ...plugin('outputs'),
    flag(
      'agent.debug',
      'Logs at debug level.',
      bad('debug-enabled', 'low', isTrue, 'logs at debug level; set it to false', { set: false }),
    ),
    text('agent.interval', 'How often inputs are read.'),
    number('agent.metric_buffer_limit', 'Most metrics kept while an output is away.'),
    text('agent.skip_processors_after_aggregators', 'Order of processors.'),
    address(
      'inputs.http_listener_v2.*.service_address',
      'Address to listen on.',
      bad(
        'remote-bind-without-auth',
        'high',
        { test: 'remote-address' },
        'takes metrics from anybody; set basic_username and basic_password',
        {
          also: { basic_username: absent, tls_allowed_cacerts: absent },
        },
      ),
    ),
    address(
      'inputs.influxdb_listener.*.service_address',
      'Address to listen on.',
      bad(
        'remote-bind-without-auth',
        'high',
        { test: 'remote-address' },
        'takes metrics from anybody; set basic_username and basic_password',
        {
          also: { basic_username: absent, token_shared_secret: absent, tls_allowed_cacerts: absent },
        },
      ),
    ),
  ],
};
