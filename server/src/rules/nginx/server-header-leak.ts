import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

const PASSES = /^(proxy|fastcgi|uwsgi|scgi|grpc)_pass_header$/;
const LEAKY = /^(server|x-powered-by|x-aspnet-version|x-aspnetmvc-version|x-runtime|x-version)$/;
const INTERNAL = /^\$(upstream_addr|server_addr|hostname|nginx_version)$/;

export default defineRule({
  id: 'nginx/server-header-leak',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers name the software or addresses behind nginx',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const what = leakOf(directive.name, directive.values);
    if (what === undefined) return;
    const header = headerOf(directive);
    if (header === undefined && directive.name === 'add_header') return;
    report({
      at: directive.at,
      message: `${directive.name} ${directive.arg(0)} tells every client ${what}; remove it`,
      fixes: fixIf(
        'Remove this line (what nginx sends by itself stays)',
        'behavior-changing',
        // Removing the only add_header of a block would bring the level above back in force.
        directive.scope.own(directive.name).length === 1 &&
          directive.scope.parent?.array(directive.name).directives.length !== 0
          ? undefined
          : directive.scope.model.edit.remove(directive),
      ),
    });
  },
});

function leakOf(name: string, [first = '', second = '']: readonly string[]): string | undefined {
  if (PASSES.test(name) && LEAKY.test(first.toLowerCase())) return 'what software runs behind nginx';
  if (name === 'passenger_show_version_in_header' && first.toLowerCase() === 'on') return 'the Passenger version';
  if (name !== 'add_header') return undefined;
  if (/^x-(powered-by|aspnet)/i.test(first) && /\d|php|express|asp|java|python|node/i.test(second))
    return 'what software runs behind nginx';
  return INTERNAL.test(second.trim()) ? 'internal addresses' : undefined;
}
