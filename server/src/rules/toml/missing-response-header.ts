import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/toml/edit/edit.ts';
import { FRAME_OPTIONS, NOSNIFF, type SecurityHeader } from '../../knowledge/headers/security-headers.ts';
import { type ResponseHeaderTable, responseHeaderTables } from '../../subjects/toml/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/missing-response-header',
  subject: 'document',
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The headers for every page leave out one that protects visitors',
  fix: 'behavior-changing',
  formats: ['toml'],
  check(model, report, context) {
    if (model.format !== 'toml' || !context.complete) return;
    // Every table for all pages adds to the same answers.
    const tables = responseHeaderTables(model).filter(({ everywhere }) => everywhere);
    const [first] = tables;
    if (first === undefined) return;
    for (const header of [NOSNIFF, FRAME_OPTIONS].filter((one) => !sends(tables, one))) {
      const { name, guards, value = '' } = header;
      report({
        at: first.values.nameSpan,
        message: `Pages are sent without ${name}, which guards against ${guards}; add it to the headers of "/*"`,
        path: [...first.values.path.map(String), name.toLowerCase()],
        fixes: fixIf(
          `Add ${name} = "${value}" (${header === NOSNIFF ? 'browsers no longer guess types' : 'other sites no longer frame pages'})`,
          'behavior-changing',
          setKey(model, first.values, [name], value),
        ),
      });
    }
  },
});

function sends(tables: readonly ResponseHeaderTable[], header: SecurityHeader): boolean {
  return tables.some(({ names, headers }) => {
    if (names.has(header.name.toLowerCase())) return true;
    // A policy that is not known may say it.
    const policy = headers.find(({ name }) => name === 'content-security-policy');
    if (header !== FRAME_OPTIONS || !names.has('content-security-policy')) return false;
    return policy === undefined || /frame-ancestors/i.test(policy.value);
  });
}
