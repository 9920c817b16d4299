import type { ReportFunction } from '../../finding/report.ts';
import type { Location } from '../../formats/format.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { matchesAnything } from '../../subjects/nginx/cors.ts';
import { type OriginHole, originHole, refererHole } from '../../subjects/nginx/origin-pattern.ts';
import { defineRule } from '../contract.ts';

const ADVICE: Readonly<Record<OriginHole['kind'], string>> = {
  start: 'begin it with ^https://',
  middle: 'put \\. behind the part for subdomains',
  end: 'end it with $',
  dot: 'escape its dots',
};

export default defineRule({
  id: 'nginx/cors-map-unanchored',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The pattern for allowed origins or referring pages admits foreign ones',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.name === 'map' && directive.arg(0)?.toLowerCase() === '$http_origin') {
      for (const line of directive.block?.directives ?? []) {
        if (line.name.startsWith('~') && isGranting(line)) test(line.name, line.at, report);
      }
      return;
    }
    if (directive.name !== 'if') return;
    const condition = regexCondition(directive.values);
    const variable = condition?.variable.toLowerCase();
    if (condition === undefined || (variable !== '$http_origin' && variable !== '$http_referer')) return;
    const index = directive.values.findIndex((word) => /^!?~\*?$/.test(word)) + 1;
    if (variable === '$http_referer') {
      const page = refererHole(condition.pattern, condition.ignoreCase);
      if (page === undefined) return;
      report({
        at: directive.argAt(index),
        severity: 'low',
        message: `This pattern also admits ${page.slice(0, 60)}; put a / behind the name`,
      });
      return;
    }
    test(`${condition.ignoreCase ? '~*' : '~'}${condition.pattern}`, directive.argAt(index), report);
  },
});

function isGranting(line: NginxDirective): boolean {
  const value = line.arg(0) ?? '';
  return value !== '' && value !== '0';
}

function test(key: string, at: Location, report: ReportFunction): void {
  if (matchesAnything(key)) return;
  const ignoreCase = key.startsWith('~*');
  const hole = originHole(key.slice(ignoreCase ? 2 : 1), ignoreCase);
  if (hole === undefined) return;
  report({ at, message: `This pattern also admits ${hole.witness.slice(0, 44)}; ${ADVICE[hole.kind]}` });
}
