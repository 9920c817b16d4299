/** What a configuration must use for a hole of nginx to be open. */
export type VulnerableFeature =
  | 'http3'
  | 'http2'
  | 'mp4'
  | 'resolver'
  | 'dav'
  | 'charset'
  | 'grpc'
  | 'scgi-uwsgi'
  | 'tls-upstream'
  | 'mail-smtp'
  | 'slice'
  | 'ssi'
  | 'rewrite-query'
  | 'rewrite-overlap'
  | 'http2-upstream'
  | 'mail-challenge';

/** One advisory. Versions are those of nginx's own page; a version is safe from the fix of its own branch on. */
export interface Advisory {
  readonly cve: string;
  readonly feature: VulnerableFeature;
  /** First and last version it is in, both included. */
  readonly from: string;
  readonly to: string;
  /** First safe version of each branch, the newest branch first. */
  readonly fixed: readonly string[];
  readonly severity: 'high' | 'medium' | 'low';
}

type Row = readonly [
  cve: string,
  feature: VulnerableFeature,
  from: string,
  to: string,
  fixed: string,
  severity: Advisory['severity'],
];

const ROWS: readonly Row[] = [
  ['CVE-2026-60005', 'slice', '1.15.8', '1.31.2', '1.31.3 1.30.4', 'medium'],
  ['CVE-2026-56434', 'ssi', '0.8.11', '1.31.2', '1.31.3 1.30.4', 'medium'],
  ['CVE-2026-42530', 'http3', '1.31.0', '1.31.1', '1.31.2', 'high'],
  ['CVE-2026-42055', 'grpc', '1.13.10', '1.31.1', '1.31.2 1.30.3', 'medium'],
  ['CVE-2026-48142', 'charset', '0.3.50', '1.31.1', '1.31.2 1.30.3', 'low'],
  ['CVE-2026-9256', 'rewrite-overlap', '0.1.17', '1.31.0', '1.31.1 1.30.2', 'medium'],
  ['CVE-2026-42945', 'rewrite-query', '0.6.27', '1.30.0', '1.31.0 1.30.1', 'medium'],
  ['CVE-2026-42926', 'http2-upstream', '1.29.4', '1.30.0', '1.31.0 1.30.1', 'medium'],
  ['CVE-2026-42934', 'charset', '0.3.50', '1.30.0', '1.31.0 1.30.1', 'low'],
  ['CVE-2026-42946', 'scgi-uwsgi', '0.8.42', '1.30.0', '1.31.0 1.30.1', 'medium'],
  ['CVE-2026-40460', 'http3', '1.25.0', '1.30.0', '1.31.0 1.30.1', 'medium'],
  ['CVE-2026-40701', 'resolver', '1.19.0', '1.30.0', '1.31.0 1.30.1', 'medium'],
  ['CVE-2026-27654', 'dav', '0.5.13', '1.29.6', '1.29.7 1.28.3', 'medium'],
  ['CVE-2026-27651', 'mail-challenge', '0.5.15', '1.29.6', '1.29.7 1.28.3', 'medium'],
  ['CVE-2026-27784', 'mp4', '1.1.19', '1.29.6', '1.29.7 1.28.3', 'medium'],
  ['CVE-2026-1642', 'tls-upstream', '1.3.0', '1.29.4', '1.29.5 1.28.2', 'medium'],
  ['CVE-2025-53859', 'mail-smtp', '0.7.22', '1.29.0', '1.29.1', 'low'],
  ['CVE-2024-7347', 'mp4', '1.5.13', '1.27.0', '1.27.1 1.26.2', 'low'],
  ['CVE-2024-32760', 'http3', '1.25.0', '1.26.0', '1.27.0 1.26.1', 'medium'],
  ['CVE-2024-24990', 'http3', '1.25.0', '1.25.3', '1.25.4', 'high'],
  ['CVE-2022-41741', 'mp4', '1.1.3', '1.23.1', '1.23.2 1.22.1', 'medium'],
  ['CVE-2021-23017', 'resolver', '0.6.18', '1.20.0', '1.21.0 1.20.1', 'high'],
  ['CVE-2019-9511', 'http2', '1.9.5', '1.17.2', '1.17.3 1.16.1', 'medium'],
  ['CVE-2018-16845', 'mp4', '1.1.3', '1.15.5', '1.15.6 1.14.1', 'medium'],
];

/** Source of the facts: https://nginx.org/en/security_advisories.html (BSD-2-Clause). */
export const ADVISORIES: readonly Advisory[] = ROWS.map(([cve, feature, from, to, fixed, severity]) => ({
  cve,
  feature,
  from,
  to,
  fixed: fixed.split(' '),
  severity,
}));

/** Compares versions part by part; a missing part is 0. */
function compare(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a whole version (`1.22.1`) has the hole; a bare branch (`1.22`) is taken for its newest release and so for its fix. */
export function isVulnerable(version: string, advisory: Advisory): boolean {
  const [major, minor, patch] = version.split('.');
  const branch = `${major}.${minor}.`;
  const ownFix = advisory.fixed.find((one) => one.startsWith(branch));
  if (patch === undefined && ownFix !== undefined) return false;
  if (compare(version, advisory.from) < 0 || compare(version, advisory.to) > 0) return false;
  return ownFix === undefined || compare(version, ownFix) < 0;
}
