import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeName } from '../../formats/compose/model/parts.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf, isJob, isTool, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** The servers whose root is an account of its own beside that of an application. */
const SERVERS: ReadonlySet<string> = new Set(['MySQL', 'MariaDB', 'Percona Server']);
const ROOT_FILES: readonly string[] = ['MYSQL_ROOT_PASSWORD_FILE', 'MARIADB_ROOT_PASSWORD_FILE'];
const USERS: readonly string[] = ['MYSQL_USER', 'MYSQL_USER_FILE', 'MARIADB_USER', 'MARIADB_USER_FILE'];
/** A client that names a user other than root has an account that was made in some other way. */
const OTHER_USER = /(?:^|_)(?:DB|DATABASE|MYSQL|MARIADB|SQL)_?(?:\w+_)?USER(?:NAME)?(?:_FILE)?$/i;
/** Programs that look after the whole server. */
const KEEPERS = /backup|dump|restore|export|monitor|migrat|admin|replica|slave|proxysql|maxscale|router/i;

export default defineRule({
  id: 'compose/superuser-secret',
  subject: 'service',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: "Application is given the secret with its database's root password",
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    if (model === undefined || !isWhole(service, context) || !runsInProduction(service)) return;
    if (isJob(service, model) || isTool(service) || isKeeper(service) || serverOf(service) !== undefined) return;
    // said of that setting: env/superuser
    if (service.environment.some(({ name, value }) => /USER/i.test(name) && value?.value === 'root')) return;
    if (service.environment.some(({ name }) => OTHER_USER.test(name))) return;
    for (const server of model.services.slice(0, MOST_SERVERS)) {
      const product = serverOf(server);
      if (product === undefined || !server.environmentComplete || USERS.some((name) => server.variable(name))) continue;
      if (makesAccounts(server)) continue;
      const root = rootSecret(server);
      const held = root === undefined ? undefined : service.secrets.find(({ name }) => name === root);
      if (held === undefined) continue;
      report({
        at: { uri: held.uri, span: held.span },
        message: `${quoted(service.name)} gets the root password of ${product}, its only account: one injection owns all; add a user`,
        path: ['services', service.name, 'secrets', held.name],
      });
    }
  },
});

/** No file of a person has its databases behind more services. */
const MOST_SERVERS = 200;

function serverOf(service: ComposeService): string | undefined {
  const name = factsOf(service)?.name;
  return name !== undefined && SERVERS.has(name) ? name : undefined;
}

/** Whether scripts that the server runs at its first start may make accounts of their own. */
function makesAccounts({ build, mounts, configs, command }: ComposeService): boolean {
  const isScripts = (target: string | undefined): boolean => target === undefined || SCRIPTS.test(target);
  if (build !== undefined || mounts.some(({ target }) => isScripts(target?.value))) return true;
  if (command?.words.some(({ value }) => value === undefined || /init[-_]file/.test(value))) return true;
  return configs.some(({ options }) => {
    const target = options?.get('target');
    return target?.kind === 'scalar' && isScripts(target.value);
  });
}

/** https://hub.docker.com/_/mysql, "Initializing a fresh instance"; MariaDB's image does the same. */
const SCRIPTS = /^\/docker-entrypoint-initdb\.d(?:\/|$)/;

function isKeeper(service: ComposeService): boolean {
  if (isKind(factsOf(service), 'admin-interface', 'monitoring-agent', 'datastore')) return true;
  return KEEPERS.test(service.name) || KEEPERS.test(service.image?.repository ?? '');
}

/** The secret a server reads its root password from. */
function rootSecret(server: ComposeService): string | undefined {
  const path = ROOT_FILES.map((name) => server.variable(name)?.value).find((value) => value !== undefined);
  return path === undefined ? undefined : server.secrets.find((one) => path === pathOf(one))?.name;
}

function pathOf({ name, options }: ComposeName): string {
  const target = options?.get('target');
  const file = target?.kind === 'scalar' ? (target.value ?? '') : name;
  return file.startsWith('/') ? file : `/run/secrets/${file}`;
}
