import { describe, expect, it } from 'vitest';
import { type Reach, severityByReach } from '../../../server/src/finding/reach.ts';

describe('severity by reach', () => {
  const of = (reach: Reach) =>
    (['critical', 'high', 'medium', 'low'] as const).map((severity) => severityByReach(severity, reach));

  it('is the rule’s own where everyone reaches the program', () => {
    expect(of('everyone')).toEqual(['critical', 'high', 'medium', 'low']);
  });

  it('is one step lower for neighbours and where nothing is known, and never silent', () => {
    expect(of('network')).toEqual(['high', 'medium', 'low', 'low']);
    expect(of('unknown')).toEqual(of('network'));
  });

  it('is two steps lower where nobody else reaches it: silent below high', () => {
    expect(of('loopback')).toEqual(['medium', 'low', undefined, undefined]);
    expect(of('nowhere')).toEqual(of('loopback'));
  });
});
