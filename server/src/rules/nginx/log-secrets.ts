import { defineRule, nginx } from '../contract.ts';

const SECRET =
  /\$\{?(http_authorization|http_proxy_authorization|http_cookie|http_x_api_key|http_x_auth_token|request_body|sent_http_set_cookie|upstream_http_set_cookie|ssl_client_raw_cert|ssl_client_escaped_cert|arg_(token|access_token|id_token|refresh_token|key|api_?key|apikey|password|passwd|pwd|secret|code|sig|signature)|cookie_\w*(sess|sid|token|auth|jwt)\w*)\b/i;

export default defineRule({
  id: 'nginx/log-secrets',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'a foothold where logs are kept × users’ sessions and passwords',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'The access log holds tokens, cookies or request bodies',
  why:
    'Logs are copied to more places and kept longer than the data they describe. With authorization headers, session cookies ' +
    'or bodies in them everybody who reads logs can act as the users.',
  references: [
    {
      name: 'OWASP: Logging, data to exclude',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    },
    {
      name: 'CWE-532: Insertion of Sensitive Information into Log File',
      url: 'https://cwe.mitre.org/data/definitions/532.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        log_format full '$remote_addr "$request" $http_authorization';
      `,
    ],
    good: [
      nginx`
        log_format main '$remote_addr "$request" $status $http_user_agent';
      `,
      nginx`
        log_format lang '$remote_addr $cookie_lang';
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'log_format') return;
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
