import { parseRegex } from '../../formats/nginx/read/regex.ts';
import { isNeverMatched } from '../../formats/nginx/read/regex-facts.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/rewrite-never-matches',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A rewrite pattern goes on behind its end and never matches',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const pattern = directive.arg(0);
    if (directive.name !== 'rewrite' || pattern === undefined || pattern.includes('${')) return;
    const regex = parseRegex(pattern, false);
    if (regex.invalid || !isNeverMatched(regex)) return;
    const name = /\$([a-z_]\w*)/i.exec(pattern)?.[1];
    report({
      at: directive.argAt(0),
      message:
        name === undefined
          ? 'This pattern never matches: it goes on behind $, the end of the path; correct it'
          : `This pattern never matches: $${name.slice(0, 30)} is no variable here but the end and a text; compare it in an if`,
    });
  },
});
