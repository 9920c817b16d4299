import type { Category, Example, FixSafety, RuleMeta, Severity } from '../rules/contract.ts';
import { maskTokens } from '../secrets/tokens/mask-tokens.ts';

const FIX_WORDS: Readonly<Record<FixSafety | 'none', string>> = {
  safe: 'safe: cannot change what runs, applied by fix-all and on save',
  'behavior-changing': 'behavior-changing: its title names the consequence, applied only when chosen',
  'needs-input': 'needs input: leaves a placeholder for you to fill in',
  none: 'none',
};

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'whoever reaches it, or one compromised process, gets the host or the whole data set',
  high: "one service's data or identity, or everything to whoever holds a copy of the file",
  medium: "one service's data after a foothold, or an easier next step or an outage for anybody on the network",
  low: 'hygiene, or an easier next step for somebody who is inside already',
};

const FENCE: Readonly<Record<Example['format'], string>> = {
  dotenv: 'dotenv',
  compose: 'yaml',
  toml: 'toml',
  nginx: 'nginx',
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

const STAGE_WORDS: Readonly<Record<RuleMeta['stages'], string>> = {
  any: 'every stage',
  production: 'production files only',
  running: 'every stage but templates',
  reachable: 'production; development where everyone reaches the service',
  deployed: 'every stage but development',
};

/** The rule's page as Markdown: the file in `docs/rules`, the hover, `preflight explain`. `short` leaves the examples out. */
export function rulePage(rule: RuleMeta, options: { readonly short?: boolean } = {}): string {
  const parts = [
    `# ${rule.id}`,
    `${rule.summary}.`,
    rule.why,
    [
      `* **Severity**: ${rule.severity} — ${rule.severityBecause ?? SEVERITY_WORDS[rule.severity]}`,
      `* **Category**: ${CATEGORY_WORDS[rule.category]}; **profile**: ${rule.profile}; **speaks in**: ${rule.formats.join(', ')} (${STAGE_WORDS[rule.stages]})`,
      `* **Fix**: ${FIX_WORDS[rule.fix]}`,
      ...Object.entries(rule.thresholds ?? {}).map(
        ([name, limit]) => `* **Threshold** \`${rule.id}.${name}\`: ${limit.default} — ${limit.description}`,
      ),
    ].join('\n'),
  ];
  if (options.short !== true)
    parts.push(...examples('Reported', rule.examples.bad), ...examples('Not reported', rule.examples.good));
  if (rule.references.length > 0)
    parts.push(['## References', '', ...rule.references.map(({ name, url }) => `* [${name}](${url})`)].join('\n'));
  if (options.short !== true) {
    parts.push(
      [
        '## Ignore it',
        '',
        'On the line above, or behind the line, with a reason:',
        '',
        '```',
        `# preflight-ignore ${rule.id} -- why this is right here`,
        '```',
      ].join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function examples(title: string, list: readonly Example[]): readonly string[] {
  if (list.length === 0) return [];
  return [
    `## ${title}`,
    ...list.map((example) => {
      const files = Object.entries(example.files ?? {}).map(
        ([path, text]) => `With \`${path}\`:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``,
      );
      const name = example.name === undefined ? '' : `\`${example.name}\`:\n\n`;
      return [`${name}\`\`\`${FENCE[example.format]}\n${maskTokens(example.text.trimEnd())}\n\`\`\``, ...files].join(
        '\n\n',
      );
    }),
  ];
}
