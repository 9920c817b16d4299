import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { isFreeText, taintIn } from '../../subjects/nginx/tainted-argument.ts';
import { targetAuthority } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

const PASSES: readonly string[] = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass'];

// `$http_host` is `open-proxy`; paths begin with the slash that ends the host.
const PATHS: readonly string[] = ['http_host', 'request_uri', 'uri', 'document_uri'];

export default defineRule({
  id: 'nginx/ssrf',
  subject: 'nginxDirective',
  directives: PASSES,
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'Clients choose the host that nginx connects to',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.scope.protocol === 'mail') return;
    const authority = targetAuthority(directive.arg(0) ?? '');
    const source = taintIn(directive, authority).find((taint) => isFreeText(taint) && !PATHS.includes(taint.source));
    // The SNI name and addresses of a TCP proxy are what it is for.
    if (source === undefined || directive.scope.protocol === 'stream') return;
    if (directive.scope.scalar('internal').directive !== undefined || directive.scope.location?.modifier === '@')
      return;
    if (isExistingFile(directive)) return;
    const access = accessTo(directive.scope);
    const [via] = source.through;
    report({
      at: directive.argAt(0),
      message: `A client chooses the host of ${directive.name} by $${source.source.slice(0, 30)}; use a fixed list (map) instead`,
      ...(access === 'restricted' || access === 'closed' ? { severity: 'medium' as const } : {}),
      related: via === undefined ? [] : [{ at: via.at, message: 'The value passes through here' }],
    });
  },
});

/** `try_files $uri =404` lets only the paths of existing files through: whoever put them there chooses the host. */
function isExistingFile({ scope }: NginxDirective): boolean {
  const words = scope.location?.scope.first('try_files')?.values ?? [];
  return words.length === 2 && words[0] === '$uri' && /^=[45]\d\d$/.test(words[1] ?? '');
}
