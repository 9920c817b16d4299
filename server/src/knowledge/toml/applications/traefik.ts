import type { TomlApplication } from '../application.ts';
import {
  absent,
  address,
  anybody,
  bad,
  choice,
  flag,
  isFalse,
  isTrue,
  list,
  number,
  table,
  text,
  url,
} from '../setting.ts';
import {
  CLIENT_ADDRESSES,
  DIGEST_HASH,
  PLAIN_DOCKER_API,
  UNCHECKED_CLIENT_CERTIFICATE,
  WEAK_HASHES,
} from './traefik-shared.ts';

const HEADERS = 'http.middlewares.*.headers';
const PUBLISHES = 'publishes every service; set it to false and enable routers by tag or label';
const ENCODED = 'lets encoded characters slip past path rules; set it to false';
const CHARACTERS = ['Slash', 'BackSlash', 'NullCharacter', 'Semicolon', 'Percent', 'QuestionMark', 'Hash'];
const ANY_CERT = 'accepts any certificate of the backend; set rootCAs instead';

/** Facts: Traefik’s static configuration reference. Keys as its own documentation writes them. */
export const traefikStatic: TomlApplication = {
  id: 'traefik',
  name: 'Traefik',
  docs: 'https://doc.traefik.io/traefik/reference/install-configuration/configuration-options/',
  files: ['traefik.toml', 'traefik*.toml', 'traefik/config.toml'],
  markers: ['entryPoints', 'providers'],
  images: ['traefik'],
  settings: [
    ...['swarm', 'consulCatalog', 'ecs', 'nomad'].map((provider) =>
      flag(
        `providers.${provider}.exposedByDefault`,
        'Publishes every service without being asked.',
        bad('exposed-endpoint', 'medium', isTrue, PUBLISHES, {
          set: false,
          consequence: 'services need traefik.enable',
        }),
        bad('exposed-endpoint', 'medium', absent, `and ${PUBLISHES}`, {
          set: false,
          consequence: 'services need traefik.enable',
        }),
      ),
    ),
    url('providers.swarm.endpoint', 'The Docker API of a Swarm manager.', ...PLAIN_DOCKER_API),
    ...CHARACTERS.map((character) =>
      flag(
        `entryPoints.*.http.encodedCharacters.allowEncoded${character}`,
        'Takes paths with this character encoded.',
        bad('unsafe-setting', 'low', isTrue, ENCODED, { set: false, consequence: 'such requests get 400' }),
      ),
    ),
    flag(
      'entryPoints.*.allowACMEByPass',
      'Lets routers answer ACME challenges.',
      bad('unsafe-setting', 'low', isTrue, 'lets any router of a tenant obtain certificates; set it to false', {
        set: false,
      }),
    ),
    text(
      'metrics.prometheus.entryPoint',
      'Entry point that serves the metrics.',
      bad(
        'exposed-endpoint',
        'low',
        { is: ['web', 'websecure', 'http', 'https'] },
        'shows metrics where visitors come in; use an entry point of its own',
      ),
    ),
    flag(
      'api.insecure',
      'Serves API and dashboard on an entry point of its own without login.',
      bad('auth-disabled', 'high', isTrue, 'serves API and dashboard to anybody without login; set it to false', {
        set: false,
        consequence: 'the dashboard needs a router',
      }),
    ),
    flag(
      'api.debug',
      'Adds the Go profiler and expvar below /debug.',
      bad('debug-enabled', 'medium', isTrue, 'opens profiler endpoints below /debug; set it to false', { set: false }),
    ),
    flag('api.dashboard', 'Serves the dashboard; protect its router with a login.'),
    flag(
      'serversTransport.insecureSkipVerify',
      'Does not check the certificates of backends.',
      bad('tls-verification-disabled', 'high', isTrue, ANY_CERT, {
        set: false,
        consequence: 'self-signed backends fail',
      }),
    ),
    ...CLIENT_ADDRESSES,
    address(
      'entryPoints.*.address',
      'Where the entry point listens.',
      bad(
        'tls-disabled',
        'medium',
        { is: [':80', '0.0.0.0:80', '[::]:80', '*:80'] },
        'serves plain HTTP; redirect it to HTTPS',
        {
          also: { 'http.redirections': absent, '/certificatesResolvers': { present: true } },
        },
      ),
    ),
    number(
      'entryPoints.*.transport.respondingTimeouts.readTimeout',
      'Longest time to read a request; 0 is without limit.',
      bad('unlimited', 'medium', { is: [0, '0', '0s'] }, 'lets slow clients hold connections forever; set 60s', {
        set: '60s',
      }),
    ),
    flag(
      'providers.docker.exposedByDefault',
      'Publishes every container without being asked.',
      bad(
        'exposed-endpoint',
        'medium',
        isTrue,
        'publishes every container; set it to false and enable routers by label',
        {
          set: false,
          consequence: 'containers need traefik.enable=true',
        },
      ),
      bad('exposed-endpoint', 'medium', absent, 'and publishes every container; set it to false', {
        set: false,
        consequence: 'containers need traefik.enable=true',
      }),
    ),
    url('providers.docker.endpoint', 'The Docker API.', ...PLAIN_DOCKER_API),
    flag(
      'providers.*.tls.insecureSkipVerify',
      'Does not check the provider’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any certificate of the provider; set ca instead', {
        set: false,
      }),
    ),
    choice(
      'log.level',
      ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'],
      'How much is logged.',
      bad('debug-enabled', 'low', { is: ['DEBUG', 'TRACE'] }, 'logs request internals; use "INFO" in production', {
        set: 'INFO',
      }),
    ),
    table('accessLog', 'Logs requests.'),
    text('certificatesResolvers.*.acme.email', 'Contact of the ACME account.'),
  ],
};

