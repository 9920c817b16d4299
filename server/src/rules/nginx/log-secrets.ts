import { defineRule } from '../contract.ts';

const SECRET =
  /\$\{?(http_authorization|http_proxy_authorization|http_cookie|http_x_api_key|http_x_auth_token|request_body|sent_http_set_cookie|upstream_http_set_cookie|ssl_client_raw_cert|ssl_client_escaped_cert|arg_(token|access_token|id_token|refresh_token|key|api_?key|apikey|password|passwd|pwd|secret|code|sig|signature)|cookie_\w*(sess|sid|token|auth|jwt)\w*)\b/i;

export default defineRule({
  id: 'nginx/log-secrets',
  subject: 'nginxDirective',
  directives: ['log_format'],
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'The access log holds tokens, cookies or request bodies',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const [index, text] of directive.values.entries()) {
      const match = index === 0 ? null : SECRET.exec(text);
      if (match === null) continue;
      report({
        at: directive.argAt(index),
        message: `log_format writes $${match[1]} into the log, a secret of the user; leave it out`,
      });
      return;
    }
  },
});
