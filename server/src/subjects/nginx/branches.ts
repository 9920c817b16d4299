import type { Fix } from '../../finding/fix.ts';
import type { Location } from '../../formats/format.ts';
import type { NginxModel } from '../../formats/nginx/model/model.ts';

/** The fixes that change nothing a template decides about: an edit inside `{% for %}` would be written many times, or never. */
export function outsideBranches(fixes: readonly Fix[], uri: string, model: NginxModel): readonly Fix[] {
  return fixes.filter(
    (fix) => !fix.edits().some((edit) => model.isConditional({ uri: edit.uri ?? uri, span: edit.span })),
  );
}

/** Lines that are wrong in themselves, whichever branch is taken. Other rules speak of a setting, and the branch is its switch. */
const WRONG_IN_ANY: ReadonlySet<string> = new Set([
  'nginx/alias-traversal',
  'nginx/cors-map-unanchored',
  'nginx/cors-reflect-origin',
  'nginx/cors-wildcard-credentials',
  'nginx/http-splitting',
  'nginx/invalid-value',
  'nginx/metadata-ssrf',
  'nginx/missing-semicolon',
  'nginx/open-proxy',
  'nginx/open-redirect',
  'nginx/php-unanchored',
  'nginx/proxy-off-by-slash',
  'nginx/regex-redos',
  'nginx/ssrf',
]);

/** Whether a finding of an nginx rule there would claim that a template's branch is taken. */
export function isInBranch(rule: string, at: Location, model: NginxModel): boolean {
  return rule.startsWith('nginx/') && !WRONG_IN_ANY.has(rule) && model.isConditional(at);
}
