import { evidenceSentence, ruleEvidence } from '../report/rule-evidence.ts';
import { ruleIndex } from '../report/rule-info.ts';
import { type LoadPages, pageMarkdown } from '../report/rule-page.ts';
import { RULES } from '../rules/registry.ts';
import { oneOf } from './scan-options.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';

/** `preflight explain <rule-id>`: the rule's page, offline. @throws UsageError for an unknown rule. */
export async function explain(words: readonly string[], terminal: Terminal, loadPages: LoadPages): Promise<number> {
  const [id, ...rest] = words;
  if (id === undefined || rest.length > 0)
    throw new UsageError('explain takes one rule id: preflight explain secret/weak');
  const rule = oneOf(id, new Set(ruleIndex(RULES).keys()), 'rule');
  const page = (await loadPages())[rule];
  if (page === undefined)
    throw new UsageError('the pages of the rules (rule-pages.json) are missing beside the program');
  const evidence = ruleEvidence(rule);
  const record = evidence === undefined ? '' : `\nOn real files: ${evidenceSentence(evidence)}.\n`;
  const text = `${pageMarkdown(rule, page)}${record}`;
  terminal.out(terminal.color ? paintMarkdown(text) : text);
  return EXIT.clean;
}

/** Headings bold, the rest as it is. */
function paintMarkdown(page: string): string {
  return page
    .split('\n')
    .map((line) => (line.startsWith('#') ? `\u001b[1m${line}\u001b[0m` : line))
    .join('\n');
}
