import type { TomlApplication } from '../application.ts';
import { address, bad, choice, empty, flag, isFalse, isTrue, number, path, remote, secret } from '../setting.ts';

const OPEN_INPUT = 'takes data from anybody without a login; turn it off or bind it to 127.0.0.1';
const openInput = (kind: string) =>
  flag(
    `${kind}.*.enabled`,
    `Listens for ${kind} data.`,
    bad('remote-bind-without-auth', 'medium', isTrue, OPEN_INPUT, { also: { 'bind-address': remote } }),
  );

/** Facts: influxdb 1.x etc/config.sample.toml. `auth-enabled` is false by default. */
export const influxdb1: TomlApplication = {
  id: 'influxdb',
  name: 'InfluxDB',
  docs: 'https://docs.influxdata.com/influxdb/v1/administration/config/',
  files: ['influxdb.conf', 'influxdb*.conf', 'influxdb.toml', 'influxdb/config.toml'],
  markers: ['meta', 'data', 'http'],
  markersWithName: 2,
  images: ['influxdb'],
  variables: {
    'http.auth-enabled': 'INFLUXDB_HTTP_AUTH_ENABLED',
    'http.https-enabled': 'INFLUXDB_HTTP_HTTPS_ENABLED',
    'http.pprof-enabled': 'INFLUXDB_HTTP_PPROF_ENABLED',
    'http.bind-address': 'INFLUXDB_HTTP_BIND_ADDRESS',
  },
  settings: [
    address('http.bind-address', 'Address of the HTTP API.'),
    flag(
      'http.auth-enabled',
      'Asks for user and password.',
      bad('auth-disabled', 'critical', isFalse, 'lets anybody read and delete all data; set it to true', {
        set: true,
        consequence: 'clients must log in; create an admin first',
      }),
      bad(
        'auth-disabled',
        'medium',
        { absent: true },
        'and is off by default: anybody may read and delete; set it to true',
        { set: true, consequence: 'clients must log in; create an admin first' },
      ),
    ),
    flag(
      'http.https-enabled',
      'Serves HTTPS.',
      bad(
        'tls-disabled',
        'medium',
        isFalse,
        'sends passwords and data in plain text; set it to true with a certificate',
      ),
    ),
    flag(
      'http.pprof-enabled',
      'Serves the Go profiler.',
      bad('debug-enabled', 'medium', isTrue, 'opens the profiler without a login; set pprof-auth-enabled = true', {
        also: { 'pprof-auth-enabled': isFalse },
      }),
    ),
    flag(
      'http.debug-pprof-enabled',
      'Serves the profiler during start.',
      bad('debug-enabled', 'low', isTrue, 'opens the profiler during start; set it to false', { set: false }),
    ),
    flag('http.pprof-auth-enabled', 'Asks for a login at the profiler.'),
    flag(
      'http.ping-auth-enabled',
      'Asks for a login at /ping and /metrics.',
      bad('exposed-endpoint', 'low', isFalse, 'shows version and metrics to anybody; set it to true', {
        also: { 'auth-enabled': isTrue },
        set: true,
      }),
    ),
    secret(
      'http.shared-secret',
      'Signs JWT tokens.',
      bad('missing-credential', 'high', empty, 'is empty: before 1.7.6 forged tokens are let in; set a long secret', {
        also: { 'auth-enabled': isTrue },
      }),
    ),
    flag(
      'http.prom-read-auth-enabled',
      'Asks for a login at Prometheus remote read.',
      bad('auth-disabled', 'medium', isFalse, 'lets anybody read data as Prometheus; set it to true', {
        also: { 'auth-enabled': isTrue },
        set: true,
      }),
    ),
    number(
      'http.max-body-size',
      'Largest request body; 0 is without limit.',
      bad('unlimited', 'medium', { is: 0 }, 'sets no limit on request bodies; use 25000000', { set: 25000000 }),
    ),
    number('http.max-connection-limit', 'Most connections; 0 is without limit.'),
    choice(
      'tls.min-version',
      ['tls1.2', 'tls1.3'],
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "tls1.2"', {
        set: 'tls1.2',
      }),
    ),
    flag(
      'subscriber.insecure-skip-verify',
      'Does not check certificates of subscribers.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any certificate; set ca-certs instead', { set: false }),
    ),
    path(
      'http.https-certificate',
      'Certificate of the HTTP API.',
      bad('tls-disabled', 'medium', empty, 'is empty while HTTPS is on; name the file', {
        also: { 'https-enabled': isTrue },
      }),
    ),
    openInput('graphite'),
    openInput('udp'),
    openInput('collectd'),
    openInput('opentsdb'),
  ],
};

/** Facts: InfluxDB OSS 2 configuration options. */
export const influxdb2: TomlApplication = {
  id: 'influxdb2',
  name: 'InfluxDB',
  docs: 'https://docs.influxdata.com/influxdb/v2/reference/config-options/',
  files: ['influxdb/config.toml', 'influxdb2/config.toml', 'influxdb2.toml'],
  markers: ['bolt-path', 'engine-path'],
  images: ['influxdb'],
  settings: [
    path('bolt-path', 'Metadata store.'),
    path('engine-path', 'Time series store.'),
    address('http-bind-address', 'Address of the HTTP API.'),
    path('tls-cert', 'Certificate of the HTTP API.'),
    flag('tls-strict-ciphers', 'Only strong ciphers.'),
    choice(
      'tls-min-version',
      ['1.2', '1.3'],
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "1.2"', {
        set: '1.2',
      }),
    ),
    flag(
      'pprof-disabled',
      'Closes the profiler below /debug/pprof.',
      bad('debug-enabled', 'medium', isFalse, 'leaves the profiler open; set it to true', { set: true }),
    ),
    flag(
      'hardening-enabled',
      'Forbids requests to private addresses from templates and Flux.',
      bad('unsafe-setting', 'medium', isFalse, 'lets Flux and templates call internal hosts; set it to true', {
        set: true,
      }),
    ),
    number(
      'session-length',
      'Minutes a login lasts (default 60).',
      bad('long-lived-token', 'low', { above: 1440 }, 'keeps logins for more than a day; use 60', { set: 60 }),
    ),
  ],
};
