import { misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-argument-count',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive has too few or too many arguments, or lacks its block',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report, context) {
    const misuse = misuseOf(directive, context.nginx.version);
    const { name, at } = directive;
    if (misuse?.kind === 'arguments') {
      const found = directive.args.length;
      report({
        at,
        message: `invalid number of arguments in "${name}": it takes ${misuse.expected}, ${found} found; nginx will not start`,
      });
    } else if (misuse?.kind === 'no-block') {
      report({ at, message: `"${name}" opens no block, nginx will not start: end it with ";"` });
    } else if (misuse?.kind === 'needs-block') {
      report({ at, message: `directive "${name}" has no opening "{", nginx will not start: give it a block` });
    }
  },
});
