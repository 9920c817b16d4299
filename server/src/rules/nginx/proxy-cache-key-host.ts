import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-cache-key-host',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'The cache does not tell hosts or methods apart',
  fix: 'none',
  formats: ['nginx'],
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
