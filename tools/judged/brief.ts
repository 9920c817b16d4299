/** The file a reader gets: a table of what was drawn, without any verdict. */

export interface Item {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  /** `corpus/<file>:<line>` or `corpus/<file>`. */
  readonly place: string;
  readonly message: string;
  /** Title of the best fix, or of the one to judge. */
  readonly fix: string;
  /** What the fix changes, masked. */
  readonly diff?: string;
}

const ASK: Readonly<Record<string, string>> = {
  findings: `Open each file and its neighbours and judge as a platform engineer in a review who is tired of noisy linters.
TRUE: you keep it. ARGUABLE: right, but you wave it away, or its severity or place is wrong. FALSE: wrong on facts, misleading, or its fix breaks
the deployment or makes no sense here. Try the offered fixes on a copy. Answer in a table of tab-separated columns:
id, verdict, rule, path:line, expect (kept, gone, at most low, at most medium, folded, reader), wanted, reason.`,
  recall: `Read each file as an operator before production and note what you would raise, before you look at any output. Answer in a table of
tab-separated columns: format, path, line, weight (serious, medium, low, none), seen (reported, strict, stage, missed), counts (yes, lowered,
no), what. \`seen\` and \`counts\` come last, with the output at hand.`,
};

/** Markdown for `*.md`, else tab-separated. */
export function briefText(path: string, kind: string, seed: string, items: readonly Item[]): string {
  return path.endsWith('.md') ? markdown(kind, seed, items) : table(kind, items);
}

function table(kind: string, items: readonly Item[]): string {
  const cells = ({ id, rule, severity, place, message, fix }: Item) =>
    kind === 'recall' ? [id, rule, place] : [id, rule, severity, place, message, fix];
  const header =
    kind === 'recall' ? ['id', 'format', 'path'] : ['id', 'rule', 'severity', 'path:line', 'message', 'fix'];
  const lines = [header, ...items.map(cells)].map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t'));
  return `${lines.join('\n')}\n`;
}

function markdown(kind: string, seed: string, items: readonly Item[]): string {
  const ask = ASK[kind] ?? ASK['findings'];
  const parts = items.map(({ id, rule, severity, place, message, fix, diff }) =>
    kind === 'recall'
      ? `* ${id} (${rule}) ${place}`
      : [
          `## ${id} ${rule} (${severity})`,
          `${place}`,
          message,
          ...(fix === '' ? [] : [`Fix: ${fix}`]),
          ...(diff === undefined ? [] : [`\`\`\`diff\n${diff.trimEnd()}\n\`\`\``]),
        ].join('\n\n'),
  );
  return `# Sample: ${kind}, seed ${seed}, ${items.length} drawn\n\n${ask}\n\n${parts.join(kind === 'recall' ? '\n' : '\n\n')}\n`;
}
