import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/project-name-missing',
  subject: 'composeFile',
  severity: 'low',
  category: 'correctness',
  profile: 'all',
  stages: 'production',
  summary: 'Project takes its name from the folder',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    if (model.name !== undefined || model.isOverride || !model.complete) return;
    const entry = model.root?.entry('services');
    if (entry === undefined || entry.uri !== model.uri) return;
    report({
      at: { uri: entry.uri, span: entry.keySpan },
      message: 'The project is named after its folder: a renamed folder starts with empty volumes; set name',
      path: ['name'],
    });
  },
});
