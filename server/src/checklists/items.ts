import type {
  Check,
  ComposeCheck,
  EnvCheck,
  Finder,
  Item,
  NginxCheck,
  NginxWhere,
  Selector,
  Test,
} from './checklist.ts';

/** Short forms in which the built-in checklists are written. The result is plain data. */

/** Decided by rules over what a selector finds; more checks may follow. */
export function byRule(
  id: string,
  source: string,
  title: string,
  rules: readonly string[],
  about: Selector,
  ...more: readonly Check[]
): Item {
  return { id, source, title, kind: 'rule', checks: [rule(rules, about), ...more] };
}

/** Decided by conditions on values. */
export function asserted(id: string, source: string, title: string, ...checks: readonly Check[]): Item {
  return { id, source, title, kind: 'assertion', checks };
}

/** Passed by something good that is found, else a person's word. */
export function evidenced(id: string, source: string, title: string, ...finders: readonly Finder[]): Item {
  return { id, source, title, kind: 'evidence', checks: finders.map((find) => ({ kind: 'evidence', find })) };
}

/** A person ticks it; `every`: days until the tick goes stale. */
export function manual(id: string, source: string, title: string, every?: number): Item {
  return { id, source, title, kind: 'manual', ...(every !== undefined && { every }) };
}

/** Something to run against the live system. */
export function atRuntime(id: string, source: string, title: string, command: string, expect: string): Item {
  return { id, source, title, kind: 'runtime', command, expect };
}

/** The item makes sense only where the selector finds something. */
export function onlyWith(applies: Selector, item: Item): Item {
  return { ...item, applies };
}

/** One good check is enough. */
export function anyOf(item: Item): Item {
  return { ...item, any: true };
}

/** Evidence of its rules names this setting: a path of a service or a directive. */
export function showing(shows: string, item: Item): Item {
  const checks = (item.checks ?? []).map((check) => (check.kind === 'rule' ? { ...check, shows } : check));
  return { ...item, checks };
}

/** Only what speaks against it counts: that nothing does is no proof. */
export function against(check: Check): Check {
  return { ...check, only: 'fail' };
}

/** Only where a variable has such a value. */
export function where(name: string, value: string, check: Check): Check {
  return { ...check, when: { env: name, value } };
}

/** Only what speaks for it counts. */
export function inFavour(check: Check): Check {
  return { ...check, only: 'pass' };
}

export function rule(rules: readonly string[], about: Selector): Check {
  return { kind: 'rule', rules, about };
}

export function env(name: string, test: Test, withOthers?: string, more: Partial<EnvCheck> = {}): Check {
  return { kind: 'env', name, test, ...(withOthers !== undefined && { with: withOthers }), ...more };
}

export function toml(path: string, test: Test, application?: string, withOthers?: string): Check {
  return {
    kind: 'toml',
    path,
    test,
    ...(application !== undefined && { application }),
    ...(withOthers !== undefined && { with: withOthers }),
  };
}

export function compose(path: string, test: Test, services?: string, more: Partial<ComposeCheck> = {}): Check {
  return { kind: 'compose', path, test, ...(services !== undefined && { services }), ...more };
}

export function nginx(directive: string, test: Test, where: NginxWhere, more: Partial<NginxCheck> = {}): Check {
  return { kind: 'nginx', directive, test, where, ...more };
}

export function evidence(find: Finder): Check {
  return { kind: 'evidence', find };
}

export const services: Selector = { services: 'all' };
/** The program the list is about, not the database and the proxy beside it. */
export const applications: Selector = { services: 'application' };
export const dotenvFiles: Selector = { format: 'dotenv' };
export const datastores = { services: 'datastore|cache|queue|search|object-store' } as const;
export const servers: Selector = { nginx: 'servers' };
export const tlsServers: Selector = { nginx: 'tls-servers' };
export const proxied: Selector = { nginx: 'proxied' };

/** Names under which applications keep what the checks of several lists look at. */
export const NAMES = {
  jwt: '*JWT*SECRET*|*JWT*_KEY|JWT_KEY',
  password: '*PASSWORD|*PASSWD|*_PASS',
  databaseUrl: '*DATABASE_URL*|*DB_URL*|*POSTGRES*URL*|*DATABASE*DSN|*DB_DSN|*POSTGRES*DSN|PG_DSN',
  /** A URL that asks for TLS, by the parameters and schemes of the common drivers. */
  tlsUrl:
    '*sslmode=require*|*sslmode=verify-*|*ssl=true*|*tls=true*|*ssl-mode=required*|*ssl-mode=verify*|*ssl=require*|rediss://*|amqps://*|mongodb+srv://*|*+ssc://*|*+s://*',
  logRetention: '*LOG*RETENTION*DAYS|*AUDIT*RETENTION*DAYS|*ACCESS*RETENTION*DAYS|*ERROR*RETENTION*DAYS',
  /** Not zero, which means for ever to most programs. */
  aNumber: '1*|2*|3*|4*|5*|6*|7*|8*|9*',
  backupSchedule: '*BACKUP*SCHEDULE*|*BACKUP*CRON*',
  cors: '*CORS*ORIGIN*|*ALLOWED_ORIGINS*',
} as const;
