import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { scopePath, someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/security-header-not-always',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Security headers are missing from error answers',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const { uri } = start;
    const bare = bareHeaders(scope, uri);
    const [first] = bare;
    // Said once a server: the repair of an outer block covers the blocks inside.
    if (
      first === undefined ||
      isAssetPath(scope) ||
      scope
        .chain()
        .slice(1)
        .some((outer) => bareHeaders(outer, uri).length > 0)
    )
      return;
    const names = bare.map((directive) => directive.arg(0) ?? '');
    const all = [...bare, ...scope.descendants().flatMap((inner) => bareHeaders(inner, uri))];
    report({
      at: first.at,
      message: `${someOf(names, 3)}: left out of error answers; add always`,
      path: [...scopePath(scope), 'always'],
      fixes: fixIf(
        'Add always to the security headers of this block (error answers carry them too)',
        'behavior-changing',
        all.flatMap((directive) => scope.model.edit.appendArg(directive, 'always')),
      ),
    });
  },
});

/** The protective headers a scope itself adds, in one file, to successful answers only. */
function bareHeaders(scope: NginxScope, uri: string): readonly NginxDirective[] {
  return scope.own('add_header').filter((directive) => {
    const header = headerOf(directive);
    if (header === undefined || header.always || directive.args.length !== 2) return false;
    return isProtective(header.name) && directive.uri === uri;
  });
}

// HSTS has a rule of its own; on reports an error page adds nothing.
function isProtective(name: string): boolean {
  return SECURITY_HEADER_NAMES.has(name) && name !== 'strict-transport-security' && !name.endsWith('-report-only');
}
