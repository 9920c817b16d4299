import { parseDuration, showDuration, unitOfKey } from '../../knowledge/env/duration.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const WORDS =
  '(?:expir(?:y|es|es_in|es_after|ation|ation_time)|ttl|lifetime|max_age|validity)(?:_(?:secs?|seconds?|mins?|minutes?|hours?|days?))?';
const LIFETIME = new RegExp(`(?:^|_)${WORDS}$`);
/** In a table about tokens the lifetime may stand alone; `cache_ttl` there is something else. */
const BARE_LIFETIME = new RegExp(`^(?:token_|default_)?${WORDS}$`);
const TOKEN = /(?:^|_)(?:jwt|access_tokens?|id_tokens?|bearer_tokens?|auth_tokens?)(?:_|$)/;
const REFRESH =
  /(?:^|_)(?:refresh|remember|invite|invitation|reset|verification|registration|clean|cleanup|session)(?:_|$)/;

/** The lifetime of an access token in seconds; `undefined` for other scalars and where the unit is not known. */
function lifetimeOf({ key, above, value }: LooseLeaf): number | undefined {
  const about = TOKEN.test(key)
    ? LIFETIME.test(key)
    : BARE_LIFETIME.test(key) && above.some((name) => TOKEN.test(name));
  if (!about || [...above, key].some((name) => REFRESH.test(name))) return undefined;
  if (typeof value === 'boolean') return undefined;
  return parseDuration(String(value), unitOfKey(key.toUpperCase()));
}

export default defineRule({
  id: 'toml/long-lived-token',
  subject: 'document',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Access tokens live too long',
  fix: 'behavior-changing',
  formats: ['toml'],
  thresholds: { seconds: { default: 86_400, description: 'longest lifetime of an access token in seconds' } },
  check: checkProblem('long-lived-token', (loose, _, report, context) => {
    const seconds = lifetimeOf(loose);
    const limit = context.threshold('seconds');
    // Zero means forever here and at once there.
    if (seconds === undefined || seconds <= limit) return;
    const { leaf } = loose;
    const life = seconds === Number.POSITIVE_INFINITY ? 'forever' : `for ${showDuration(seconds)}`;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} keeps a stolen token valid ${life}; keep it within ${showDuration(limit)}`,
      path: leaf.path.map(String),
    });
  }),
});
