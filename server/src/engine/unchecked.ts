import type { Finding } from '../finding/finding.ts';
import { UNCHECKED } from './failure.ts';
import { engineFinding, type RawFinding, withFingerprints } from './lint.ts';

/**
 * The finding of a file that was not checked. `certain` is false for a file whose content would have had to tell whether it is one of
 * ours (any `.yml`): then it is medium, as nobody knows whether something is missing.
 */
export function uncheckedFinding(uri: string, reason: string, certain: boolean): RawFinding {
  const finding = engineFinding(UNCHECKED, uri, { start: 0, end: 0 }, `Not checked: ${reason}`);
  return certain ? finding : { ...finding, severity: 'medium' };
}

/** The finding of a file of which a part was checked. */
export function cutFinding(uri: string, reason: string): RawFinding {
  return engineFinding(UNCHECKED, uri, { start: 0, end: 0 }, `Not checked to its end: ${reason}`);
}

/** The finding of a file that was not checked, finished: all there is to say about a file without a text. */
export function notChecked(uri: string, reason: string, certain: boolean): readonly Finding[] {
  const raw = uncheckedFinding(uri, reason, certain);
  const bare = { text: '', problems: [], comments: [], elements: [], complete: false };
  return withFingerprints([raw], bare);
}
