import type { Checklist, Item } from '../checklist.ts';
import { asserted, byRule, manual, nginx, tlsServers } from '../items.ts';
import { HEADER_RULES, HSTS_RULES, REDIRECT_RULES } from '../rule-sets.ts';

const MOZILLA = 'https://wiki.mozilla.org/Security/Server_Side_TLS';

function mozilla(level: 'modern' | 'intermediate', protocols: Item): Checklist {
  const id = `mozilla-${level}`;
  return {
    name: `mozilla-tls-${level}`,
    title: `Mozilla Server Side TLS: ${level}`,
    source: MOZILLA,
    tls: level,
    ...(level === 'modern' && { thresholds: { 'nginx/tls-protocols-weak.minimum-version': 1.3 } }),
    sections: [
      {
        title: 'Connections',
        items: [
          protocols,
          byRule(
            `${id}-ciphers`,
            'cipher suites',
            'Every cipher offered is in the list',
            ['nginx/tls-ciphers-weak'],
            tlsServers,
          ),
          asserted(
            `${id}-server-preference`,
            'cipher preference',
            'The client chooses the cipher',
            nginx('ssl_prefer_server_ciphers', { equals: 'off' }, 'tls-servers'),
          ),
          asserted(
            `${id}-tickets`,
            'session tickets',
            'Session tickets are off',
            nginx('ssl_session_tickets', { equals: 'off' }, 'tls-servers'),
          ),
        ],
      },
      {
        title: 'Sites',
        items: [
          byRule(`${id}-redirect`, 'redirect', 'HTTP is redirected to HTTPS', REDIRECT_RULES, { nginx: 'servers' }),
          byRule(`${id}-hsts`, 'HSTS', 'HSTS is sent for two years', HSTS_RULES, tlsServers),
          manual(
            `${id}-certificate`,
            'certificate',
            'Certificates are ECDSA P-256 (or RSA 2048 for intermediate) and live 90 days at most',
            90,
          ),
        ],
      },
    ],
  };
}

/** TLS 1.3 alone: for services whose clients are all current. */
export const mozillaModern = mozilla(
  'modern',
  asserted(
    'mozilla-modern-protocols',
    'protocols',
    'TLS 1.3 alone is spoken',
    nginx('ssl_protocols', { equals: 'TLSv1.3' }, 'tls-servers'),
  ),
);

/** TLS 1.2 and 1.3: for everybody else. */
export const mozillaIntermediate = mozilla(
  'intermediate',
  byRule(
    'mozilla-intermediate-protocols',
    'protocols',
    'TLS 1.2 and 1.3 are spoken, nothing older',
    ['nginx/tls-protocols-weak', 'nginx/tls-protocols-missing', 'nginx/tls-protocols-per-vhost-ignored'],
    tlsServers,
  ),
);

/** OWASP HTTP Security Response Headers cheat sheet; wording is our own. */
export const owaspHeaders: Checklist = {
  name: 'owasp-headers',
  title: 'OWASP HTTP security response headers',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html',
  sections: [
    {
      title: 'Headers to send',
      items: [
        byRule(
          'owasp-headers-xfo',
          'X-Frame-Options',
          'Pages cannot be framed by others',
          ['nginx/xfo-invalid', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'x-frame-options *' }, 'tls-servers'),
        ),
        byRule(
          'owasp-headers-xcto',
          'X-Content-Type-Options',
          'Types are not guessed',
          ['nginx/xcto-invalid', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'x-content-type-options nosniff*' }, 'tls-servers'),
        ),
        byRule(
          'owasp-headers-referrer',
          'Referrer-Policy',
          'Addresses are not passed on in full',
          HEADER_RULES,
          tlsServers,
          nginx('add_header', { matches: 'referrer-policy *' }, 'tls-servers'),
        ),
        byRule('owasp-headers-hsts', 'Strict-Transport-Security', 'Browsers stay on HTTPS', HSTS_RULES, tlsServers),
        byRule(
          'owasp-headers-csp',
          'Content-Security-Policy',
          'Scripts come from known places',
          ['nginx/csp-missing', 'nginx/csp-unsafe', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'content-security-policy *' }, 'tls-servers'),
        ),
        byRule(
          'owasp-headers-permissions',
          'Permissions-Policy',
          'Camera, microphone and location are decided',
          HEADER_RULES,
          tlsServers,
          nginx('add_header', { matches: 'permissions-policy *' }, 'tls-servers'),
        ),
        byRule(
          'owasp-headers-cors',
          'Access-Control-Allow-Origin',
          'Origins are named',
          [
            'nginx/cors-wildcard',
            'nginx/cors-wildcard-credentials',
            'nginx/cors-reflect-origin',
            'nginx/cors-null-origin',
          ],
          tlsServers,
        ),
        manual('owasp-headers-coop', 'Cross-Origin-*-Policy', 'Cross-origin isolation is decided'),
      ],
    },
    {
      title: 'Headers not to send',
      items: [
        asserted(
          'owasp-headers-server',
          'Server',
          'The version is not told',
          nginx('server_tokens', { equals: 'off' }, 'servers'),
        ),
        byRule(
          'owasp-headers-powered',
          'X-Powered-By',
          'The software behind is not told',
          ['nginx/hide-upstream-headers', 'nginx/server-header-leak'],
          { nginx: 'proxied' },
        ),
      ],
    },
  ],
};
