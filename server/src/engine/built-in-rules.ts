import type { Format } from '../formats/format.ts';
import { FORMATS } from '../formats/format.ts';
import type { RuleMeta } from '../rules/contract.ts';

const NO_EXAMPLES = { bad: [], good: [] };

function syntaxRule(format: Format, name: string): RuleMeta {
  return {
    id: `${format}/syntax`,
    severity: 'medium',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: `The file is not valid ${name}`,
    why: 'A file that cannot be read whole cannot be called clean: the broken part may hide anything. What could be read is still checked; rules about absent things stay silent until the file is whole again.',
    references: [],
    fix: 'none',
    formats: [format],
    examples: NO_EXAMPLES,
  };
}

/** Findings the engine makes itself: they have pages, severities and suppressions like rules, but no `check`. */
export const BUILT_IN_RULES: readonly RuleMeta[] = [
  syntaxRule('dotenv', '.env syntax'),
  syntaxRule('compose', 'Compose YAML'),
  syntaxRule('toml', 'TOML'),
  syntaxRule('nginx', 'nginx syntax'),
  {
    id: 'preflight/suppression',
    severity: 'low',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A suppression comment is wrong, expired, without a reason, or suppresses nothing',
    why: 'A suppression is a decision somebody must be able to review. One without a reason, with an unknown rule, past its date, or with nothing left to silence only hides the next real finding.',
    references: [],
    fix: 'safe',
    formats: FORMATS,
    examples: NO_EXAMPLES,
  },
  {
    id: 'preflight/settings',
    severity: 'medium',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'The settings file has a mistake',
    why: 'A setting that is not understood has no effect. The mistake is shown on its key and the rest of the settings stay in force, so that a typing error never switches a check off in silence.',
    references: [],
    fix: 'safe',
    formats: FORMATS,
    examples: NO_EXAMPLES,
  },
  {
    id: 'preflight/unreadable',
    severity: 'high',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A file was not checked, or not to its end',
    why: 'What could not be read or followed to its end was not checked: too large, not UTF-8 text, no permission, a link out of the repository, nesting no real file has, or a failure of Config Preflight itself. It is named, and high, so that nobody takes silence for a clean result. Medium where only the content could have told whether the file is one of ours.',
    references: [],
    fix: 'none',
    formats: FORMATS,
    examples: NO_EXAMPLES,
  },
  {
    id: 'internal/rule-crashed',
    severity: 'high',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A rule of Config Preflight failed on this file',
    why: 'A defect of ours: the rule stopped on this file, all other rules still report, and what it would have found there is not known. Please report it with the rule id; the message never contains the content of your file.',
    references: [],
    fix: 'none',
    formats: FORMATS,
    examples: NO_EXAMPLES,
  },
];
