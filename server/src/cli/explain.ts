import { evidenceSentence, ruleEvidence } from '../report/rule-evidence.ts';
import { ruleIndex } from '../report/rule-info.ts';
import { rulePage } from '../report/rule-page.ts';
import { RULES } from '../rules/registry.ts';
import { oneOf } from './scan-options.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';

/** `preflight explain <rule-id>`: the rule's page, offline. @throws UsageError for an unknown rule. */
export function explain(words: readonly string[], terminal: Terminal): number {
  const [id, ...rest] = words;
  if (id === undefined || rest.length > 0)
    throw new UsageError('explain takes one rule id: preflight explain secret/weak');
  const index = ruleIndex(RULES);
  const rule = index.get(oneOf(id, new Set(index.keys()), 'rule'));
  if (rule === undefined) throw new UsageError(`unknown rule "${id}"`);
  const evidence = ruleEvidence(rule.id);
  const page = `${rulePage(rule)}${evidence === undefined ? '' : `\nOn real files: ${evidenceSentence(evidence)}.\n`}`;
  terminal.out(terminal.color ? paintMarkdown(page) : page);
  return EXIT.clean;
}

/** Headings bold, the rest as it is. */
function paintMarkdown(page: string): string {
  return page
    .split('\n')
    .map((line) => (line.startsWith('#') ? `\u001b[1m${line}\u001b[0m` : line))
    .join('\n');
}
