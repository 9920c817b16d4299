import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

/** The table or the key says whose addresses are meant. */
const SOURCES = /(?:^|_)(?:sources?|source_ips?|ips|ip|networks?|cidrs?|clients?|addresses|subnets?)(?:_|$)/;
const ALLOWS = /^allow(?:ed|list|_list)?(?:_|$)/;
const EVERYBODY = /^(?:any|all|\*|0\.0\.0\.0\/0|::\/0)$/i;
/** A tunnel's list of allowed addresses says where packets go, not who may come. */
const ROUTES = /(?:^|_)(?:peers?|wireguard|wg|route|routes|interface)(?:_|$)/;

/** What a text does in every program that takes it. */
function riskOf({ key, table, above, value }: LooseLeaf): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (/(?:^|_)dnssec(?:_|$)/.test(key) && /^validation_?disabled$/i.test(value))
    return 'takes forged DNS answers for true ones; turn validation on';
  if (!EVERYBODY.test(value) || !ALLOWS.test(key) || above.some((name) => ROUTES.test(name))) return undefined;
  return SOURCES.test(key) || SOURCES.test(table)
    ? 'lets every address in; list the networks that may come'
    : undefined;
}

export default defineRule({
  id: 'toml/unsafe-setting',
  subject: 'document',
  severity: 'critical',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'A setting its own documentation calls unsafe is on',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('unsafe-setting', (loose, _model, report) => {
    const risk = riskOf(loose);
    if (risk === undefined) return;
    const { leaf } = loose;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} ${risk}`,
      severity: risk.startsWith('lets') ? 'low' : 'medium',
      path: leaf.path.map(String),
    });
  }),
});
