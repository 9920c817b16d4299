import type { Fix } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { type OpenDoor, openDoor } from '../../knowledge/env/authentication.ts';
import { isOff, isOn, opposite } from '../../knowledge/env/switch.ts';
import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { reachOfValue, serviceNamed, severityAt } from '../../subjects/env/reach.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, editsIn, type Setting, setTo } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/authentication-disabled',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'running',
  summary: 'Anybody who reaches the program is let in',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    const door = written === undefined ? undefined : openDoor(variable.key, written);
    if (written === undefined || door === undefined) return;
    // In a compose file the image is known, and compose/authentication-disabled says what is open.
    if (value.place !== 'dotenv' && value.name === 'DISABLE_SECURITY_PLUGIN') return;
    if (door.kind === 'anonymous' && door.admin && !anonymousIsOn(variable, context)) return;
    const looksOnly = door.kind === 'anonymous' && !door.admin && isViewer(variable, context);
    const severity = looksOnly ? 'low' : severityAt(value, context, severityOf(door, variable, context));
    if (severity === undefined) return;
    if (door.kind === 'anonymous') {
      const right = door.admin ? 'every right' : looksOnly ? 'read access' : 'access';
      const message = `${name} gives visitors without an account ${right}; switch it off`;
      const fixes = door.admin
        ? setFix(value, 'Viewer', 'anonymous users only look')
        : flipFix(value, written, 'false', 'visitors must sign in');
      report({ at, severity, message, fixes: withLoginForm(fixes, variable, context) });
      return;
    }
    if (door.kind === 'screen') {
      const message = `${name} shows the screen to everybody who reaches its VNC port; remove it and set a password`;
      report({ at, severity, message, fixes: [] });
      return;
    }
    const needs = companionOf(variable.key, besides(variable, context.all('setting')));
    const filledAgain = isFilledFromElsewhere(value, severity, context);
    report({
      at,
      severity: filledAgain ? 'low' : severity,
      message:
        needs === undefined
          ? `${name} lets anybody in who reaches the program; switch authentication on`
          : `${name} lets anybody in who reaches it; ${needs}`,
      fixes: needs === undefined ? repairs(value, written, door.safe) : [],
    });
  },
});

/**
 * What the program needs besides the switch before it starts again, and its clients get in: `undefined` when it is there, or nothing is
 * known. Then one edit is enough.
 * PostgreSQL: https://hub.docker.com/_/postgres ("superuser password is not specified"; pg_hba.conf is written for new volumes only).
 * Elasticsearch: https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-basic (ELASTIC_PASSWORD).
 * OpenSearch: https://docs.opensearch.org/latest/security/configuration/demo-configuration/ (needed since 2.12).
 */
function companionOf(key: string, others: readonly Setting[]): string | undefined {
  const row = COMPANIONS.find(({ door }) => door.test(key));
  if (row === undefined || others.some((other) => row.password.test(other.key) && other.value.source !== ''))
    return undefined;
  return row.advice;
}

const COMPANIONS: readonly { readonly door: RegExp; readonly password: RegExp; readonly advice: string }[] = [
  {
    door: /^POSTGRES_HOST_AUTH_METHOD$/,
    password: /^POSTGRES_PASSWORD(?:_FILE)?$/,
    advice: 'use scram-sha-256 with POSTGRES_PASSWORD (new volumes only)',
  },
  {
    door: /^XPACK_SECURITY_ENABLED$/,
    password: /^ELASTIC_PASSWORD(?:_FILE)?$/,
    advice: 'switch it on with ELASTIC_PASSWORD, which clients need too',
  },
  {
    door: /^(?:DISABLE_SECURITY_PLUGIN|PLUGINS_SECURITY_DISABLED)$/,
    password: /^OPENSEARCH_INITIAL_ADMIN_PASSWORD$/,
    advice: 'security needs OPENSEARCH_INITIAL_ADMIN_PASSWORD and https',
  },
];

/** A search index or a cache that only neighbours reach holds copies of what lies elsewhere. */
function isFilledFromElsewhere(value: NamedValue, severity: Severity, context: RuleContext): boolean {
  return (
    severity === 'medium' &&
    reachOfValue(value, context) === 'network' &&
    isKind(imageFacts(serviceNamed(value.owner, context)?.image?.value), 'search', 'cache')
  );
}

function severityOf(door: OpenDoor, variable: Setting, context: RuleContext): Severity {
  if (door.kind === 'anonymous') return door.admin ? 'high' : 'medium';
  if (door.kind === 'off') return 'high';
  const locked = besides(variable, context.all('setting')).some(({ key, text }) => key === door.lock && isOn(text));
  return locked ? 'medium' : 'high';
}

/** Grafana: visitors that are given the role Viewer by name look at dashboards and change nothing. */
function isViewer(variable: Setting, context: RuleContext): boolean {
  const others = besides(variable, context.all('setting'));
  return others.some(({ key, text }) => key === 'GF_AUTH_ANONYMOUS_ORG_ROLE' && text.toLowerCase() === 'viewer');
}

/** Grafana: the role counts only when anonymous access is on. */
function anonymousIsOn(variable: Setting, context: RuleContext): boolean {
  const others = besides(variable, context.all('setting'));
  return others.some((other) => other.key === 'GF_AUTH_ANONYMOUS_ENABLED' && isOn(other.value.resolved ?? ''));
}

/** Grafana: with the login form switched off nobody could sign in afterwards, so it comes back with the same fix. */
function withLoginForm(fixes: readonly Fix[], variable: Setting, context: RuleContext): readonly Fix[] {
  const form = besides(variable, context.all('setting')).find(
    ({ key, text }) => key === 'GF_AUTH_DISABLE_LOGIN_FORM' && isOn(text),
  );
  if (form === undefined) return fixes;
  const edits = setTo(form.value, opposite(form.text, 'false'));
  if (edits === undefined) return [];
  return fixes.map((one) => ({
    ...one,
    title: one.title.replace(/ \(/, ' and bring the login form back ('),
    edits: () => [...one.edits(), ...editsIn(form.value, edits)],
  }));
}

function repairs(value: NamedValue, text: string, safe: string | undefined): readonly Fix[] {
  const consequence = 'callers must sign in';
  if (safe !== undefined) return setFix(value, safe, consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : [];
}
