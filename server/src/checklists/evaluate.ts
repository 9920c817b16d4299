import type { ChecklistSettings, ManualTick } from '../engine/settings.ts';
import type { Finding } from '../finding/finding.ts';
import type { Check, Checklist, Item, ItemState } from './checklist.ts';
import type { Deployment } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { findEvidence } from './find-evidence.ts';
import { type Outcome, shown } from './outcome.ts';
import { evaluateRule } from './rule-check.ts';
import { evaluateCompose, evaluateNginx } from './scope-check.ts';
import { evaluateDistinct, evaluateNoExport, evaluateNoSecrets } from './secret-check.ts';
import { evaluateEnv, evaluateSame, evaluateToml, isLike } from './value-check.ts';

/** One item with what was found. */
export interface ItemResult {
  readonly item: Item;
  readonly state: ItemState;
  /** What proves a pass, or shows the failure of an assertion. */
  readonly evidence: readonly Evidence[];
  /** Findings of rules that fail it. */
  readonly findings: readonly Finding[];
  readonly tick?: ManualTick | undefined;
  /** A tick that has run out. */
  readonly stale: boolean;
}

export interface ChecklistResult {
  readonly checklist: Checklist;
  readonly sections: readonly { readonly title: string; readonly items: readonly ItemResult[] }[];
  readonly summary: Readonly<Record<ItemState, number>>;
}

/** Evaluates every item over a deployment. `today` is `YYYY-MM-DD`. Never green by absence. */
export function evaluateChecklist(
  checklist: Checklist,
  deployment: Deployment,
  settings: ChecklistSettings | undefined,
  today: string,
): ChecklistResult {
  const sections = checklist.sections.map((section) => ({
    title: section.title,
    items: section.items.map((item) => evaluateItem(item, deployment, settings?.manual?.[item.id], today)),
  }));
  const summary: Record<ItemState, number> = {
    pass: 0,
    fail: 0,
    manual: 0,
    'not-evidenced': 0,
    'not-applicable': 0,
    runtime: 0,
  };
  for (const section of sections) for (const { state } of section.items) summary[state] += 1;
  return { checklist, sections, summary };
}

function evaluateItem(item: Item, deployment: Deployment, tick: ManualTick | undefined, today: string): ItemResult {
  const stale = tick !== undefined && isStale(item, tick, today);
  const base = { item, tick, stale, evidence: [], findings: [] };
  if (item.kind === 'runtime') return { ...base, state: tick !== undefined && !stale ? 'pass' : 'runtime' };
  if (item.applies !== undefined && deployment.models.length > 0 && deployment.select(item.applies).length === 0)
    return { ...base, state: 'not-applicable' };
  const all = (item.checks ?? []).map((check) => outcomeOf(check, deployment));
  const outcomes = item.any === true && all.some(isPass) ? all.filter(isPass) : all;
  const evidence = outcomes.flatMap((outcome) => outcome.evidence);
  const findings = [...new Set(outcomes.flatMap((outcome) => outcome.findings))];
  const isBad = findings.length > 0 || evidence.some((one) => !one.ok);
  if (isBad) return { ...base, state: 'fail', evidence: evidence.filter((one) => !one.ok), findings };
  if (evidence.length > 0) return { ...base, state: 'pass', evidence };
  if (tick !== undefined && !stale) return { ...base, state: 'pass' };
  return { ...base, state: item.kind === 'manual' ? 'manual' : 'not-evidenced' };
}

function isPass({ evidence, findings }: Outcome): boolean {
  return findings.length === 0 && evidence.length > 0 && evidence.every(({ ok }) => ok);
}

/** Past its own date, or older than the item's period. */
function isStale(item: Item, tick: ManualTick, today: string): boolean {
  if (tick.until !== undefined && tick.until < today) return true;
  if (item.every === undefined || tick.on === undefined) return false;
  const age = Date.parse(`${today}T00:00:00Z`) - Date.parse(`${tick.on}T00:00:00Z`);
  return Number.isNaN(age) || age > item.every * 86_400_000;
}

/** A check with what counts of it. */
function outcomeOf(check: Check, deployment: Deployment): Outcome {
  const { when } = check;
  if (when !== undefined && !deployment.named(when.env).some(({ value }) => isLike(when.value, value)))
    return shown([]);
  const { evidence, findings } = evaluateCheck(check, deployment);
  if (check.only === 'fail') return { evidence: evidence.filter(({ ok }) => !ok), findings };
  return check.only === 'pass' ? shown(evidence.filter(({ ok }) => ok)) : { evidence, findings };
}

function evaluateCheck(check: Check, deployment: Deployment): Outcome {
  switch (check.kind) {
    case 'rule':
      return evaluateRule(check, deployment);
    case 'env':
      return evaluateEnv(check, deployment);
    case 'toml':
      return evaluateToml(check, deployment);
    case 'compose':
      return evaluateCompose(check, deployment);
    case 'nginx':
      return evaluateNginx(check, deployment);
    case 'same':
      return evaluateSame(check, deployment);
    case 'distinct':
      return evaluateDistinct(check.name, deployment);
    case 'no-secrets':
      return evaluateNoSecrets(check.in, deployment);
    case 'no-export':
      return evaluateNoExport(deployment);
    case 'evidence':
      return shown(findEvidence(check.find, deployment));
  }
}
