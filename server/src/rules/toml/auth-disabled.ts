import { severityByReach } from '../../finding/reach.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { reachInToml } from '../../subjects/toml/reach.ts';
import { flip, isNegated, isUnclear, type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const AUTH_TABLE = /^(?:\w+_)?(?:auth|authentication|authorization|basic_auth)$/;
const ENABLED = /^(?:enabled?|required?|use|active)$/;
const ON_WHEN_SAFE =
  /^(?:\w+_)?(?:auth_enabled?|enable_auth(?:entication|orization)?|require_auth(?:entication)?|auth_required|authentication_(?:enabled|required)|authorization_enabled|use_auth(?:entication)?)$/;
const OFF_WHEN_SAFE =
  /^(?:\w+_)?(?:disable_auth(?:entication|orization)?|auth_disabled|no_auth(?:entication)?|skip_auth(?:entication)?|allow_anonymous(?:_access|_login|_users?)?|anonymous_access|allow_unauthenticated(?:_access|_requests?|_users?|_clients?)?|unauthenticated_access|skip_grant_tables?|insecure_no_auth)$/;
const METHOD = /^(?:\w+_)?(?:auth_(?:type|mode|method|mechanism)|authentication(?:_(?:type|mode|method))?)$/;
const NO_METHOD = /^(?:none|off|trust|no_password|disabled?|anonymous|no|open|insecure)$/i;

function turnsOff({ key, table, value }: LooseLeaf): boolean {
  if (value === false) {
    return !isNegated(key) && (ON_WHEN_SAFE.test(key) || (ENABLED.test(key) && AUTH_TABLE.test(table)));
  }
  if (value === true) return OFF_WHEN_SAFE.test(key) && !isUnclear(key);
  if (typeof value !== 'string' || !NO_METHOD.test(value)) return false;
  return METHOD.test(key) || (/^(?:mode|type|method)$/.test(key) && AUTH_TABLE.test(table));
}

/** What a service asks of the other side (SMTP, a proxy, a broker it sends to) is that side's business. */
function isClientSide({ above, key }: LooseLeaf): boolean {
  const names = [...above, key];
  return names.some((name) =>
    /(?:^|_)(?:smtp|mail|mailer|email|proxy|client|upstream|sinks?|outputs?|sources?|consumer|producer|scrape)(?:_|$)/.test(
      name,
    ),
  );
}

/** Whether every absolute path of the file lies below `/tmp`: a server somebody starts to try something out. */
function isThrownAway(model: TomlModel): boolean {
  return model.derived('thrown away', () => {
    const paths = model.leaves.flatMap(({ value }) =>
      typeof value === 'string' && /^\/\w/.test(value) ? [value] : [],
    );
    return paths.length >= 2 && paths.every((path) => /^(?:\/var)?\/tmp(?:\/|$)/.test(path));
  });
}

export default defineRule({
  id: 'toml/auth-disabled',
  subject: 'document',
  severity: 'critical',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Authentication is switched off',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('auth-disabled', (loose, model, report) => {
    if (!turnsOff(loose) || isClientSide(loose)) return;
    const { leaf, value } = loose;
    const table = tableOf(leaf);
    const reach = reachInToml(model, table) ?? 'unknown';
    if (reach === 'loopback') return;
    const severity = isThrownAway(model) ? 'low' : (severityByReach('critical', reach) ?? 'high');
    const fix = flip(model, leaf, 'clients must log in; accounts the program brings along keep their passwords');
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = ${value} lets anybody in without a login; require authentication`,
      severity,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
