import type { ImageFacts } from './image-facts.ts';

/** Who logs in, and what they are let into. */
export const identityProviders: readonly ImageFacts[] = [
  {
    name: 'Keycloak',
    images: ['keycloak/keycloak'],
    kinds: ['identity'],
    memory: { limit: '2G', source: 'docs.redhat.com/en/documentation/red_hat_build_of_keycloak/26.0' },
    // its four sources of settings are flags, variables, keycloak.conf and a keystore
    secrets: [
      { name: 'KC_BOOTSTRAP_ADMIN_PASSWORD', file: null },
      { name: 'KEYCLOAK_ADMIN_PASSWORD', file: null },
      { name: 'KC_DB_PASSWORD', file: null },
    ],
    insecure: [
      {
        effect: 'development',
        where: 'command',
        name: 'start-dev',
        values: ['*'],
        repair: 'start',
        risk: 'HTTP is on, host names are not checked and caches are local',
      },
    ],
    insidePorts: [{ port: 9000, role: 'admin' }],
    lacks: ['curl', 'wget'],
    dropsRoot: true,
    sources: [
      'keycloak/keycloak quarkus/container/Dockerfile',
      'keycloak/keycloak#10816',
      'www.keycloak.org/server/configuration',
    ],
  },
  {
    // the distribution before 17
    name: 'Keycloak (WildFly)',
    images: ['jboss/keycloak'],
    kinds: ['identity'],
    secrets: [
      { name: 'KEYCLOAK_PASSWORD', file: 'KEYCLOAK_PASSWORD_FILE' },
      { name: 'DB_PASSWORD', file: 'DB_PASSWORD_FILE' },
    ],
    insidePorts: [{ port: 9990, role: 'admin' }],
    dropsRoot: true,
    sources: ['keycloak/keycloak-containers#184'],
  },
  {
    name: 'authentik',
    images: ['goauthentik/server', 'beryju/authentik'],
    kinds: ['identity'],
    secrets: [{ name: 'AUTHENTIK_SECRET_KEY' }, { name: 'AUTHENTIK_POSTGRESQL__PASSWORD' }],
    hasHealthCheck: true,
    dropsRoot: true,
    sources: ['goauthentik/authentik Dockerfile'],
  },
  {
    name: 'Authelia',
    images: ['authelia/authelia'],
    kinds: ['identity'],
    secrets: [
      { name: 'AUTHELIA_JWT_SECRET', file: 'AUTHELIA_JWT_SECRET_FILE' },
      { name: 'AUTHELIA_SESSION_SECRET', file: 'AUTHELIA_SESSION_SECRET_FILE' },
      { name: 'AUTHELIA_STORAGE_ENCRYPTION_KEY', file: 'AUTHELIA_STORAGE_ENCRYPTION_KEY_FILE' },
    ],
    hasHealthCheck: true,
    sources: ['authelia/authelia Dockerfile', 'www.authelia.com/configuration/methods/secrets'],
  },
  {
    name: 'Zitadel',
    images: ['zitadel/zitadel'],
    kinds: ['identity'],
    sources: ['see zitadel.com/docs/self-hosting/deploy/compose'],
  },
  {
    name: 'OpenLDAP',
    images: ['osixia/openldap'],
    kinds: ['identity', 'datastore'],
    secrets: [
      { name: 'LDAP_ADMIN_PASSWORD', file: 'LDAP_ADMIN_PASSWORD_FILE' },
      { name: 'LDAP_CONFIG_PASSWORD', file: 'LDAP_CONFIG_PASSWORD_FILE' },
    ],
    insidePorts: [{ port: 389, role: 'data' }],
    sources: ['osixia/docker-openldap README.md'],
  },
  {
    name: 'LLDAP',
    images: ['lldap/lldap', 'nitnelave/lldap'],
    kinds: ['identity'],
    secrets: [{ name: 'LLDAP_LDAP_USER_PASS', file: 'LLDAP_LDAP_USER_PASS_FILE' }],
    insidePorts: [{ port: 3890, role: 'data' }],
    hasHealthCheck: true,
    sources: ['lldap/lldap Dockerfile', 'see lldap/lldap README.md'],
  },
];
