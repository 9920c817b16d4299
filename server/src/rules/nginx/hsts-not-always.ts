import { fixIf } from '../../finding/fix.ts';
import { answer, isForMachines } from '../../subjects/nginx/answers.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-not-always',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security is missing from error answers',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'strict-transport-security' || header.always || directive.args.length !== 2) return;
    const { server } = directive.scope;
    if (server !== undefined && isForMachines(server)) return;
    report({
      at: directive.at,
      message: 'Strict-Transport-Security is left out of error answers; add always',
      fixes: fixIf(
        'Add always (error answers carry the header too)',
        // where nothing but errors is served, browsers would hear of HTTPS for the first time
        (answer(directive.scope)?.status ?? 0) >= 400 ? 'behavior-changing' : 'safe',
        directive.scope.model.edit.appendArg(directive, 'always'),
      ),
    });
  },
});
