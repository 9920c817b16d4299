import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, flag, isFalse, remote, secret, text } from '../setting.ts';

/** Facts: lldap_config.docker_template.toml. */
export const lldap: TomlApplication = {
  id: 'lldap',
  name: 'LLDAP',
  docs: 'https://github.com/lldap/lldap/blob/main/lldap_config.docker_template.toml',
  files: ['lldap_config.toml', 'lldap_config*.toml', 'lldap/config.toml', 'lldap.toml'],
  markers: ['ldap_base_dn', 'ldap_user_pass', 'jwt_secret', 'ldap_port'],
  images: ['lldap/lldap', 'nitnelave/lldap'],
  variables: {
    jwt_secret: 'LLDAP_JWT_SECRET',
    ldap_user_pass: 'LLDAP_LDAP_USER_PASS',
    key_seed: 'LLDAP_KEY_SEED',
    ldap_host: 'LLDAP_LDAP_HOST',
  },
  settings: [
    text('ldap_base_dn', 'The directory’s root.'),
    secret('jwt_secret', 'Signs sessions; better LLDAP_JWT_SECRET_FILE.'),
    secret('ldap_user_pass', 'The administrator’s first password: 8 characters or more.'),
    secret('key_seed', 'Derives the server’s private key.'),
    flag(
      'force_ldap_user_pass_reset',
      'Resets the administrator’s password at every start.',
      bad(
        'unsafe-setting',
        'medium',
        { is: ['always', true] },
        'resets the admin password at every start; set it to false',
        { set: false },
      ),
    ),
    address(
      'ldap_host',
      'Address of the LDAP port.',
      bad('remote-bind-without-tls', 'low', remote, 'takes LDAP passwords in plain text; turn ldaps_options on', {
        also: { 'ldaps_options.enabled': isFalse },
      }),
      bad('remote-bind-without-tls', 'low', remote, 'takes LDAP passwords in plain text; turn ldaps_options on', {
        also: { ldaps_options: absent },
      }),
    ),
    flag('ldaps_options.enabled', 'Serves LDAPS.'),
    choice(
      'smtp_options.smtp_encryption',
      ['TLS', 'STARTTLS', 'NONE'],
      'Encryption of e-mail.',
      bad(
        'tls-disabled',
        'medium',
        { is: 'NONE' },
        'sends reset links and the mail password in plain text; use "TLS"',
        { set: 'TLS' },
      ),
    ),
    flag('verbose', 'Logs in detail.'),
  ],
};
