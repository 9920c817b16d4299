import type { ReportFunction } from '../../finding/report.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlProblem } from '../../knowledge/toml/application.ts';
import type { RuleContext } from '../context.ts';
import type { Model } from '../subject.ts';
import { applicationOf } from './application-of.ts';
import { type LooseLeaf, looseLeaves } from './switches.ts';
import { reportUnsafeSettings } from './unsafe-settings.ts';

/** A heuristic on one scalar that no profile judges. */
export type LeafCheck = (leaf: LooseLeaf, model: TomlModel, report: ReportFunction, context: RuleContext) => void;

/** The `check` of a rule: what the application's profile says, and a heuristic for keys no profile knows. */
export function checkProblem(problem: TomlProblem, general?: LeafCheck) {
  return (model: Model, report: ReportFunction, context: RuleContext): void => {
    if (model.format !== 'toml') return;
    reportUnsafeSettings(model, applicationOf(model), problem, report, context);
    if (general !== undefined) for (const leaf of looseLeaves(model)) general(leaf, model, report, context);
  };
}
