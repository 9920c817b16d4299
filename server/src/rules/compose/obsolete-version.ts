import { fixIf } from '../../finding/fix.ts';
import { removeEntry } from '../../formats/compose/edit/remove.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/obsolete-version',
  subject: 'composeFile',
  severity: 'low',
  severityBecause: 'Hygiene: a warning on every run hides the warnings that matter.',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'version has had no effect since Compose 2',
  why: 'Compose 2 reads every file by the Compose Specification, prints that the attribute is obsolete and ignores it. Only docker-compose 1 before 1.27 and older `docker stack deploy` look at it.',
  references: [
    {
      name: 'Compose: version and name',
      url: 'https://docs.docker.com/reference/compose-file/version-and-name/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        version: '3.8'
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
      yaml`
        name: shop
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
  },
  check(model, report) {
    const own = model.layers.find((layer) => layer.uri === model.uri)?.root;
    const entry = own?.entry('version');
    if (own === undefined || entry === undefined || own.get('services') === undefined) return;
    report({
      at: { uri: entry.uri, span: entry.keySpan },
      message: 'Compose ignores version and warns about it on every run: remove it',
      path: ['version'],
      fixes: fixIf(
        'Remove version (docker-compose before 1.27 and old docker stack deploy need it)',
        'behavior-changing',
        removeEntry(own, ['version']),
      ),
    });
  },
});
