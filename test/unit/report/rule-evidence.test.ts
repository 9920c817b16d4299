import { describe, expect, it } from 'vitest';
import { evidenceNumbers, evidenceSentence, ruleEvidence } from '../../../server/src/report/rule-evidence.ts';
import { RULES } from '../../../server/src/rules/registry.ts';

const record = { findings: 1116, files: 58, ofFiles: 1650, read: 14, kept: 13, month: '2026-12' };

describe('the record of a rule', () => {
  it('says what the numbers are', () => {
    expect(evidenceSentence(record)).toBe(
      '1,116 findings in 58 of 1,650 real files; 13 of 14 kept in an automated review, 2026-12',
    );
    expect(evidenceNumbers(record)).toBe('1116 in 58 files; 13 of 14 kept');
  });

  it('does not pass over that nothing was found or read', () => {
    expect(evidenceSentence({ ...record, findings: 1, files: 1, read: 0, kept: 0 })).toBe(
      '1 finding in 1 of 1,650 real files; none reviewed yet, 2026-12',
    );
    expect(evidenceSentence({ ...record, findings: 0, files: 0, read: 0, kept: 0 })).toBe(
      'no finding in 1,650 real files, 2026-12',
    );
  });

  it('is missing for what was never counted', () => {
    expect(ruleEvidence('constructor')).toBeUndefined();
    expect(ruleEvidence('compose/no-such-rule')).toBeUndefined();
  });

  it('never counts more kept than read, nor more read than found', () => {
    const wrong = RULES.map(({ id }) => ({ id, ...ruleEvidence(id) })).filter(
      ({ findings = 0, files = 0, read = 0, kept = 0 }) => kept > read || read > findings || files > findings,
    );
    expect(wrong).toEqual([]);
  });
});
