import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { refuses } from '../../subjects/nginx/access.ts';
import { answer as answerIn, answerOf } from '../../subjects/nginx/answers.ts';
import { matchesEveryPath } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

/** `https://shop.example.com`, `https://$host/`: a site without a path. */
const SITE = /^(https?):\/\/([a-z0-9.-]+|\$\{?(?:host|http_host|server_name)\}?)(?::(\d{1,5}))?\/?$/i;
/** Nobody reads a longer list of names either. */
const MOST_NAMES = 100;

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
    if (servesBeside(scope, server)) return;
    if (directive.name === 'rewrite' && !matchesEveryPath(directive.arg(0) ?? '')) return;
    const [, scheme, host, port] = SITE.exec(answer.text)?.map((part) => part?.toLowerCase()) ?? [];
    if (host === undefined || !isSameSite(host, server)) return;
    if (!leadsAway({ isTls: scheme === 'https', host, port }, scope, server)) return;
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

interface Target {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: string | undefined;
}

/**
 * Whether no request that is redirected was for the target already. Where one was, unknown paths go home on purpose, and the path in
 * the target would send them round in circles. A port counts where it is written: a container's own may be published as another.
 */
function leadsAway({ isTls, host, port }: Target, scope: NginxScope, server: NginxServer): boolean {
  if (isOtherName(host, server)) return true;
  if (server.listens.some(({ directive }) => directive === undefined) && server.scope.hides('listen')) return false;
  const only = schemeAsked(scope);
  return server.listens.every((listen) => {
    const speaksTls = server.tls === 'all' || listen.socket.ssl || listen.socket.quic;
    if (speaksTls !== isTls || (only !== undefined && speaksTls !== only)) return true;
    return port !== undefined && listen.port !== undefined && Number(port) !== listen.port;
  });
}

/** Whether a server is not for a name. That it may be the default one says nothing: the name has a server of its own, or nothing works. */
function isOtherName(host: string, { names }: NginxServer): boolean {
  if (host.startsWith('$')) return false;
  return names.slice(0, MOST_NAMES).every(({ text, kind }) => kind === 'exact' && text !== host);
}

/** What an `if` around lets through: TLS or not; `undefined`: both. */
function schemeAsked(scope: NginxScope): boolean | undefined {
  const [, operator, value = ''] = scope.kind === 'if' ? (scope.opener?.values ?? []) : [];
  if (operator !== '=' && operator !== '!=') return undefined;
  const isTls = /^"?(?:https|on|443|tls.*)\)?$/i.test(value);
  return operator === '=' ? isTls : !isTls;
}

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

/** Whether a server has pages besides this location: then it is for the paths that are none of them. The proof for a certificate is no page. */
function servesBeside(scope: NginxScope, { scope: server, locations }: NginxServer): boolean {
  if (scope.kind !== 'location') return false;
  if (server.hides('location')) return true;
  return locations.some(
    ({ scope: other, path, modifier }) =>
      other !== scope &&
      modifier !== '@' &&
      !path.includes('well-known') &&
      answerIn(other) === undefined &&
      !refuses(other),
  );
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
