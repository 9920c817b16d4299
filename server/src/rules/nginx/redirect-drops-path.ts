import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

/** `https://shop.example.com`, `https://$host/`: a site without a path. */
const SITE = /^https?:\/\/([a-z0-9.-]+|\$\{?(?:host|http_host|server_name)\}?)(?::\d{1,5})?\/?$/i;
/** Nobody reads a longer list of names either. */
const MOST_NAMES = 100;
const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?)?\$?$/;

export default defineRule({
  id: 'nginx/redirect-drops-path',
  subject: 'nginxDirective',
  directives: ['return', 'rewrite'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A redirect of a whole site leads every address to its start page',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    const answer = answerOf(directive);
    if (server === undefined || answer?.isRedirect !== true || answer.text === undefined || !isForSite(scope)) return;
    if (directive.name === 'rewrite' && !EVERYTHING.test(directive.arg(0) ?? '')) return;
    const host = SITE.exec(answer.text)?.[1];
    if (host === undefined || !isSameSite(host.toLowerCase(), server)) return;
    const isKept = answer.status === 301 || answer.status === 308;
    report({
      at: directive.argAt(directive.values.indexOf(answer.text)),
      ...(isKept ? {} : { severity: 'low' as const }),
      message: `Every address is sent to the start page${isKept ? ', and browsers keep that' : ''}: ${lostBy(directive, answer.text)}; add $request_uri`,
      fixes: fixIf(
        'Add $request_uri (links to single pages work)',
        'behavior-changing',
        withPath(directive, answer.text),
      ),
    });
  },
});

/** A server, its `location /`, or an `if` on the scheme in one of them: what is redirected there is the site. */
function isForSite(scope: NginxScope): boolean {
  if (scope.kind === 'if')
    return (
      /^\(?\$(?:scheme|https|server_port|ssl_protocol)$/.test(scope.opener?.values[0] ?? '') &&
      scope.parent !== undefined &&
      isForSite(scope.parent)
    );
  if (scope.kind === 'server') return true;
  return scope.kind === 'location' && scope.location?.path === '/' && ['', '^~'].includes(scope.location.modifier);
}

/** Whether a redirect stays on the site: the same name, or the one with or without `www.`. Another site may want its visitors at its door. */
function isSameSite(host: string, server: NginxServer): boolean {
  if (host.startsWith('$')) return true;
  const bare = (name: string): string => name.replace(/^www\./, '');
  return server.names.slice(0, MOST_NAMES).some(({ text, kind }) => kind === 'exact' && bare(text) === bare(host));
}

/** `rewrite` adds the query to its replacement unless that has one or ends with `?`. */
function lostBy({ name }: NginxDirective, text: string): string {
  return name === 'rewrite' && !text.includes('?') ? 'the path is lost' : 'path and query are lost';
}

function withPath(directive: NginxDirective, text: string) {
  const { edit } = directive.scope.model;
  // `?` keeps a rewrite from adding the query a second time
  const target = `${text.replace(/\/$/, '')}$request_uri${directive.name === 'rewrite' ? '?' : ''}`;
  return edit.replaceArg(directive, directive.values.indexOf(text), target);
}
