import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/pid-in-tmp',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'a foothold in any process of the machine × reads or replaces cached pages',
  category: 'isolation',
  profile: 'strict',
  stages: 'any',
  summary: 'Caches or temporary files lie in a folder every user can write to',
  why: 'Everybody on the machine can create files in `/tmp`. A cache or pid file there can be prepared by another user before nginx starts.',
  references: [
    {
      name: 'nginx: proxy_cache_path',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_path',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        http {
            proxy_cache_path /tmp/cache keys_zone=pages:10m;
        }
      `,
    ],
    good: [
      nginx`
        http {
            proxy_cache_path /var/cache/nginx keys_zone=pages:10m;
        }
      `,
      nginx`
        pid /run/nginx.pid;
        events {}
      `,
    ],
  },
  check(directive, report) {
    if (
      !/^(pid|lock_file|(proxy|fastcgi|uwsgi|scgi)_cache_path|(client_body|proxy|fastcgi|uwsgi|scgi)_temp_path)$/.test(
        directive.name,
      )
    )
      return;
    if (!/^(\/var)?\/tmp(\/|$)|^\/dev\/shm(\/|$)/.test(directive.arg(0) ?? '')) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} in a folder every user can write to may be prepared by others; use /var/cache/nginx or /run`,
    });
  },
});
