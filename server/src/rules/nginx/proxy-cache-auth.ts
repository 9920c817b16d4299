import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-cache-auth',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers for logged-in users may come out of the cache for others',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const family = /^(proxy|fastcgi|uwsgi|scgi)_ignore_headers$/.exec(directive.name)?.[1];
    const ignored = directive.values.find((name) => /^(set-cookie|cache-control)$/i.test(name));
    if (family === undefined || ignored === undefined) return;
    const { scope } = directive;
    const cached = [scope, ...scope.descendants()].find((inner) => isCached(inner, family));
    if (cached === undefined || accessTo(cached) === 'closed' || looksAtSession(cached, family) || isForFiles(cached))
      return;
    // A cleared Cookie means that the application answers everybody alike.
    if (
      cached
        .array(`${family}_set_header`)
        .directives.some((it) => it.arg(0)?.toLowerCase() === 'cookie' && it.arg(1) === '')
    )
      return;
    report({
      at: directive.argAt(directive.values.indexOf(ignored)),
      ...(goesToFiles(cached) ? { severity: 'low' as const } : {}),
      message: `Answers with ${ignored} are cached for everybody here; add ${family}_no_cache for the session cookie`,
    });
  },
});

function isCached(scope: NginxScope, family: string): boolean {
  const zone = scope.scalar(`${family}_cache`).directive?.arg(0);
  return zone !== undefined && zone.toLowerCase() !== 'off';
}

function looksAtSession(scope: NginxScope, family: string): boolean {
  const names = [`${family}_no_cache`, `${family}_cache_bypass`, `${family}_cache_key`];
  const values = names.flatMap((name) => scope.effective(name).directives.flatMap((directive) => directive.values));
  return values.some((value) =>
    /\$\{?(cookie_|http_cookie|http_authorization|arg_|\w*(skip|no|bypass|cache|auth|user|sess|login)\w*)/i.test(value),
  );
}

function isForFiles(scope: NginxScope): boolean {
  return /\.\w|static|assets?|media|images?|img|css|js|fonts?|public|dist|download/i.test(scope.location?.path ?? '');
}

/** The upstream is a server of the same files that hands out files only: it sends no cookies. */
function goesToFiles(scope: NginxScope): boolean {
  const pass = scope.effective('proxy_pass').directive;
  const target = pass === undefined ? undefined : upstreamTarget(pass);
  if (target === undefined || hostKind(target.host) !== 'loopback') return false;
  const server = scope.model.servers.find(({ listens }) => listens.some(({ port }) => String(port) === target.port));
  return (
    server?.scope.complete === true &&
    [server.scope, ...server.scope.descendants()].every((inner) => handlerOf(inner) === undefined)
  );
}
