import type { Checklist } from '../checklists/checklist.ts';
import { CHECKLISTS } from '../checklists/checklists.ts';
import { type ChecklistProblem, parseChecklist } from '../checklists/custom.ts';
import { Deployment } from '../checklists/deployment.ts';
import { type ChecklistResult, evaluateChecklist } from '../checklists/evaluate.ts';
import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import type { FileReport } from '../engine/file-report.ts';
import { RULES } from '../rules/registry.ts';
import type { Project } from './project.ts';
import { canonicalUri } from './uri.ts';

/** A checklist by name, or a team's own by the URI of its file. */
export async function loadChecklist(
  name: string,
  project: Project,
  customUri: string | undefined,
): Promise<{
  readonly checklist: Checklist | undefined;
  readonly problems: readonly ChecklistProblem[];
  readonly text: string;
}> {
  const builtIn = CHECKLISTS.get(name);
  if (builtIn !== undefined) return { checklist: builtIn, problems: [], text: '' };
  const uri = customUri === undefined ? undefined : canonicalUri(customUri);
  if (uri === undefined) return { checklist: undefined, problems: [], text: '' };
  if (project.store.get(uri) === undefined) await project.store.read(uri);
  const file = project.store.get(uri);
  if (file?.state !== 'read') return { checklist: undefined, problems: [], text: '' };
  const rules = new Set([...RULES, ...BUILT_IN_RULES].map((rule) => rule.id));
  return { ...parseChecklist(file.text, { checklists: CHECKLISTS, rules }), text: file.text };
}

/** Evaluates a checklist over files that are checked already (with the checklist's rules on). `name` is how the settings call it. */
export function runChecklist(
  name: string,
  checklist: Checklist,
  reports: readonly FileReport[],
  today: string,
): ChecklistResult {
  const deployment = new Deployment(reports);
  const settings = reports.find((report) => report.settings.checklists.has(name))?.settings.checklists.get(name);
  return evaluateChecklist(checklist, deployment, settings, today);
}
