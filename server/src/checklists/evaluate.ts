import type { ChecklistSettings, ManualTick } from '../engine/settings.ts';
import type { Finding } from '../finding/finding.ts';
import type { Check, Checklist, Item, ItemState, Test } from './checklist.ts';
import { type Deployment, leafTarget, type Target, variableTarget } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { findEvidence } from './find-evidence.ts';
import { matchesPattern } from './glob.ts';
import { describeTest, meets, meetsAbsence, sameWord } from './test-value.ts';

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

interface Outcome {
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}

function evaluateItem(item: Item, deployment: Deployment, tick: ManualTick | undefined, today: string): ItemResult {
  const stale = tick !== undefined && isStale(item, tick, today);
  const base = { item, tick, stale, evidence: [], findings: [] };
  if (item.kind === 'runtime') return { ...base, state: tick !== undefined && !stale ? 'pass' : 'runtime' };
  if (item.applies !== undefined && deployment.models.length > 0 && deployment.select(item.applies).length === 0)
    return { ...base, state: 'not-applicable' };
  const outcomes = (item.checks ?? []).map((check) => evaluateCheck(check, deployment));
  const evidence = outcomes.flatMap((outcome) => outcome.evidence);
  const findings = [...new Set(outcomes.flatMap((outcome) => outcome.findings))];
  const isBad = findings.length > 0 || evidence.some((one) => !one.ok);
  if (isBad) return { ...base, state: 'fail', evidence: evidence.filter((one) => !one.ok), findings };
  if (evidence.length > 0) return { ...base, state: 'pass', evidence };
  if (tick !== undefined && !stale) return { ...base, state: 'pass' };
  return { ...base, state: item.kind === 'manual' ? 'manual' : 'not-evidenced' };
}

/** Past its own date, or older than the item's period. */
function isStale(item: Item, tick: ManualTick, today: string): boolean {
  if (tick.until !== undefined && tick.until < today) return true;
  if (item.every === undefined || tick.on === undefined) return false;
  const age = Date.parse(`${today}T00:00:00Z`) - Date.parse(`${tick.on}T00:00:00Z`);
  return Number.isNaN(age) || age > item.every * 86_400_000;
}

function evaluateCheck(check: Check, deployment: Deployment): Outcome {
  switch (check.kind) {
    case 'rule':
      return evaluateRule(check, deployment);
    case 'env': {
      const targets = deployment.variables
        .filter((value) => matchesPattern(check.name, value.name))
        .map(variableTarget);
      const others = check.with === undefined ? [] : deployment.select({ env: check.with });
      return evaluateValues(targets, others, check.name, check.test);
    }
    case 'toml': {
      const targets = deployment
        .tomlLeaves(check.path, check.application)
        .map(({ leaf, model }) => leafTarget(leaf, model));
      const pattern = check.with;
      const others =
        pattern === undefined
          ? []
          : deployment.tomlLeaves(pattern, check.application).map(({ leaf, model }) => leafTarget(leaf, model));
      return evaluateValues(targets, others, check.path, check.test);
    }
    case 'compose':
      return evaluateCompose(check, deployment);
    case 'nginx':
      return evaluateNginx(check, deployment);
    case 'same':
      return evaluateSame(check, deployment);
    case 'evidence':
      return { evidence: findEvidence(check.find, deployment), findings: [] };
  }
}

/** Findings of the rules inside what the selector finds fail; targets without one are the evidence. */
function evaluateRule(check: Extract<Check, { kind: 'rule' }>, deployment: Deployment): Outcome {
  const targets = deployment.select(check.about);
  const isOf = (rule: string) =>
    check.rules.some((wanted) => (wanted.endsWith('/*') ? rule.startsWith(wanted.slice(0, -1)) : rule === wanted));
  const findings = deployment.findings.filter(
    (finding) => isOf(finding.rule) && targets.some((target) => touches(finding, target)),
  );
  if (findings.length > 0) return { findings, evidence: [] };
  return {
    findings: [],
    evidence: targets
      .slice(0, 5)
      .map((target) => ({ at: target.at, ok: true, note: `${target.label}: nothing found` })),
  };
}

/** A finding is about what it lies in, and about what its related places lie in: the HTTPS server whose redirect is missing. */
function touches(finding: Finding, target: Target): boolean {
  const { uri, span } = target.whole;
  return [finding, ...finding.related.map(({ at }) => at)].some(
    (place) => place.uri === uri && place.span.start <= span.end && place.span.end >= span.start,
  );
}

