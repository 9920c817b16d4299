import { weaknessOf } from '../../subjects/toml/header-weakness.ts';
import { responseHeaderTables } from '../../subjects/toml/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/weak-response-header',
  subject: 'document',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A security header has a value that protects nobody',
  fix: 'behavior-changing',
  formats: ['toml'],
  check(model, report) {
    if (model.format !== 'toml') return;
    for (const table of responseHeaderTables(model)) {
      for (const header of table.headers) {
        const weakness = weaknessOf(model, header, table);
        if (weakness === undefined) continue;
        report({
          at: header.leaf.valueSpan,
          message: `${header.leaf.name} ${weakness.says}`,
          severity: weakness.severity,
          path: header.leaf.path.map(String),
          ...(weakness.fix === undefined ? {} : { fixes: [weakness.fix] }),
        });
      }
    }
  },
});