/** Facts: Traefik’s dynamic (routing) configuration reference. */
export const traefikDynamic: TomlApplication = {
  id: 'traefik-dynamic',
  name: 'Traefik',
  docs: 'https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/',
  files: ['dynamic.toml', 'dynamic*.toml', 'dynamic_conf.toml', 'traefik/dynamic/*.toml'],
  markers: ['http.routers', 'http.services', 'http.middlewares', 'tls.options', 'tls.stores', 'http.serversTransports'],
  images: ['traefik'],
  settings: [
    choice(
      'tls.options.*.minVersion',
      ['VersionTLS12', 'VersionTLS13'],
      'The oldest TLS version accepted.',
      bad(
        'outdated-tls',
        'medium',
        { test: 'outdated-tls' },
        'allows TLS versions retired in 2021; use "VersionTLS12"',
        {
          set: 'VersionTLS12',
          consequence: 'older clients are refused',
        },
      ),
    ),
    choice(
      'tls.options.*.clientAuth.clientAuthType',
      [
        'NoClientCert',
        'RequestClientCert',
        'RequireAnyClientCert',
        'VerifyClientCertIfGiven',
        'RequireAndVerifyClientCert',
      ],
      'Whether clients need a certificate.',
      ...UNCHECKED_CLIENT_CERTIFICATE,
    ),
    flag('tls.options.*.sniStrict', 'Refuses connections without a matching certificate.'),
    list(
      `${HEADERS}.accessControlAllowOriginList`,
      'Origins that may call from browsers.',
      bad('permissive-cors', 'high', anybody, 'lets every web site act as the user; name the origins', {
        also: { accessControlAllowCredentials: { is: true } },
      }),
      bad('permissive-cors', 'low', anybody, 'lets every web site read the answers; name the origins'),
    ),
    list(
      `${HEADERS}.accessControlAllowOriginListRegex`,
      'Origins as regular expressions.',
      bad(
        'permissive-cors',
        'low',
        { test: 'matches-anything' },
        'lets every web site read the answers; anchor the pattern',
      ),
    ),
    flag(`${HEADERS}.accessControlAllowCredentials`, 'Sends cookies and logins with cross-origin calls.'),
    number(
      `${HEADERS}.stsSeconds`,
      'How long browsers insist on HTTPS (HSTS).',
      bad('unsafe-setting', 'low', { below: 31536000 }, 'keeps HTTPS for less than a year; use 31536000', {
        set: 31536000,
      }),
    ),
    flag(
      `${HEADERS}.isDevelopment`,
      'Turns the security headers off.',
      bad('debug-enabled', 'high', isTrue, 'turns off host check, HTTPS redirect and HSTS; set it to false', {
        set: false,
      }),
    ),
    flag(
      'http.serversTransports.*.insecureSkipVerify',
      'Does not check the certificates of backends.',
      bad('tls-verification-disabled', 'high', isTrue, ANY_CERT, {
        set: false,
        consequence: 'self-signed backends fail',
      }),
    ),
    flag(
      'tcp.serversTransports.*.tls.insecureSkipVerify',
      'Does not check the certificates of backends.',
      bad('tls-verification-disabled', 'high', isTrue, ANY_CERT, {
        set: false,
        consequence: 'self-signed backends fail',
      }),
    ),
    flag(
      'http.middlewares.*.forwardAuth.tls.insecureSkipVerify',
      'Does not check the authentication server’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any authentication server; set ca instead', {
        set: false,
      }),
    ),
    flag(
      'http.middlewares.*.forwardAuth.trustForwardHeader',
      'Passes the client’s X-Forwarded-* on.',
      bad(
        'spoofable-client-address',
        'medium',
        isTrue,
        'lets clients forge their address to the auth server; set it to false',
        {
          set: false,
        },
      ),
    ),
    list('http.middlewares.*.basicAuth.users', 'Users with their hashed passwords.', ...WEAK_HASHES),
    list('http.middlewares.*.digestAuth.users', 'Users with their digests.', DIGEST_HASH),
    flag(
      'http.middlewares.*.redirectScheme.permanent',
      'Redirects with 301.',
      bad('unsafe-setting', 'low', isFalse, 'redirects to HTTPS only for now; set it to true', {
        set: true,
        also: { scheme: { is: 'https' } },
      }),
    ),
  ],
};
