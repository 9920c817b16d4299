import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-cache-key-host',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × pages of another site on the same server',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'The cache does not tell hosts or methods apart',
  why: 'A key without the host gives one site’s page to visitors of another, and lets a request with a forged name fill the cache. Cached POST answers need the body in the key.',
  references: [
    {
      name: 'nginx: proxy_cache_key',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_key',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            server_name a.example.org b.example.org;
            location / {
                proxy_cache pages;
                proxy_cache_key $uri$is_args$args;
                proxy_pass http://app:8080;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            server_name a.example.org b.example.org;
            location / {
                proxy_cache pages;
                proxy_cache_key $scheme$host$request_uri;
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        server {
            server_name a.example.org;
            location / {
                proxy_cache_key $uri;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (!/^(proxy|fastcgi|uwsgi|scgi)_cache_key$/.test(directive.name)) return;
    const key = directive.values.join('');
    const { server } = directive.scope;
    const isShared =
      server !== undefined && (server.names.length > 1 || server.names.some(({ kind }) => kind !== 'exact'));
    if (
      !isShared ||
      !key.includes('$') ||
      /\$\{?(host|http_host|server_name|proxy_host|ssl_server_name|\w*(host|domain|site|tenant|backend|upstream)\w*)/i.test(
        key,
      )
    )
      return;
    report({
      at: directive.argAt(0),
      message: 'The cache key has no host although this server has several names; add $host',
    });
  },
});
