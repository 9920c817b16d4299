import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/image-and-build',
  subject: 'service',
  severity: 'low',
  category: 'supply-chain',
  profile: 'all',
  stages: 'production',
  summary: 'Service has an image and a build',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    if (service.image === undefined || service.build === undefined || service.get('pull_policy') !== undefined) return;
    report({
      at: placeOf(service.image.node),
      message: `${quoted(service.name)} is pulled or built, whichever works: say which with pull_policy`,
      path: ['services', service.name, 'image', 'build'],
    });
  },
});
