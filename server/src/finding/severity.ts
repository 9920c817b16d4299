export type Severity = 'critical' | 'high' | 'medium' | 'low';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

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
