import { fixIf } from '../../finding/fix.ts';
import { removeEntry } from '../../formats/compose/edit/remove.ts';
import { isCalledStack, isStack } from '../../subjects/compose/stack.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/obsolete-version',
  subject: 'composeFile',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'version has had no effect since Compose 2',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    const own = model.layers.find((layer) => layer.uri === model.uri)?.root;
    const entry = own?.entry('version');
    if (own === undefined || entry === undefined || own.get('services') === undefined) return;
    // `docker stack deploy` of older hosts refuses a file without it
    if (isStack(model) || isCalledStack(model)) return;
    report({
      at: { uri: entry.uri, span: entry.keySpan },
      message: 'Compose ignores version and warns about it on every run: remove it',
      path: ['version'],
      fixes: () =>
        fixIf(
          'Remove version (docker-compose before 1.27 and old docker stack deploy need it)',
          'behavior-changing',
          removeEntry(own, ['version']),
        ),
    });
  },
});
