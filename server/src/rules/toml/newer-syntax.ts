import { fixIf } from '../../finding/fix.ts';
import { newerSyntax } from '../../formats/toml/model/newer-syntax.ts';
import { applicationOf } from '../../subjects/toml/application-of.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/newer-syntax',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'TOML 1.1 in a file whose application reads TOML 1.0',
  fix: 'safe',
  formats: ['toml'],
  check(model, report) {
    const application = model.format === 'toml' ? applicationOf(model) : undefined;
    if (model.format !== 'toml' || application?.toml !== '1.0') return;
    for (const { kind, at, path, what, edits } of newerSyntax(model)) {
      report({
        at,
        path,
        message: `${application.name} reads TOML 1.0 and refuses ${what}; ${ADVICE[kind]}`,
        fixes: () => fixIf(`Write ${what} as TOML 1.0`, 'safe', edits),
      });
    }
  },
});

const ADVICE = {
  'inline-table': 'write the table on one line',
  escape: 'use \\u00HH',
  time: 'add the seconds',
} as const;
