import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-pass-static-dns',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'A public host name is looked up once, when nginx starts',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const isServer = directive.name === 'server' && directive.scope.kind === 'upstream';
    if (!isServer && directive.name !== 'proxy_pass' && directive.name !== 'grpc_pass') return;
    const target = upstreamTarget(directive);
    if (target === undefined || target.upstream !== undefined || hostKind(target.host) !== 'public-name') return;
    if (target.text.includes('$') || directive.has('resolve')) return;
    report({
      at: directive.argAt(0),
      message: `${target.host.slice(0, 32)} is looked up only when nginx starts, so a new address is missed; ${isServer ? 'add resolve' : 'use a variable'}`,
    });
  },
});
