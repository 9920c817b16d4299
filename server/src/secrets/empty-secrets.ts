import { classifyKey, isIssued, type Purpose } from './purpose.ts';

/** Frameworks that stop when their key is empty: nothing is ever signed with it, the mistake shows at the first start. */
export const REFUSES_EMPTY: ReadonlyMap<Purpose, string> = new Map([
  // Illuminate\\Encryption\\MissingAppKeyException: "No application encryption key has been specified."
  ['laravel-key', 'Laravel'],
  // railties, Rails::Application::Configuration#secret_key_base: ArgumentError "Missing `secret_key_base`"
  ['rails-key-base', 'Rails'],
  // django.conf.Settings: ImproperlyConfigured "The SECRET_KEY setting must not be empty."
  ['django-key', 'Django'],
]);

/**
 * Programs whose start script makes the key where it is empty, by the name the file gives them.
 * Monica: https://github.com/monicahq/monica/blob/main/scripts/docker/entrypoint.sh (`php artisan key:generate` without a key)
 */
export const GENERATES_WHEN_EMPTY = /^monica$/i;

/**
 * Variables whose database image stops when they are empty, so that nothing runs open: its own start script says so.
 * https://hub.docker.com/_/postgres, https://hub.docker.com/_/mysql, https://hub.docker.com/_/mariadb,
 * https://learn.microsoft.com/sql/linux/quickstart-install-connect-docker (the password policy)
 * pgAdmin: https://www.pgadmin.org/docs/pgadmin4/latest/container_deployment.html ("required and must be set at launch time")
 */
const STOPS_WHEN_EMPTY =
  /^(?:POSTGRES_PASSWORD|POSTGRESQL_PASSWORD|(?:MYSQL|MARIADB)_ROOT_PASSWORD|(?:MSSQL_)?SA_PASSWORD|ORACLE_PASSWORD|ORACLE_PWD|OPENSEARCH_INITIAL_ADMIN_PASSWORD|COUCHDB_PASSWORD|PGADMIN_DEFAULT_PASSWORD)$/;

/** Whether a service whose variable of this name is empty does not start. */
export function stopsWhenEmpty(variable: string): boolean {
  return STOPS_WHEN_EMPTY.test(variable);
}

/**
 * Variables whose program makes no account when they are empty: nobody gets in with an empty password, and nobody else does.
 * Keycloak: https://www.keycloak.org/server/bootstrap-admin-recovery; the start scripts of MySQL and MariaDB make the user only when
 * name and password are there: https://github.com/docker-library/mysql, https://github.com/MariaDB/mariadb-docker
 */
const NO_ACCOUNT_WHEN_EMPTY = /^(?:(?:KEYCLOAK|KC_BOOTSTRAP)_ADMIN_PASSWORD|(?:MYSQL|MARIADB)_PASSWORD)$/;

/** Whether a program whose variable of this name is empty starts without the account it is for. */
export function makesNoAccount(variable: string): boolean {
  return NO_ACCOUNT_WHEN_EMPTY.test(variable);
}

/** What an application signs and encrypts with for itself. */
export const APPLICATION_KEYS: ReadonlySet<Purpose> = new Set([
  'signing-key',
  'app-secret',
  'django-key',
  'rails-key-base',
  'laravel-key',
  'fernet-key',
  'master-key',
]);

/** What a server or the application checks itself: it must not silently be empty, nor be the same in every copy. */
export const OWN_SECRETS: ReadonlySet<Purpose> = new Set([...APPLICATION_KEYS, 'password', 'encryption-key']);

/** What a secret of this name checks or signs with; `undefined` where it is none, or one of a provider that many run without. */
export function neededPurpose(name: string): Purpose | undefined {
  const key = classifyKey(name);
  return key.kind === 'secret' && OWN_SECRETS.has(key.purpose) && !isIssued(name) ? key.purpose : undefined;
}
