import { secondsOf } from '../../subjects/nginx/measures.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/resolver-ttl-override',
  subject: 'nginxDirective',
  directives: ['resolver'],
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'Answers of the name server are kept far longer than it allows',
  fix: 'none',
  formats: ['nginx'],
  thresholds: { seconds: { default: 3600, description: 'Longest time, in seconds, that an address may be kept' } },
  check(directive, report, context) {
    const index = directive.values.findIndex((value) => value.startsWith('valid='));
    const seconds = secondsOf(directive.param('valid'));
    if (seconds === undefined || seconds <= context.threshold('seconds')) return;
    report({
      at: directive.argAt(index),
      message: `${directive.arg(index)?.slice(0, 30)} keeps addresses longer than their owner says; leave it out or name seconds`,
    });
  },
});
