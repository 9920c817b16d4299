import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

const ADDRESS =
  /\$\{?(binary_remote_addr|remote_addr|realip_remote_addr|proxy_protocol_addr|ssl_client_\w+|remote_user|jwt_\w+)\b/i;
const CHOSEN =
  /\$\{?(http_(x_forwarded_for|x_real_ip|x_client_ip|forwarded|user_agent|referer)|proxy_add_x_forwarded_for|request_uri|uri|document_uri|args|query_string|request)\b/i;

export default defineRule({
  id: 'nginx/limit-req-key',
  subject: 'nginxDirective',
  directives: ['limit_req_zone', 'limit_conn_zone'],
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'Clients choose the key their requests are counted by',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const key = directive.arg(0) ?? '';
    if (ADDRESS.test(key) || !CHOSEN.test(key)) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} counts by ${key.slice(0, 30)}, which the client chooses; count by $binary_remote_addr`,
      fixes: fixIf(
        'Count by $binary_remote_addr (behind a proxy set up the realip module first)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, '$binary_remote_addr'),
      ),
    });
  },
});
