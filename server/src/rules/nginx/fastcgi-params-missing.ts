import { fixIf } from '../../finding/fix.ts';
import type { NginxEdit, NginxScope } from '../../formats/nginx/model/model.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

const PARAMETERS: Readonly<Record<string, string>> = {
  fastcgi_pass: 'fastcgi_param',
  uwsgi_pass: 'uwsgi_param',
  scgi_pass: 'scgi_param',
};

export default defineRule({
  id: 'nginx/fastcgi-params-missing',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Requests are handed on without saying what is asked for',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const parameter = Object.hasOwn(PARAMETERS, directive.name) ? PARAMETERS[directive.name] : undefined;
    const { scope } = directive;
    if (parameter === undefined || scope.protocol !== 'http') return;
    const inForce = scope.array(parameter);
    if (!inForce.known || inForce.directive !== undefined) return;
    const file = `${parameter}s`;
    const statements =
      parameter === 'fastcgi_param'
        ? ['include fastcgi_params;', 'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;']
        : [`include ${file};`];
    report({
      at: directive.at,
      message: `${labelOf(scope)} hands on no ${parameter}, so the application learns nothing; include ${file}`,
      fixes: fixIf(
        `Include ${file} (the application learns what is asked for)`,
        'behavior-changing',
        scope.kind === 'if' ? outside(scope, statements) : scope.model.edit.insertAfter(directive, statements),
      ),
    });
  },
});

/** Parameters may not stand in an `if`, which takes those of the block around it. */
function outside(scope: NginxScope, statements: readonly string[]): readonly NginxEdit[] | undefined {
  const place = scope.chain().find(({ kind }) => kind !== 'if');
  return place?.kind === 'location' || place?.kind === 'server'
    ? scope.model.edit.insert(place, statements)
    : undefined;
}
