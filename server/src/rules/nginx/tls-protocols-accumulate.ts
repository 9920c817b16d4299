import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-accumulate',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'any',
  summary: 'Several ssl_protocols lines in one block add up',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const [first, ...rest] = directive.name === 'ssl_protocols' ? scope.own('ssl_protocols') : [];
    const [second] = rest;
    if (first === undefined || second !== directive) return;
    const all = [first, ...rest].flatMap(({ values }) => values);
    const union = all.filter((name, i) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === i);
    const { edit } = scope.model;
    const isOneFile = rest.every(({ uri }) => uri === first.uri);
    report({
      at: second.at,
      message: 'A second ssl_protocols adds to the first and cannot switch a protocol off; keep one line',
      related: [{ at: first.at, message: 'The first ssl_protocols of this block' }],
      fixes: fixIf(
        `Merge into one ssl_protocols ${union.join(' ')}`,
        'safe',
        isOneFile ? [...edit.replaceArgs(first, union), ...rest.flatMap((it) => edit.remove(it))] : undefined,
      ),
    });
  },
});
