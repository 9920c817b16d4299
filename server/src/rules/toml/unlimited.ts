import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf } from '../../formats/toml/read/tree.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const LIMIT =
  /^(?:max|maximum)_\w*(?:connections?|conns?|clients?|sessions?|requests?|body(?:_size)?|body_bytes|size|bytes|length|memory|open_files|subscriptions?|streams?|upload(?:_size)?|payload(?:_size)?)$|^\w*(?:body|upload|payload|request|memory|connection|rate|message|file)s?_(?:size_)?limit$|^(?:rate_limit|limit_\w+|\w*(?:read|write|idle|request|client|body|header)_timeout)$/;
const NO_LIMIT = /^(?:unlimited|infinite|infinity|inf|none|no_limit|nolimit|-1)$/i;

const RATE_LIMIT_SWITCH = /^(?:\w*_)?(?:rate_?limit(?:ing|er)?_enabled?|enable_rate_?limit(?:ing|er)?)$/;
const RATE_LIMIT_TABLE = /(?:^|_)rate_?limit(?:s|ing|er)?$/;

/** Whether a limit on requests is switched off as a whole. */
function dropsRateLimit({ key, table, value }: LooseLeaf): boolean {
  if (value !== false || isNegated(key)) return false;
  return RATE_LIMIT_SWITCH.test(key) || (/^enabled?$/.test(key) && RATE_LIMIT_TABLE.test(table));
}

/** A comment that says what zero means: `0 = unlimited`. */
const ZERO_MEANS =
  /\b0\b[^.;]{0,40}\b(?:unlimited|no limit|infinite|infinity|without limit|disables? the limit|no timeout)\b|\b(?:unlimited|no limit|infinite|no timeout)\b[^.;]{0,20}\b0\b/i;

function saysUnlimited(model: TomlModel, { leaf, value }: LooseLeaf): boolean {
  if (typeof value === 'string') return NO_LIMIT.test(value.trim());
  if (typeof value === 'bigint' || typeof value === 'boolean') return false;
  if (value === -1 || value === Number.POSITIVE_INFINITY) return true;
  return value === 0 && ZERO_MEANS.test(commentsAt(model, leaf));
}

/** The comment behind a leaf and the ones directly above it. */
function commentsAt(model: TomlModel, leaf: TomlLeaf): string {
  const { text } = model.file;
  let start = text.lastIndexOf('\n', leaf.entrySpan.start - 1) + 1;
  for (let lines = 0; start > 0 && lines < 12; lines++) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!text.slice(previous, start).trimStart().startsWith('#')) break;
    start = previous;
  }
  const lineEnd = text.indexOf('\n', leaf.entrySpan.end);
  const above = text.slice(start, leaf.entrySpan.start);
  return `${above} ${text.slice(leaf.entrySpan.end, lineEnd < 0 ? text.length : lineEnd)}`
    .replace(/\s*\n\s*#\s*/g, ' ')
    .slice(0, 4000);
}

export default defineRule({
  id: 'toml/unlimited',
  subject: 'document',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'A limit is set to no limit',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('unlimited', (loose, model, report) => {
    const { leaf } = loose;
    const dropped = dropsRateLimit(loose);
    if (!dropped && (!LIMIT.test(loose.key) || !saysUnlimited(model, loose))) return;
    const fix = dropped ? flip(model, leaf, 'clients that ask too often are refused') : undefined;
    report({
      at: leaf.valueSpan,
      message: dropped
        ? `${shownPath(leaf)} = false lets one client flood the service and guess passwords; turn it on`
        : `${shownPath(leaf)} sets no limit, so one client can exhaust the service; set a bound`,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
