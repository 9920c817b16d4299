import { editDistance } from '../../text/closest.ts';
import { DIRECTIVE_NAMES, directiveFacts } from './directives.ts';

/** The directive a misspelled name most likely means, best one for the context first; `undefined` when nothing is close. */
export function nearestDirective(name: string, context: string): string | undefined {
  const most = name.length < 5 ? 1 : name.length < 9 ? 2 : 3;
  let best: { readonly name: string; readonly cost: number } | undefined;
  for (const candidate of DIRECTIVE_NAMES) {
    if (Math.abs(candidate.length - name.length) > most) continue;
    const distance = editDistance(name.toLowerCase(), candidate, most);
    if (distance > most) continue;
    const fits = directiveFacts(candidate)?.forms.some((form) => form.contexts.includes(context)) === true;
    const cost = distance + (fits ? 0 : 0.5);
    if (best === undefined || cost < best.cost) best = { name: candidate, cost };
  }
  return best?.name;
}

/**
 * Prefixes of directives that well-known third-party modules bring (modsecurity, brotli, echo, passenger, rtmp, naxsi, vts …):
 * a name with one of them is no mistake, its module is just not in the table.
 */
const FOREIGN_PREFIXES: readonly string[] = (
  'accesskey ajp_ array_ auth_digest auth_gss auth_jwt auth_ldap auth_pam auth_totp aws_ ban_ brotli cache_purge check check_ ' +
  'coolkit_ crowdsec_ dav_ext_ doh drizzle_ dynamic_ echo encrypted_session_ eval eval_ fancyindex fastcgi_cache_purge form_ ' +
  'headers_ hls_ http_flood iconv_ immutable jwt_ kafka_ ldap_ limit_traffic live_ log_zmq lua_ media_ memc_ modsecurity ' +
  'more_ naxsi_ nchan_ ndg_ ngx_ opentelemetry opentracing otel_ pagespeed passenger_ phantom_token pg_ pinba_ postgres_ proxy_cache_purge ' +
  'proxy_upstream_tries push_ quickjs_ rds_ redis2_ redis_ rewrite_by_ rtmp rtmp_ security_headers set_ shibboleth sla_ slowfs_ sorted_ ' +
  'spnego srcache_ ssl_ct ssl_ja stream_ strip_filter subs_filter substitutions_ sysguard tarantool_ tcp_ testcookie traffic_ ts_ ' +
  'upload_ uploadprogress upstream_fair upstream_check upsync uwsgi_cache_purge vhost_traffic_ vod_ waf wasm_ webp websockify ' +
  'x_ xss_ zip_ zstd'
).split(' ');

/** Whether a name looks like a directive of a third-party module. */
export function looksForeign(name: string): boolean {
  if (/^[A-Z]/.test(name)) return name !== name.toUpperCase();
  return FOREIGN_PREFIXES.some((prefix) => name === prefix || (name.startsWith(prefix) && prefix.length > 3));
}
