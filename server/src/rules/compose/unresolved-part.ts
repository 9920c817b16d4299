import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/unresolved-part',
  subject: 'composeFile',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A part of the project could not be followed and is not checked',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    for (const { at, message } of model.notes) {
      if (at.uri === model.uri) report({ at: at.span, message });
    }
  },
});
