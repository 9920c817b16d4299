import { evidenceSentence, type RuleEvidence, ruleEvidence } from '../report/rule-evidence.ts';
import { ruleIndex } from '../report/rule-info.ts';
import { RULES } from '../rules/registry.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type Terminal } from './terminal.ts';

/** `preflight rules`: every rule with severity, profile and fix, as a table or JSON. */
export function listRules(args: Arguments, terminal: Terminal): number {
  const rules = [...ruleIndex(RULES).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (args.choice('format', ['text', 'json'] as const) === 'json') {
    const body = rules.map(({ id, severity, category, profile, stages, summary, fix, formats }) => ({
      id,
      severity,
      category,
      profile,
      stages,
      summary,
      fix,
      formats,
      ...evidenceField(id),
    }));
    terminal.out(`${JSON.stringify(body, null, 2)}\n`);
    return EXIT.clean;
  }
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const rule of rules) {
    terminal.out(`${rule.id.padEnd(width)}  ${rule.severity.padEnd(8)}  ${rule.profile.padEnd(11)}  ${rule.summary}\n`);
  }
  terminal.out(`${rules.length} rules. preflight explain <rule-id> shows a rule's page.\n`);
  return EXIT.clean;
}

/** What is known of a rule on real files, in numbers and in words; nothing for a rule that was not counted. */
function evidenceField(id: string): { readonly evidence?: RuleEvidence & { readonly text: string } } {
  const evidence = ruleEvidence(id);
  return evidence === undefined ? {} : { evidence: { ...evidence, text: evidenceSentence(evidence) } };
}
