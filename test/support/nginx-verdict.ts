import type { Finding } from '../../server/src/finding/finding.ts';
import { lintFiles } from './lint.ts';

/** Findings that say what `nginx -t` says: the file is refused. */
export const REFUSALS: ReadonlySet<string> = new Set([
  'nginx/syntax',
  'nginx/unknown-directive',
  'nginx/invalid-directive-context',
  'nginx/invalid-argument-count',
  'nginx/invalid-value',
  'nginx/duplicate-directive',
  'nginx/duplicate-default-server',
  'nginx/include-missing',
  'nginx/ssl-listen-no-cert',
  'nginx/limit-zone-undefined',
  'nginx/proxy-ssl-verify-no-ca',
]);

/** The findings for which nginx would refuse a `nginx.conf`; `version` is the binary's. */
export async function refusals(
  text: string,
  options: { readonly version?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<readonly Finding[]> {
  const settings = JSON.stringify(options.version === undefined ? {} : { nginx: { version: options.version } });
  const files = { ...options.files, 'preflight.json': settings, 'nginx.conf': text };
  const report = await lintFiles({ files, path: 'nginx.conf', profile: 'all' });
  return report.findings.filter((finding) => REFUSALS.has(finding.rule));
}
