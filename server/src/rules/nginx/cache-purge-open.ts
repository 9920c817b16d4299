import { accessTo } from '../../subjects/nginx/access.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/cache-purge-open',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an outage: the cache is emptied and the application takes all requests',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Everybody may empty the cache',
  why: 'A purge that is not limited to some addresses lets any client remove pages from the cache, again and again, so that every request reaches the application.',
  references: [
    {
      name: 'nginx: proxy_cache_purge',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_purge',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        map $request_method $purge {
            PURGE 1;
            default 0;
        }
        server {
            listen 80;
            location / {
                proxy_pass http://app:8080;
                proxy_cache pages;
                proxy_cache_purge $purge;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            location /purge/ {
                allow 10.0.0.0/8;
                deny all;
                proxy_cache_purge pages $host$uri;
            }
        }
      `,
      nginx`
        geo $purger {
            default 0;
            10.0.0.0/8 1;
        }
        map $request_method $purge {
            PURGE $purger;
            default 0;
        }
        server {
            location / {
                proxy_cache_purge $purge;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (!/^(proxy|fastcgi|uwsgi|scgi)_cache_purge$/.test(directive.name) || accessTo(directive.scope) !== 'open')
      return;
    const { model } = directive.scope;
    // `PURGE from 127.0.0.1`, the module’s own address list.
    if (directive.has('from')) return;
    const names = model.variablesIn(directive.arg(0) ?? '').map(({ name }) => name);
    const isGuarded = names.some((name) =>
      model
        .variable(name)
        ?.definitions.some(
          ({ kind, values }) => kind === 'geo' || values?.some((value) => value.includes('$')) === true,
        ),
    );
    if (isGuarded) return;
    report({
      at: directive.at,
      message: 'Every client may purge this cache; limit it to your addresses by allow and deny, or geo',
    });
  },
});
