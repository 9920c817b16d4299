import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/log-injection',
  subject: 'nginxDirective',
  directives: ['log_format'],
  severity: 'low',
  category: 'observability',
  profile: 'strict',
  stages: 'any',
  summary: 'A JSON log format does not escape its values',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.param('escape') !== undefined) return;
    const text = directive.values.slice(1).join('').trim();
    if (!/^\{\s*"[^"]+"\s*:/.test(text) || !text.endsWith('}')) return;
    const [name] = directive.args;
    report({
      at: directive.at,
      message: 'This JSON log does not escape its values, so clients can break records; add escape=json',
      fixes:
        name === undefined
          ? []
          : fixIf('Add escape=json (special characters are written as JSON)', 'behavior-changing', [
              { uri: directive.uri, span: { start: name.span.end, end: name.span.end }, newText: ' escape=json' },
            ]),
    });
  },
});
