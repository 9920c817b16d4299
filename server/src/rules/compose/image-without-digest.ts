import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/image-without-digest',
  subject: 'service',
  severity: 'low',
  category: 'supply-chain',
  profile: 'strict',
  stages: 'production',
  summary: 'Image is named by a tag that can be moved',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const { image } = service;
    if (image?.value === undefined || image.digest !== undefined || !runsInProduction(service)) return;
    if (isBuiltHere(service, modelOf(context))) return;
    report({
      at: placeOf(image.node),
      message: `Image of ${quoted(service.name)} has no digest: its tag can be moved to other content; add @sha256:…`,
      path: ['services', service.name, 'image', 'digest'],
    });
  },
});
