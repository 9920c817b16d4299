import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/h2c-smuggling',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Clients may upgrade the connection to any protocol',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' || name?.toLowerCase() !== 'upgrade') return;
    if (!/^\$\{?http_upgrade\}?$/i.test(value ?? '')) return;
    const { scope } = directive;
    const connection = scope.own('proxy_set_header').find((it) => it.arg(0)?.toLowerCase() === 'connection');
    if (connection === undefined || scope.scalar('proxy_http_version').directive?.arg(0) === '1.0') return;
    // `ws`, `socket` in the path: an application that expects exactly this.
    if (/socket|\bws\b|wss|sockjs|signalr|cable/i.test(scope.location?.path ?? '')) return;
    report({
      at: directive.argAt(1),
      message: 'Upgrade $http_upgrade lets clients switch to h2c past nginx’s rules; map it to websocket only',
    });
  },
});
