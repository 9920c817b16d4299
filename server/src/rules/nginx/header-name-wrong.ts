import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { nearestHeader } from '../../subjects/nginx/nearest-header.ts';
import { isOpaque } from '../../subjects/nginx/validation/value-problem.ts';
import { defineRule } from '../contract.ts';

const SETTERS: readonly string[] = ['add_header', 'add_trailer', 'proxy_set_header', 'grpc_set_header'];

export default defineRule({
  id: 'nginx/header-name-wrong',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A header is sent under a name nobody reads',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const name = SETTERS.includes(directive.name) ? directive.arg(0) : undefined;
    if (name === undefined || isOpaque(name)) return;
    const right = nameMeant(name, directive);
    if (right === undefined) return;
    const isColon = name.endsWith(':');
    report({
      at: directive.argAt(0),
      message: isColon
        ? `nginx sends "${name.slice(0, 30)}:" with two colons, which no program reads; write ${right.slice(0, 30)}`
        : `No program reads the header ${name.slice(0, 30)}; write ${right}`,
      fixes: fixIf(
        `Write ${right.slice(0, 40)} (the header takes effect)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, right),
        // a header that takes effect may still be left out of error answers
      ).map((one) => ({ ...one, price: ['nginx/security-header-not-always'] })),
    });
  },
});

function nameMeant(name: string, directive: NginxDirective): string | undefined {
  const bare = name.replace(/:+$/, '');
  if (bare !== name) return bare === '' ? undefined : bare;
  return nearestHeader(name, directive.name.endsWith('_set_header') ? 'request' : 'response');
}
