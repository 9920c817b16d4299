import type { FixSafety } from '../server/src/finding/fix.ts';
import type { Category } from '../server/src/finding/severity.ts';
import type { RuleMeta, RuleStages } from '../server/src/rules/contract.ts';
import { FACTS_END, FACTS_START } from './rule-page-source.ts';

const FIX_WORDS: Readonly<Record<FixSafety | 'none', string>> = {
  safe: 'safe: cannot change what runs, applied by fix-all and on save',
  'behavior-changing': 'behavior-changing: its title names the consequence, applied only when chosen',
  'needs-input': 'needs input: leaves a placeholder for you to fill in',
  none: 'none',
};

/** Where findings of a rule do not rest (`engine/stage-policy.ts`), for a list. */
const STAGE_WORDS: Readonly<Record<RuleStages, string>> = {
  any: 'every stage',
  production: 'production files only',
  running: 'production and development files, not templates',
  reachable: 'production files; development files where everyone reaches the service',
  deployed: 'production files and templates, not development files',
};

/** Short words for a category, for tables. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  secret: 'secrets',
  transport: 'transport',
  access: 'access',
  exposure: 'exposure',
  isolation: 'isolation',
  limits: 'limits',
  'supply-chain': 'supply chain',
  observability: 'observability',
  correctness: 'correctness',
};

/**
 * A page with the facts between its two marks as the code states them; everything else stays as somebody wrote it.
 * @throws Error when the page lacks the marks
 */
export function withFacts(rule: RuleMeta, page: string): string {
  const start = page.indexOf(FACTS_START);
  const end = page.indexOf(FACTS_END);
  if (start < 0 || end < start) throw new Error(`docs/rules/${rule.id}.md: the two marks around the facts are missing`);
  return `${page.slice(0, start + FACTS_START.length)}\n\n${facts(rule)}\n\n${page.slice(end)}`;
}

function facts(rule: RuleMeta): string {
  const list = [
    `* **Severity**: ${rule.severity}; **category**: ${CATEGORY_WORDS[rule.category]}; **profile**: ${rule.profile}`,
    `* **Reported in**: ${rule.formats.join(', ')} (${STAGE_WORDS[rule.stages]})`,
    `* **Fix**: ${FIX_WORDS[rule.fix]}`,
    ...Object.entries(rule.thresholds ?? {}).map(
      ([name, limit]) => `* **Threshold** \`${rule.id}.${name}\`: ${limit.default}, ${limit.description}`,
    ),
  ];
  return `${rule.summary}.\n\n${list.join('\n')}`;
}
