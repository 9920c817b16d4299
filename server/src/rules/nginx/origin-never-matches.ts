import type { Location } from '../../formats/format.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { neverAnOrigin } from '../../subjects/nginx/origin-pattern.ts';
import { defineRule } from '../contract.ts';

const WHY = {
  path: 'An Origin has no path, so this pattern never matches; delete the slash behind the host',
  scheme: 'An Origin begins with its scheme, so this pattern never matches; begin it with ^https://',
} as const;

export default defineRule({
  id: 'nginx/origin-never-matches',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern for allowed origins that no origin matches',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const { pattern, ignoreCase, at } of originPatterns(directive)) {
      const why = neverAnOrigin(pattern, ignoreCase);
      if (why !== undefined) report({ at, message: WHY[why] });
    }
  },
});

interface Found {
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly at: Location;
}

function originPatterns(directive: NginxDirective): readonly Found[] {
  if (directive.name === 'map' && directive.arg(0)?.toLowerCase() === '$http_origin') {
    return (directive.block?.directives ?? []).flatMap((line) => {
      const parts = /^~(\*?)(.+)$/s.exec(line.name);
      return parts === null ? [] : [{ pattern: parts[2] ?? '', ignoreCase: parts[1] === '*', at: line.at }];
    });
  }
  if (directive.name !== 'if') return [];
  const condition = regexCondition(directive.values);
  if (condition?.variable.toLowerCase() !== '$http_origin') return [];
  const index = directive.values.findIndex((word) => /^!?~\*?$/.test(word)) + 1;
  return [{ pattern: condition.pattern, ignoreCase: condition.ignoreCase, at: directive.argAt(index) }];
}
