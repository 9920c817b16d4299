import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/add-header-content-type',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A second Content-Type is sent beside the one of nginx',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const header = headerOf(directive);
    if (header?.name !== 'content-type' || header.value === '' || isHidden(scope)) return;
    const status = answer(scope)?.status;
    // An answer without a body has no type of its own.
    if (status !== undefined && status !== 200) return;
    const isOwn = status === 200 && scope.kind === 'location' && scope.first('default_type') === undefined;
    const { edit } = scope.model;
    report({
      at: directive.argAt(0),
      message:
        handlerOf(scope) === undefined
          ? 'nginx sends this beside its own Content-Type, and clients choose one; use default_type or types'
          : 'This is sent beside the application’s Content-Type, and clients choose one; hide that by *_hide_header',
      fixes: isOwn
        ? fixIf('Use default_type (one Content-Type is sent)', 'behavior-changing', [
            ...edit.rename(directive, 'default_type'),
            ...edit.removeArg(directive, 0),
            ...(header.always ? edit.removeArg(directive, 2) : []),
          ])
        : [],
    });
  },
});

/** Whether the application's own header is taken away. */
function isHidden(scope: NginxScope): boolean {
  return ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'].some((module) =>
    scope.array(`${module}_hide_header`).directives.some((it) => it.arg(0)?.toLowerCase() === 'content-type'),
  );
}
