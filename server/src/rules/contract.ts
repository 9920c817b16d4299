import type { FixSafety } from '../finding/fix.ts';
import type { Profile } from '../finding/profile.ts';
import type { ReportFunction } from '../finding/report.ts';
import type { Category, Severity } from '../finding/severity.ts';
import type { Format } from '../formats/format.ts';
import type { RuleContext } from '../subjects/context.ts';
import type { SubjectKind, SubjectMap } from '../subjects/subject.ts';

export interface Threshold {
  readonly default: number;
  /** What it bounds, with its unit. */
  readonly description: string;
}

/**
 * `any`: everywhere. `production`: in neither development nor template files. `running`: not in templates; what reaches beyond the
 * developer's own work (privileges, sockets, exposed stores, real secrets). `reachable`: like it, in development only where everyone
 * reaches the service (default secrets). `deployed`: not in development.
 */
export type RuleStages = 'any' | 'production' | 'running' | 'reachable' | 'deployed';

export interface RuleMeta {
  /** `<family>/<name>`: equals the file path below `rules/`; the name states the problem. */
  readonly id: string;
  /** The maximum; derived from the severity matrix. */
  readonly severity: Severity;
  readonly category: Category;
  readonly profile: Profile;
  /** Where it speaks; elsewhere its findings rest. What the stage does to severities is the engine's (`engine/stage-policy.ts`). */
  readonly stages: RuleStages;
  /** One line, no full stop. */
  readonly summary: string;
  /** The best fix it ever offers. */
  readonly fix: FixSafety | 'none';
  /** The formats it fires in. */
  readonly formats: readonly Format[];
  readonly thresholds?: Readonly<Record<string, Threshold>>;
}

export interface RuleDefinition<K extends SubjectKind = SubjectKind> extends RuleMeta {
  readonly subject: K;
  /** nginx: the names of the directives it is called with, so that its check need not ask for them; all without it. */
  readonly directives?: K extends 'nginxDirective' ? readonly string[] : never;
  /** Called once for each subject in the document. Must not throw, must not keep state between calls. */
  check(subject: SubjectMap[K], report: ReportFunction, context: RuleContext): void;
}

/** A rule as the registry holds it. */
export type Rule = { [K in SubjectKind]: RuleDefinition<K> }[SubjectKind];

/** Declares a rule; checks nothing at run time, gives `check` its types. */
export function defineRule<K extends SubjectKind>(rule: RuleDefinition<K>): RuleDefinition<K> {
  return rule;
}
