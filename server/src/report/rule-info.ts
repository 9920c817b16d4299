import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import type { RuleMeta } from '../rules/contract.ts';

/** Metadata of a rule or of a finding the engine makes itself. */
export type RuleInfo = RuleMeta;

/** Look-up of a rule's metadata by id over the registry and the built-in rules. */
export function ruleIndex(rules: readonly RuleMeta[]): ReadonlyMap<string, RuleInfo> {
  return new Map([...rules, ...BUILT_IN_RULES].map((rule) => [rule.id, rule]));
}

/** Where a rule's page stands on the web: the link behind a finding's code. */
export function rulePageUrl(id: string): string {
  return `https://github.com/config-preflight/config-preflight/blob/main/docs/rules/${id}.md`;
}
