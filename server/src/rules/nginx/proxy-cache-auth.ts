import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-cache-auth',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × pages that were made for another user',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers for logged-in users may come out of the cache for others',
  why:
    'nginx does not cache answers that set a cookie or forbid it. `proxy_ignore_headers Set-Cookie` or `Cache-Control` switches ' +
    'that off; unless the key or `proxy_no_cache` looks at the session, one user’s page is stored for all.',
  references: [
    {
      name: 'nginx: proxy_ignore_headers',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ignore_headers',
    },
    {
      name: 'CWE-525: Use of Web Browser Cache Containing Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/525.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_cache pages;
            proxy_cache_valid 200 10m;
            proxy_ignore_headers Set-Cookie Cache-Control;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_cache pages;
            proxy_ignore_headers Set-Cookie Cache-Control;
            proxy_no_cache $cookie_session;
            proxy_cache_bypass $cookie_session;
        }
      `,
      nginx`
        location /static/ {
            proxy_pass http://app:8080;
            proxy_cache assets;
            proxy_ignore_headers Set-Cookie;
        }
      `,
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_cache pages;
        }
      `,
    ],
  },
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
