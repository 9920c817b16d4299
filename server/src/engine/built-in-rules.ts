import type { Severity } from '../finding/severity.ts';
import { FORMATS, type Format } from '../formats/format.ts';
import type { RuleMeta } from '../rules/contract.ts';

function syntaxRule(format: Format, name: string, severity: Severity = 'medium'): RuleMeta {
  return {
    id: `${format}/syntax`,
    severity,
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: `The file is not valid ${name}`,
    fix: 'none',
    formats: [format],
  };
}

/** Findings the engine makes itself: they have pages, severities and suppressions like rules, but no `check`. */
export const BUILT_IN_RULES: readonly RuleMeta[] = [
  syntaxRule('dotenv', '.env syntax'),
  syntaxRule('compose', 'Compose YAML'),
  syntaxRule('toml', 'TOML'),
  // As for every mistake that keeps nginx from starting.
  syntaxRule('nginx', 'nginx syntax', 'high'),
  {
    id: 'preflight/suppression',
    severity: 'low',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A suppression comment is wrong, expired, without a reason, or suppresses nothing',
    fix: 'safe',
    formats: FORMATS,
  },
  {
    id: 'preflight/settings',
    severity: 'medium',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'The settings file has a mistake',
    fix: 'safe',
    formats: FORMATS,
  },
  {
    id: 'preflight/unreadable',
    severity: 'high',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A file was not checked, or not to its end',
    fix: 'none',
    formats: FORMATS,
  },
  {
    id: 'internal/rule-crashed',
    severity: 'high',
    category: 'correctness',
    profile: 'essential',
    stages: 'any',
    summary: 'A rule of Config Preflight failed on this file',
    fix: 'none',
    formats: FORMATS,
  },
];
