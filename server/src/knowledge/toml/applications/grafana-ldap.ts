import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, secret, text } from '../setting.ts';

/** Facts: grafana conf/ldap.toml. */
export const grafanaLdap: TomlApplication = {
  id: 'grafana-ldap',
  name: 'Grafana LDAP',
  docs: 'https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/ldap/',
  files: ['ldap.toml', 'grafana_ldap*.toml', 'grafana/ldap*.toml'],
  markers: ['servers.*.bind_dn', 'servers.*.host'],
  images: ['grafana/grafana'],
  logsInElsewhere: true,
  settings: [
    text('servers.*.host', 'The LDAP server.'),
    flag(
      'servers.*.use_ssl',
      'Uses TLS.',
      bad('tls-disabled', 'medium', isFalse, 'sends passwords to LDAP in plain text; set use_ssl or start_tls', {
        also: { start_tls: isFalse, host: { test: 'distant-host' } },
      }),
    ),
    flag('servers.*.start_tls', 'Switches to TLS on the plain port.'),
    flag(
      'servers.*.ssl_skip_verify',
      'Does not check the certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any LDAP server; set root_ca_cert instead', {
        set: false,
      }),
    ),
    choice(
      'servers.*.min_tls_version',
      ['TLS1.2', 'TLS1.3'],
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "TLS1.2"', {
        set: 'TLS1.2',
      }),
    ),
    secret('servers.*.bind_password', 'Password of the bind account; `$__env{NAME}` is a reference.'),
    text(
      'servers.*.group_mappings.*.group_dn',
      'LDAP group; * is everybody.',
      bad('unsafe-setting', 'critical', { is: '*' }, 'makes every LDAP user an administrator; name the group', {
        also: { org_role: { is: 'Admin' } },
      }),
      bad('unsafe-setting', 'critical', { is: '*' }, 'makes every LDAP user a server administrator; name the group', {
        also: { grafana_admin: isTrue },
      }),
      bad('unsafe-setting', 'medium', { is: '*' }, 'makes every LDAP user an editor; name the group', {
        also: { org_role: { is: 'Editor' } },
      }),
    ),
    choice('servers.*.group_mappings.*.org_role', ['Admin', 'Editor', 'Viewer'], 'The role the group gets.'),
  ],
};
