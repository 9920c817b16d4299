import data from '../data/rule-evidence.json' with { type: 'json' };

/** What is known of a rule on real files that nobody here wrote. */
export interface RuleEvidence {
  readonly findings: number;
  /** Files with a finding. */
  readonly files: number;
  /** Files that were checked. */
  readonly ofFiles: number;
  /** Findings that an automated review read; they still exist. */
  readonly read: number;
  /** Of those, how many it kept. */
  readonly kept: number;
  /** When it was counted, `YYYY-MM`. */
  readonly month: string;
}

/** `undefined`: a rule that was not counted yet, or one of the engine's own. */
export function ruleEvidence(id: string): RuleEvidence | undefined {
  const { files: ofFiles, month } = data;
  const rules: Readonly<Record<string, readonly number[]>> = data.rules;
  const record = Object.hasOwn(rules, id) ? rules[id] : undefined;
  if (record === undefined) return undefined;
  const [findings = 0, files = 0, read = 0, kept = 0] = record;
  return { findings, files, ofFiles, read, kept, month };
}

/** The numbers alone, for a table whose heading says what they are: `116 in 58 files; 13 of 14 kept`. */
export function evidenceNumbers({ findings, files, read, kept }: RuleEvidence): string {
  if (findings === 0) return '';
  const found = `${findings} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return read === 0 ? found : `${found}; ${kept} of ${read} kept`;
}

/** One sentence that says what it is: `116 findings in 58 of 1,595 real files; 13 of 14 kept in an automated review, 2026-12`. */
export function evidenceSentence({ findings, files, ofFiles, read, kept, month }: RuleEvidence): string {
  const all = ofFiles.toLocaleString('en-US');
  if (findings === 0) return `no finding in ${all} real files, ${month}`;
  const found = `${findings.toLocaleString('en-US')} ${findings === 1 ? 'finding' : 'findings'} in ${files} of ${all} real files`;
  return read === 0
    ? `${found}; none reviewed yet, ${month}`
    : `${found}; ${kept} of ${read} kept in an automated review, ${month}`;
}
