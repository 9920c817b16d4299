import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/image-and-build',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: which of two images runs depends on what is there.',
  category: 'supply-chain',
  profile: 'all',
  stages: 'production',
  summary: 'Service has an image and a build',
  why: 'With both, Compose pulls the image when it can and builds it otherwise, unless `pull_policy` says which. Many files do so on purpose, to name what they build.',
  references: [
    {
      name: 'Compose: build and image',
      url: 'https://docs.docker.com/reference/compose-file/build/#using-build-and-image',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            build: .
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        services:
          web:
            build: .
            image: example/web:1.4.2
            pull_policy: build
      `,
      yaml`
        services:
          web:
            build: .
      `,
    ],
  },
  check(service, report) {
    if (service.image === undefined || service.build === undefined || service.get('pull_policy') !== undefined) return;
    report({
      at: placeOf(service.image.node),
      message: `${quoted(service.name)} is pulled or built, whichever works: say which with pull_policy`,
      path: ['services', service.name, 'image', 'build'],
    });
  },
});
