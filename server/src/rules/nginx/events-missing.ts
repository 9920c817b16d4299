import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/events-missing',
  subject: 'nginxDirective',
  directives: ['http'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A main configuration without an events block',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (directive.block === undefined || scope.kind !== 'main') return;
    if (!scope.visible || scope.hides('events') || scope.first('events') !== undefined) return;
    if (scope.own('http')[0] !== directive || directive.uri !== scope.uri) return;
    report({
      at: directive.at,
      message: 'nginx does not start without an events block; add events {} in front of http',
      fixes: fixIf(
        'Add events {} in front of http',
        'safe',
        scope.model.edit.insertBlockBefore(directive.block, 'events {\n}'),
      ),
    });
  },
});
