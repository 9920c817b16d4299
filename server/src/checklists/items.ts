import type { Check, Finder, Item, NginxWhere, Selector, Test } from './checklist.ts';

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

export function rule(rules: readonly string[], about: Selector): Check {
  return { kind: 'rule', rules, about };
}

export function env(name: string, test: Test, withOthers?: string): Check {
  return { kind: 'env', name, test, ...(withOthers !== undefined && { with: withOthers }) };
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

export function compose(path: string, test: Test, services?: string): Check {
  return { kind: 'compose', path, test, ...(services !== undefined && { services }) };
}

export function nginx(directive: string, test: Test, where: NginxWhere): Check {
  return { kind: 'nginx', directive, test, where };
}

export function evidence(find: Finder): Check {
  return { kind: 'evidence', find };
}

export const services: Selector = { services: 'all' };
export const datastores: Selector = { services: 'datastore|cache|queue|search|object-store' };
export const servers: Selector = { nginx: 'servers' };
export const tlsServers: Selector = { nginx: 'tls-servers' };
export const proxied: Selector = { nginx: 'proxied' };

/** Names under which applications keep what the checks of several lists look at. */
export const NAMES = {
  jwt: '*JWT*SECRET*|*JWT*_KEY|JWT_KEY',
  password: '*PASSWORD|*PASSWD|*_PASS',
  databaseUrl: '*DATABASE_URL*|*DB_URL*|*POSTGRES*URL*|*_DSN',
  cors: '*CORS*ORIGIN*|*ALLOWED_ORIGINS*',
} as const;
