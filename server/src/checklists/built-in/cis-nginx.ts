import type { Checklist } from '../checklist.ts';
import {
  against,
  asserted,
  byRule,
  evidence,
  manual,
  nginx,
  proxied,
  rule,
  servers,
  showing,
  tlsServers,
} from '../items.ts';
import { HEADER_RULES, HSTS_RULES, REDIRECT_RULES } from '../rule-sets.ts';

/** One to ten seconds, as nginx writes them. */
const TEN_SECONDS = {
  oneOf: Array.from({ length: 10 }, (_, i) => i + 1).flatMap((seconds) => [`${seconds}`, `${seconds}s`]),
} as const;

/** The ports web servers answer on. */
const WEB_PORTS = ['80', '443', '8080', '8443'].flatMap((port) => [port, `${port} *`, `*:${port}`, `*:${port} *`]);

/** CIS NGINX Benchmark: what a configuration shows; wording is our own. */
export const cisNginx: Checklist = {
  name: 'cis-nginx',
  title: 'CIS NGINX Benchmark',
  source: 'https://www.cisecurity.org/benchmark/nginx',
  sections: [
    {
      title: '2 Basic configuration',
      items: [
        manual('cis-nginx-2.1', '2.1', 'Only needed modules are loaded'),
        byRule('cis-nginx-2.2', '2.2', 'Workers run as a dedicated user', ['nginx/user-root'], { format: 'nginx' }),
        // Modes of files are not seen here, a key below what is served is.
        asserted(
          'cis-nginx-2.3',
          '2.3',
          'Configuration and keys are readable by their owner only',
          against(rule(['nginx/ssl-private-key-exposed', 'nginx/root-sensitive-dir'], { format: 'nginx' })),
        ),
        byRule(
          'cis-nginx-2.4.1',
          '2.4.1',
          'nginx listens only on authorised ports',
          ['nginx/listen-443-without-ssl'],
          servers,
          nginx('listen', { matches: [...WEB_PORTS, 'unix:*', '127.0.0.1:*'].join('|') }, 'servers', { every: true }),
        ),
        byRule(
          'cis-nginx-2.4.2',
          '2.4.2',
          'Requests for unknown names are refused',
          ['nginx/default-server-missing', 'nginx/duplicate-default-server'],
          servers,
          nginx('listen', { matches: '*default_server*' }, 'servers', { some: true }),
          evidence({ nginx: 'return', value: '444' }),
          evidence({ nginx: 'ssl_reject_handshake', value: 'on' }),
        ),
        asserted(
          'cis-nginx-2.4.3',
          '2.4.3',
          'keepalive_timeout is 10 seconds or less, not 0',
          nginx('keepalive_timeout', TEN_SECONDS, 'http'),
        ),
        asserted(
          'cis-nginx-2.4.4',
          '2.4.4',
          'send_timeout is 10 seconds or less, not 0',
          nginx('send_timeout', TEN_SECONDS, 'http'),
        ),
        asserted(
          'cis-nginx-2.5.1',
          '2.5.1',
          'server_tokens is off',
          nginx('server_tokens', { equals: 'off' }, 'servers'),
        ),
        byRule('cis-nginx-2.5.3', '2.5.3', 'Hidden files are not served', ['nginx/dotfiles-exposed'], servers),
        byRule(
          'cis-nginx-2.5.4',
          '2.5.4',
          'The proxy does not tell what stands behind it',
          ['nginx/hide-upstream-headers', 'nginx/server-header-leak'],
          proxied,
        ),
      ],
    },
    {
      title: '3 Logging',
      items: [
        showing(
          'access_log',
          byRule('cis-nginx-3.2', '3.2', 'Access is logged', ['nginx/access-log-off-global'], { nginx: 'http' }),
        ),
        byRule(
          'cis-nginx-3.3',
          '3.3',
          'Errors are logged',
          ['nginx/error-log-off'],
          { format: 'nginx' },
          nginx('error_log', { notMatches: '/dev/null*|off*' }, 'http', { default: 'logs/error.log error' }),
        ),
        manual('cis-nginx-3.4', '3.4-3.6', 'Logs rotate and reach a central server'),
        asserted(
          'cis-nginx-3.7',
          '3.7',
          'Proxies pass the address of the client on',
          nginx('proxy_set_header', { matches: 'x-forwarded-for *|x-real-ip *' }, 'proxied'),
        ),
      ],
    },
    {
      title: '4 Encryption',
      items: [
        showing('return', byRule('cis-nginx-4.1.1', '4.1.1', 'HTTP is redirected to HTTPS', REDIRECT_RULES, servers)),
        asserted(
          'cis-nginx-4.1.2',
          '4.1.2',
          'A certificate is installed',
          nginx('ssl_certificate', { present: true }, 'tls-servers'),
        ),
        showing(
          'ssl_protocols',
          byRule(
            'cis-nginx-4.1.4',
            '4.1.4',
            'Only modern TLS versions are spoken',
            ['nginx/tls-protocols-weak', 'nginx/tls-protocols-missing'],
            tlsServers,
          ),
        ),
        byRule('cis-nginx-4.1.5', '4.1.5', 'Weak ciphers are off', ['nginx/tls-ciphers-weak'], tlsServers),
        manual('cis-nginx-4.1.6', '4.1.6', 'Diffie-Hellman parameters are your own (only with DHE ciphers)'),
        byRule('cis-nginx-4.1.8', '4.1.8', 'HSTS is sent', HSTS_RULES, tlsServers),
        byRule(
          'cis-nginx-4.1.9',
          '4.1.9-4.1.10',
          'Connections to upstream servers are encrypted and verified',
          ['nginx/proxy-ssl-verify-off', 'nginx/proxy-ssl-verify-no-ca', 'nginx/cleartext-upstream'],
          proxied,
        ),
        asserted(
          'cis-nginx-4.1.12',
          '4.1.12',
          'Session tickets are off',
          nginx('ssl_session_tickets', { equals: 'off' }, 'tls-servers'),
        ),
      ],
    },
    {
      title: '5 Request filtering and restrictions',
      items: [
        manual('cis-nginx-5.1', '5.1', 'Access is filtered by address and method where it can be'),
        asserted(
          'cis-nginx-5.2.1',
          '5.2.1',
          'Slow request headers and bodies time out',
          nginx('client_body_timeout', TEN_SECONDS, 'http'),
          nginx('client_header_timeout', TEN_SECONDS, 'http'),
        ),
        byRule(
          'cis-nginx-5.2.2',
          '5.2.2',
          'Request bodies have a maximum size',
          ['nginx/client-body-unlimited'],
          { format: 'nginx' },
          against(nginx('client_max_body_size', { notMatches: '0' }, 'servers', { default: '1m' })),
        ),
        asserted(
          'cis-nginx-5.2.4',
          '5.2.4',
          'Connections per address are limited',
          nginx('limit_conn', { present: true }, 'servers', { some: true }),
        ),
        asserted(
          'cis-nginx-5.2.5',
          '5.2.5',
          'Requests per address are limited',
          nginx('limit_req', { present: true }, 'servers', { some: true }),
        ),
        byRule(
          'cis-nginx-5.3.1',
          '5.3.1',
          'X-Frame-Options is sent',
          ['nginx/xfo-invalid', ...HEADER_RULES],
          tlsServers,
        ),
        byRule(
          'cis-nginx-5.3.2',
          '5.3.2',
          'X-Content-Type-Options is sent',
          ['nginx/xcto-invalid', ...HEADER_RULES],
          tlsServers,
        ),
        byRule(
          'cis-nginx-5.3.3',
          '5.3.3',
          'A Content-Security-Policy is sent',
          ['nginx/csp-missing', 'nginx/csp-unsafe', ...HEADER_RULES],
          tlsServers,
        ),
        byRule('cis-nginx-5.3.4', '5.3.4', 'A Referrer-Policy is sent', HEADER_RULES, tlsServers),
      ],
    },
  ],
};
