import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-early-data-replay',
  subject: 'nginxDirective',
  directives: ['ssl_early_data'],
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Early data can be replayed and the application is not told',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
    const inside = [directive.scope, ...directive.scope.descendants()];
    const proxied = inside.filter((scope) => scope.own('proxy_pass').length > 0);
    const text = directive.scope.model.file.text;
    // Told in any way, or refused by nginx itself.
    if (proxied.length === 0 || text.includes('$ssl_early_data')) return;
    const { edit } = directive.scope.model;
    report({
      at: directive.argAt(0),
      message:
        'Early data can be replayed; tell the application by proxy_set_header Early-Data $ssl_early_data, or switch it off',
      fixes: fixIf(
        'Set ssl_early_data off (handshakes take one more round trip)',
        'behavior-changing',
        edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});
