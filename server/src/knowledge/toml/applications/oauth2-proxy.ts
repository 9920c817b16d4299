import type { TomlApplication } from '../application.ts';
import { absent, anybody, bad, choice, flag, isFalse, isTrue, list, secret, text } from '../setting.ts';

const FORGED = 'accepts identities nobody vouches for; set it to false';

/** Facts: contrib/oauth2-proxy.cfg.example, docs/configuration/overview.md. */
export const oauth2Proxy: TomlApplication = {
  id: 'oauth2-proxy',
  name: 'OAuth2 Proxy',
  docs: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
  files: ['oauth2-proxy.cfg', 'oauth2_proxy.cfg', 'oauth2-proxy*.cfg', 'oauth2-proxy.toml', 'oauth2-proxy*.toml'],
  markers: ['upstreams', 'cookie_secret', 'provider', 'client_id', 'email_domains', 'http_address'],
  markersWithName: 1,
  images: ['oauth2-proxy/oauth2-proxy', 'oauth2-proxy'],
  settings: [
    flag(
      'reverse_proxy',
      'Believes X-Forwarded-* headers.',
      bad('spoofable-client-address', 'low', isTrue, 'believes headers of any client; set trusted_proxy_ips', {
        also: { trusted_proxy_ips: absent },
      }),
    ),
    list('trusted_proxy_ips', 'Proxies whose headers are believed.'),
    flag(
      'cookie_secure',
      'Sends the cookie over HTTPS only.',
      bad('insecure-cookie', 'high', isFalse, 'sends the session over plain HTTP; set it to true', {
        set: true,
        consequence: 'needs HTTPS',
      }),
    ),
    flag(
      'cookie_httponly',
      'Hides the cookie from scripts.',
      bad('insecure-cookie', 'high', isFalse, 'lets scripts read the session; set it to true', { set: true }),
    ),
    choice(
      'cookie_samesite',
      ['lax', 'strict', 'none', ''],
      'When the cookie is sent from other sites.',
      bad('insecure-cookie', 'low', { is: 'none' }, 'sends the session with requests of other sites; use "lax"', {
        set: 'lax',
      }),
    ),
    secret(
      'cookie_secret',
      'Encrypts the session: 16, 24 or 32 bytes.',
      bad(
        'missing-credential',
        'high',
        { test: 'not-aes-key' },
        'is not 16, 24 or 32 bytes; use `openssl rand -base64 32`',
      ),
    ),
    list(
      'email_domains',
      'Who may log in, by e-mail domain.',
      bad('auth-disabled', 'medium', { ...anybody }, 'lets any account of the provider in; name your domains', {
        also: {
          authenticated_emails_file: absent,
          allowed_groups: absent,
          oidc_issuer_url: absent,
          allowed_roles: absent,
          github_org: absent,
        },
      }),
    ),
    flag(
      'ssl_insecure_skip_verify',
      'Does not check the provider’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any identity provider; set it to false', {
        set: false,
      }),
    ),
    flag(
      'ssl_upstream_insecure_skip_verify',
      'Does not check the upstream’s certificate.',
      bad('tls-verification-disabled', 'medium', isTrue, 'accepts any upstream; set it to false', { set: false }),
    ),
    flag(
      'redis_insecure_skip_tls_verify',
      'Does not check Redis’ certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any Redis; set it to false', { set: false }),
    ),
    flag(
      'insecure_oidc_skip_issuer_verification',
      'Does not check who issued a token.',
      bad('auth-disabled', 'high', isTrue, FORGED, { set: false }),
    ),
    flag(
      'insecure_oidc_allow_unverified_email',
      'Takes e-mail addresses the provider has not verified.',
      bad('auth-disabled', 'high', isTrue, FORGED, { set: false }),
    ),
    flag(
      'insecure_oidc_skip_nonce',
      'Does not check the nonce.',
      bad('auth-disabled', 'medium', isTrue, 'lets identity tokens be replayed; set it to false', { set: false }),
    ),
    list(
      'skip_auth_routes',
      'Paths open without a login.',
      bad(
        'auth-disabled',
        'high',
        { test: 'matches-anything' },
        'opens every path without a login; anchor the pattern',
      ),
    ),
    list(
      'skip_auth_regex',
      'Paths open without a login.',
      bad(
        'auth-disabled',
        'high',
        { test: 'matches-anything' },
        'opens every path without a login; anchor the pattern',
      ),
    ),
    list(
      'whitelist_domains',
      'Where logins may return to.',
      bad(
        'open-redirect',
        'high',
        { hasItem: ['*', '.*'] },
        'lets logins be redirected to any site; name your domains',
      ),
    ),
    list(
      'trusted_ips',
      'Addresses that need no login.',
      bad(
        'auth-disabled',
        'critical',
        { hasItem: ['0.0.0.0/0', '::/0'] },
        'lets everybody in without a login; remove it',
        { dropItem: true },
      ),
    ),
    flag('force_https', 'Redirects HTTP to HTTPS.'),
    secret('client_secret', 'The OAuth client’s secret; better client_secret_file.'),
    text('cookie_expire', 'How long a session lasts.'),
  ],
};
