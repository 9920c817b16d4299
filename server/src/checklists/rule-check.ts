import type { Finding } from '../finding/finding.ts';
import type { RuleCheck } from './checklist.ts';
import type { Deployment, Target } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';
import { composeValue, seenDirective, seenService } from './seen.ts';

const MOST = 5;

/** Findings of the rules inside what the selector finds fail; what was looked at without one is the evidence, by what it shows. */
export function evaluateRule(check: RuleCheck, deployment: Deployment): Outcome {
  const targets = deployment.select(check.about);
  const isOf = (rule: string) =>
    check.rules.some((wanted) => (wanted.endsWith('/*') ? rule.startsWith(wanted.slice(0, -1)) : rule === wanted));
  const findings = deployment.findings.filter(
    (finding) => isOf(finding.rule) && targets.some((target) => touches(finding, target)),
  );
  if (findings.length > 0) return { findings, evidence: [] };
  const judged = shownFirst(
    check,
    targets.filter((target) => isJudged(check, target)),
  );
  return { findings: [], evidence: judged.slice(0, MOST).map((target) => seen(check, target)) };
}

/** A finding is about what it lies in, and about what its related places lie in: the HTTPS server whose redirect is missing. */
function touches(finding: Finding, target: Target): boolean {
  const { uri, span } = target.whole;
  return [finding, ...finding.related.map(({ at }) => at)].some(
    (place) => place.uri === uri && place.span.start <= span.end && place.span.end >= span.start,
  );
}

/** A rule that is silent on a value it cannot see says nothing. What stands in a secret file is as the rules on secrets want it. */
function isJudged(check: RuleCheck, target: Target): boolean {
  if (target.subject !== undefined || !('env' in check.about || 'remoteUrl' in check.about)) return true;
  if (target.isSecretFile) return check.rules.every((rule) => rule.startsWith('secret/'));
  return target.value !== undefined && target.value.trim() !== '';
}

/** Services that say something of what is shown before those that are silent. */
function shownFirst({ shows }: RuleCheck, targets: readonly Target[]): readonly Target[] {
  if (shows === undefined) return targets;
  const isSet = ({ subject }: Target) =>
    subject?.kind === 'service' && composeValue(subject.service, shows) !== undefined;
  return [...targets.filter(isSet), ...targets.filter((target) => !isSet(target))];
}

function seen(check: RuleCheck, target: Target): Evidence {
  return { at: target.at, ok: true, note: note(check, target) };
}

function note(check: RuleCheck, target: Target): string {
  const { subject, label } = target;
  if (subject?.kind === 'service') return seenService(subject.service, check.shows);
  if (subject?.kind === 'scope') {
    const shown = check.shows === undefined ? undefined : seenDirective(subject.scope, check.shows);
    return [label, shown ?? (check.shows === undefined ? undefined : `${check.shows} is not set`)]
      .filter((part) => part !== undefined)
      .join(': ');
  }
  if (subject?.kind === 'file') return `${label} was read: ${subject.size}`;
  if (target.isSecretFile) return `${label}: the value stands in a secret file`;
  const more = check.rules.length - 1;
  return `${label} is set and passes ${check.rules[0] ?? ''}${more > 0 ? ` and ${more} more` : ''}`;
}
