import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { matchesEveryPath } from '../../subjects/nginx/patterns.ts';
import { startsWithSlash } from '../../subjects/nginx/tainted-argument.ts';
import { defineRule } from '../contract.ts';

/** The path and query as the client wrote them, with what follows. */
const BEHIND_QUERY = /^[^?#]*\$(?:request_uri|\{request_uri\})\/\??$/;
const BEHIND_PATH = /^[^?#]*\$(?:(?:document_)?uri|\{(?:document_)?uri\}|1|\{1\})\/\??$/;
/** A host and the slash in front of something that begins with one. */
const IN_FRONT = /^(?:https?|\$scheme):\/\/[^/\s]+\/(?=\$\{?(request_uri|uri|document_uri|1)\b)/;
/** Conditions that say nothing about the path. */
const NOT_ON_PATH =
  /^\(?\$\{?(?:scheme|https|host|http_host|server_port|server_name|http_x_forwarded_proto|ssl_protocol)\b/;

export default defineRule({
  id: 'nginx/redirect-extra-slash',
  subject: 'nginxDirective',
  directives: ['return', 'rewrite'],
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'A redirect writes a slash where the path has one',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const answer = answerOf(directive);
    if (answer?.isRedirect !== true || answer.text === undefined) return;
    const { text } = answer;
    const found = behindAll(directive, text) ?? inFront(directive, text);
    if (found === undefined) return;
    const index = directive.values.indexOf(text);
    const isKept = answer.status === 301 || answer.status === 308;
    const isOften = found.isBehind && isForAll(directive.scope);
    report({
      at: directive.argAt(index),
      message: `${found.says}; leave out the slash ${found.isBehind ? 'at the end' : 'behind the host'}`,
      ...(isKept && isOften ? {} : { severity: 'low' as const }),
      fixes: fixIf(
        'Leave out the slash (addresses are those of the pages again; browsers may remember the old redirect)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, index, found.without),
      ),
    });
  },
});

interface Extra {
  readonly says: string;
  readonly isBehind: boolean;
  readonly without: string;
}

/** A slash behind the path or the query of every request. */
function behindAll(directive: NginxDirective, text: string): Extra | undefined {
  const { scope } = directive;
  const without = text.replace(/\/(\??)$/, '$1');
  // In a location of some paths the slash may be what ends the redirect; so it may where the server redirects to itself.
  if (!isForAll(scope) || leadsHere(scope, text)) return undefined;
  if (BEHIND_QUERY.test(text)) {
    return { says: 'The slash ends up behind the query: /page?a=1/', isBehind: true, without };
  }
  if (!BEHIND_PATH.test(text)) return undefined;
  const isCapture = /\$\{?1/.test(text);
  // Without the capture of a rewrite, `$1` is of another pattern.
  if (isCapture && (directive.name !== 'rewrite' || !matchesEveryPath(directive.arg(0) ?? ''))) return undefined;
  if (!isCapture && directive.name === 'rewrite' && !matchesEveryPath(directive.arg(0) ?? '')) return undefined;
  return {
    says: 'Every path gets a slash at its end: /page.html/, and // for the start page',
    isBehind: true,
    without,
  };
}

/** Whether a redirect may lead to the server it stands in: without the slash it would go round for good. */
function leadsHere(scope: NginxScope, text: string): boolean {
  const [, scheme = '', host = ''] =
    /^(https?|\$scheme|\$\{scheme\}):\/\/([^/$]+|\$\{?\w+\}?)(?=[/$])/i.exec(text) ?? [];
  const { server } = scope;
  if (host === '' || server === undefined) return true;
  const isOwn = host.includes('$') || server.names.some(({ text: name }) => name.toLowerCase() === host.toLowerCase());
  if (!isOwn) return false;
  if (scheme.includes('$')) return true;
  // An `if` asks for the other scheme or another host.
  if (scope.kind === 'if') return false;
  return scheme.toLowerCase() === 'https' ? server.tls !== 'none' : server.tls !== 'all';
}

/** `https://host/$request_uri`: two slashes in a row. */
function inFront(directive: NginxDirective, text: string): Extra | undefined {
  const match = IN_FRONT.exec(text);
  if (match === null) return undefined;
  const [host, variable] = match;
  if (variable === '1') {
    if (directive.name !== 'rewrite' || !startsWithSlash(directive, '1')) return undefined;
    // `^(/.*)$` and `^(.*)$` capture the slash, `^(shop)` does not
    if (!/^\^?\((?:\/|\.[*+])/.test(directive.arg(0) ?? '')) return undefined;
  }
  const without = `${host.slice(0, -1)}${text.slice(host.length)}`;
  return { says: 'The path begins with a slash of its own, so this leads to //page', isBehind: false, without };
}

/** A server, its `location /`, or an `if` there that does not look at the path: every request is redirected. */
function isForAll(scope: NginxScope): boolean {
  if (scope.kind === 'server') return true;
  if (scope.kind === 'if')
    return NOT_ON_PATH.test(scope.opener?.values[0] ?? '') && scope.parent !== undefined && isForAll(scope.parent);
  return scope.kind === 'location' && scope.location?.path === '/' && ['', '^~'].includes(scope.location.modifier);
}
