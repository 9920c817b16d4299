export type Severity = 'critical' | 'high' | 'medium' | 'low';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** A severity some steps lower; `undefined` below the lowest. */
export function lowerBy(severity: Severity, steps: number): Severity | undefined {
  return SEVERITIES[SEVERITIES.indexOf(severity) + steps];
}

/** The lower of two severities. */
export function lowest(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b;
}

export type Category =
  | 'secret'
  | 'transport'
  | 'access'
  | 'exposure'
  | 'isolation'
  | 'limits'
  | 'supply-chain'
  | 'observability'
  | 'correctness';
