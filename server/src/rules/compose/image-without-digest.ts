import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/image-without-digest',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Whoever can push to the repository, an unlikely attacker, runs code in the service.',
  category: 'supply-chain',
  profile: 'strict',
  stages: 'production',
  summary: 'Image is named by a tag that can be moved',
  why: 'A tag, a version too, is a pointer that whoever can push may move. A digest names the content: what was tested is what runs. Update bots keep digests current.',
  references: [
    {
      name: 'OWASP Docker Security, rule 13',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Docker: pull by digest',
      url: 'https://docs.docker.com/reference/cli/docker/image/pull/#pull-an-image-by-digest-immutable-identifier',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2@sha256:0000000000000000000000000000000000000000000000000000000000000000
      `,
      yaml`
        services:
          web:
            build: .
            image: example/web:1.4.2
      `,
    ],
  },
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