function evaluateValues(targets: readonly Target[], others: readonly Target[], name: string, test: Test): Outcome {
  if (targets.length === 0) {
    if (meetsAbsence(test)) return { evidence: [], findings: [] };
    const [other] = others;
    // Its siblings are set, this one is not: the mechanism is there and half of it is missing.
    return {
      findings: [],
      evidence:
        other === undefined ? [] : [{ at: other.at, ok: false, note: `${name} is missing beside ${other.label}` }],
    };
  }
  return { findings: [], evidence: targets.flatMap((target) => judge(target, test)) };
}

function judge(target: Target, test: Test): readonly Evidence[] {
  const expected = describeTest(test);
  if (test.absent === true) return [{ at: target.at, ok: false, note: `${target.label}: expected ${expected}` }];
  if (target.value === undefined) {
    // Set from outside: that it is set is known, what it is not.
    const only = test.present === true && Object.keys(test).length === 1;
    return only && target.isUnknown ? [{ at: target.at, ok: true, note: `${target.label} is set from outside` }] : [];
  }
  const verdict = meets(target.value, test);
  if (verdict === undefined) return [];
  return [
    {
      at: target.at,
      ok: verdict,
      note: verdict ? `${target.label} is ${expected}` : `${target.label}: expected ${expected}`,
    },
  ];
}

function evaluateCompose(check: Extract<Check, { kind: 'compose' }>, deployment: Deployment): Outcome {
  const path = check.path.split('.');
  const evidence = deployment.services(check.services ?? 'all').flatMap((service): readonly Evidence[] => {
    const at = { uri: service.uri, span: service.nameSpan };
    const node = service.get(...path);
    const expected = describeTest(check.test);
    if (node === undefined) {
      if (check.test.absent === true) return [{ at, ok: true, note: `${service.name} does not set ${check.path}` }];
      return service.complete
        ? [{ at, ok: false, note: `${service.name}: ${check.path} is missing, expected ${expected}` }]
        : [];
    }
    const values =
      node.kind === 'scalar' ? [service.text(...path)] : service.scalars(...path).map((item) => item.value);
    const known = values.filter((value) => value !== undefined);
    if (node.kind !== 'scalar' && check.test.present === true)
      return [{ at: { uri: node.uri, span: node.span }, ok: true, note: `${service.name} sets ${check.path}` }];
    if (known.length === 0) return [];
    const ok = known.some((value) => meets(value, check.test) === true);
    return [
      {
        at: { uri: node.uri, span: node.span },
        ok,
        note: ok ? `${service.name}: ${check.path}` : `${service.name}: ${check.path}: expected ${expected}`,
      },
    ];
  });
  return { evidence, findings: [] };
}

function evaluateNginx(check: Extract<Check, { kind: 'nginx' }>, deployment: Deployment): Outcome {
  const evidence = deployment.scopes(check.where).flatMap((scope): readonly Evidence[] => {
    const inForce = scope.effective(check.directive);
    const expected = describeTest(check.test);
    const [first] = inForce.directives;
    if (first === undefined) {
      if (check.test.absent === true)
        return inForce.known ? [{ at: scope.at, ok: true, note: `no ${check.directive}` }] : [];
      return inForce.known
        ? [{ at: scope.at, ok: false, note: `${check.directive} is missing, expected ${expected}` }]
        : [];
    }
    const ok = inForce.directives.some((directive) => meets(directive.values.join(' '), check.test) === true);
    return [{ at: first.at, ok, note: ok ? check.directive : `${check.directive}: expected ${expected}` }];
  });
  return { evidence, findings: [] };
}

function evaluateSame(check: Extract<Check, { kind: 'same' }>, deployment: Deployment): Outcome {
  const evidence = Object.entries(check.pairs).flatMap(([name, path]): readonly Evidence[] => {
    const variables = deployment.variables.filter((value) => matchesPattern(name, value.name)).map(variableTarget);
    const leaves = deployment.tomlLeaves(path, check.application).map(({ leaf, model }) => leafTarget(leaf, model));
    return variables.flatMap((variable) =>
      leaves.flatMap((leaf): readonly Evidence[] => {
        if (variable.value === undefined || leaf.value === undefined) return [];
        const ok = sameWord(variable.value, leaf.value);
        return [
          { at: leaf.at, ok, note: ok ? `${name} and ${path} agree` : `${name} and ${path} say different things` },
        ];
      }),
    );
  });
  return { evidence, findings: [] };
}
