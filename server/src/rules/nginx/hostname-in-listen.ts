import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hostname-in-listen',
  subject: 'nginxDirective',
  directives: ['listen'],
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A listen address is a host name',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const listen = directive.scope.server?.listens.find((it) => it.directive === directive);
    const address = listen?.address ?? '*';
    if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(address) || /^[\d.]+$/.test(address) || address === 'localhost')
      return;
    report({
      at: directive.argAt(0),
      message: `${address.slice(0, 40)} is looked up when nginx starts, which fails without DNS; write an address or *`,
    });
  },
});
