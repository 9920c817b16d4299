import type { Finding } from '../finding/finding.ts';
import type { Evidence } from './evidence.ts';

/** What one check says: evidence for or against, findings against. Nothing of both: it cannot tell. */
export interface Outcome {
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}

/** Evidence alone. */
export function shown(evidence: readonly Evidence[]): Outcome {
  return { evidence, findings: [] };
}

/**
 * One good place is enough: where there is one, the places that do not meet the condition say nothing.
 * @param evidence what each place says
 */
export function onlyOneNeeded(evidence: readonly Evidence[]): readonly Evidence[] {
  const good = evidence.filter(({ ok }) => ok);
  return good.length > 0 ? good : evidence;
}
