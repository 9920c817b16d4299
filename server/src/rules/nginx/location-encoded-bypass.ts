import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/location-encoded-bypass',
  subject: 'nginxDirective',
  directives: ['if'],
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A path is refused by its undecoded spelling',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.block === undefined) return;
    const condition = regexCondition(directive.values);
    if (condition === undefined || condition.negated || condition.variable.toLowerCase() !== '$request_uri') return;
    // Query strings and encoded attacks are only visible here.
    if (!/^\^?\(?\\?\//.test(condition.pattern) || /\\\?|%|=/.test(condition.pattern)) return;
    const refusal = directive.block.directives.map(answerOf).find((answer) => answer !== undefined);
    if (
      refusal === undefined ||
      (refusal.status !== 403 && refusal.status !== 401 && refusal.status !== 404 && refusal.status !== 444)
    )
      return;
    report({
      at: directive.at,
      message: '$request_uri is undecoded, so /%61dmin walks around this; refuse the path in a location instead',
    });
  },
});
