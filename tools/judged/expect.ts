/** Whether what a reader wanted at a place is so today. */
import { SEVERITIES, type Severity } from '../../server/src/finding/severity.ts';
import type { CorpusFinding } from '../corpus-scan.ts';
import type { Folding } from './folding.ts';
import { type Fate, isSameOwner } from './match.ts';
import type { Expectation } from './verdicts.ts';

/** What the decision needs besides the fate of the place. */
export interface Surroundings {
  readonly folding: Folding;
  /** Findings today of the rule (and its successors) in the file. */
  readonly ofRule: readonly CorpusFinding[];
  /** How many it had when the file was read. */
  readonly before: number;
}

/**
 * `undefined` for what only a reader can tell.
 * - `kept`: the finding is there, moved on its owner, or named among the places of another; folded counts as kept.
 * - `gone`: it is not there, nor moved; or it is a detail of what it is folded under, or stands under
 *   an entry on the same owner.
 * - `at most …`: not there, or no severer.
 * - `folded`: no separate entry: named by another, folded under one, head of several, merged with others that were read apart, gone, or
 *   the only one left of several.
 */
export function isMet(expect: Expectation, fate: Fate, around: Surroundings): boolean | undefined {
  if (expect === 'reader' || expect === 'left out') return undefined;
  if (expect === 'kept') return fate.state !== 'gone';
  if (fate.state === 'gone') return true;
  if (expect === 'gone') return isUnderGreater(fate, around.folding);
  if (expect === 'folded') return isPartOfEntry(fate, around);
  return !isSeverer(fate.at.finding.severity, expect === 'at most low' ? 'low' : 'medium');
}

function isUnderGreater(fate: Exclude<Fate, { state: 'gone' }>, folding: Folding): boolean {
  if (fate.state === 'named') return isSameOwner(fate.owner, fate.at.owner);
  const lead = folding.leadOf(fate.at);
  return lead !== fate.at && (folding.isLesser(fate.at) || isSameOwner(fate.at.owner, lead.owner));
}

function isPartOfEntry(fate: Exclude<Fate, { state: 'gone' }>, { folding, ofRule, before }: Surroundings): boolean {
  if (fate.state === 'named' || folding.sizeOf(fate.at) > 1) return true;
  if (fate.state === 'moved' && fate.sharedWith > 0) return true;
  return before > 1 && ofRule.length === 1;
}

/** Whether a severity is above a limit. */
export function isSeverer(severity: Severity, limit: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(limit);
}
