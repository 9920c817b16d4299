import type { TomlApplication } from '../application.ts';
import {
  absent,
  address,
  anybody,
  bad,
  choice,
  empty,
  flag,
  isFalse,
  isTrue,
  list,
  number,
  remote,
  secret,
  text,
} from '../setting.ts';

const DASHBOARD_OPEN = 'opens the dashboard to the network without a password; set webServer.password';

const shared = [
  choice('auth.method', ['token', 'oidc'], 'How client and server know each other.'),
  secret(
    'auth.token',
    'The token both sides share.',
    bad('missing-credential', 'high', empty, 'is empty, so anybody may use the tunnel server; set a long token', {
      also: { method: absent },
    }),
  ),
  flag(
    'auth.oidc.insecureSkipVerify',
    'Does not check the identity provider’s certificate.',
    bad('tls-verification-disabled', 'high', isTrue, 'accepts any identity provider; set it to false', { set: false }),
  ),
  address(
    'webServer.addr',
    'Address of the dashboard.',
    bad('remote-bind-without-auth', 'critical', remote, DASHBOARD_OPEN, { also: { password: absent } }),
    bad('remote-bind-without-auth', 'critical', remote, DASHBOARD_OPEN, { also: { password: empty } }),
    bad(
      'remote-bind-without-tls',
      'medium',
      remote,
      'serves the dashboard and its login in plain text; set webServer.tls or 127.0.0.1',
      { also: { tls: absent } },
    ),
  ),
  number('webServer.port', 'Port of the dashboard.'),
  text('webServer.user', 'Login of the dashboard.'),
  secret('webServer.password', 'Password of the dashboard.'),
  flag(
    'webServer.pprofEnable',
    'Serves the Go profiler on the dashboard.',
    bad('debug-enabled', 'medium', isTrue, 'opens the profiler on the dashboard; set it to false', { set: false }),
  ),
];

/** Facts: conf/frps_full_example.toml. */
export const frps: TomlApplication = {
  id: 'frps',
  name: 'frps',
  docs: 'https://gofrp.org/en/docs/reference/server-configures/',
  files: ['frps.toml', 'frps*.toml', 'frp/frps.toml'],
  markers: ['bindPort', 'vhostHTTPPort', 'webServer', 'auth'],
  markersWithName: 1,
  images: ['frps', 'fatedier/frps'],
  settings: [
    ...shared,
    number(
      'bindPort',
      'Port clients connect to.',
      bad(
        'missing-credential',
        'high',
        { above: 0 },
        'is open to any client, since no auth.token is set; set auth.token',
        {
          also: { '/auth': absent },
        },
      ),
    ),
    address('bindAddr', 'Address clients connect to.'),
    flag(
      'transport.tls.force',
      'Takes only clients that use TLS.',
      bad('tls-disabled', 'medium', isFalse, 'lets clients connect without TLS; set it to true', {
        set: true,
        consequence: 'clients without TLS are refused',
      }),
    ),
    flag(
      'detailedErrorsToClient',
      'Tells clients what went wrong in detail.',
      bad('debug-enabled', 'low', isTrue, 'tells strangers what the server knows; set it to false', { set: false }),
    ),
    list('allowPorts', 'Ports clients may open.'),
    text('subDomainHost', 'Domain below which clients get names.'),
    address('proxyBindAddr', 'Address the tunnels listen on.'),
    number('maxPortsPerClient', 'Most ports a client may open; 0 is without limit.'),
  ],
};

/** Facts: conf/frpc_full_example.toml. */
export const frpc: TomlApplication = {
  id: 'frpc',
  name: 'frpc',
  docs: 'https://gofrp.org/en/docs/reference/client-configures/',
  files: ['frpc.toml', 'frpc*.toml', 'frp/frpc.toml'],
  markers: ['serverAddr', 'proxies', 'visitors', 'serverPort'],
  images: ['frpc', 'fatedier/frpc'],
  settings: [
    ...shared,
    address('serverAddr', 'The frp server.'),
    flag(
      'transport.tls.enable',
      'Uses TLS to the server (default since v0.50).',
      bad('tls-disabled', 'high', isFalse, 'sends all traffic in plain text; set it to true', {
        set: true,
      }),
    ),
    list(
      'proxies.*.allowUsers',
      'Users that may visit the tunnel.',
      bad('unsafe-setting', 'medium', anybody, 'lets every user of the server in; name the users'),
    ),
    secret(
      'proxies.*.secretKey',
      'The secret visitors need.',
      bad('missing-credential', 'high', empty, 'is empty, so any visitor gets in; set a long secret'),
    ),
  ],
};
