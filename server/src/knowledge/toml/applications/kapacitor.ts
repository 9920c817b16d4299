import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue } from '../setting.ts';

/** Facts: influxdata/kapacitor etc/kapacitor/kapacitor.conf. */
export const kapacitor: TomlApplication = {
  id: 'kapacitor',
  name: 'Kapacitor',
  docs: 'https://docs.influxdata.com/kapacitor/v1/administration/configuration/',
  files: ['kapacitor.conf', 'kapacitor*.conf', 'kapacitor.toml'],
  markers: ['influxdb', 'config-override', 'task', 'replay', 'http'],
  markersWithName: 2,
  images: ['kapacitor'],
  settings: [
    flag(
      'opentsdb.tls-enabled',
      'Takes metrics over TLS.',
      bad('tls-disabled', 'medium', isFalse, 'takes metrics in plain text; set it to true', {
        also: { enabled: isTrue },
        set: true,
      }),
    ),
    flag(
      'http.https-enabled',
      'Serves HTTPS.',
      bad('tls-disabled', 'medium', isFalse, 'takes tasks and logins in plain text; set it to true with a certificate'),
    ),
    flag(
      'http.auth-enabled',
      'Asks for a login.',
      bad('auth-disabled', 'high', isFalse, 'lets anybody run tasks; set it to true', { set: true }),
    ),
    flag(
      'http.pprof-enabled',
      'Serves the Go profiler.',
      bad('debug-enabled', 'medium', isTrue, 'opens the profiler; set it to false', { set: false }),
    ),
    flag(
      'http.write-tracing',
      'Logs every write.',
      bad('debug-enabled', 'low', isTrue, 'logs every write; set it to false', { set: false }),
    ),
    flag(
      'influxdb.*.insecure-skip-verify',
      'Does not check InfluxDB’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any InfluxDB; set ssl-ca instead', { set: false }),
    ),
    flag(
      'smtp.no-verify',
      'Does not check the mail server’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any mail server; set it to false', { set: false }),
    ),
    flag(
      'config-override.enabled',
      'Lets the configuration be changed over HTTP.',
      bad('unsafe-setting', 'medium', isTrue, 'lets callers change the configuration over HTTP; set it to false', {
        set: false,
      }),
    ),
  ],
};
