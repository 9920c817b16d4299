import { fix } from '../../finding/fix.ts';
import { placeOf } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

/** What YAML 1.1 reads as a number to the base of sixty: digits, a colon, digits below 60. */
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]{0,9}(?::[0-5]?[0-9]){1,3}$/;

export default defineRule({
  id: 'compose/sexagesimal-port',
  subject: 'service',
  severity: 'medium',
  severityBecause: 'Nobody is needed: another port than the one that was meant is published, or the file is refused.',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Unquoted port is a number to the base of sixty',
  why: 'YAML 1.1 reads `22:22` as 1342 (22 × 60 + 22). Parsers of that age, docker-compose 1 and many tools among them, then publish a random port for 1342. Quotes make it text everywhere.',
  references: [
    {
      name: 'Compose: ports, short syntax',
      url: 'https://docs.docker.com/reference/compose-file/services/#short-syntax-3',
    },
    { name: 'YAML 1.1: integer', url: 'https://yaml.org/type/int.html' },
  ],
  fix: 'safe',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          git:
            image: example/git:1.4.2
            ports:
              - 2222:22
      `,
    ],
    good: [
      yaml`
        services:
          git:
            image: example/git:1.4.2
            ports:
              - "2222:22"
              - 8080:80
      `,
      yaml`
        services:
          git:
            image: example/git:1.4.2
            ports:
              - 127.0.0.1:2222:22
      `,
    ],
  },
  check(service, report) {
    for (const item of service.scalars('ports')) {
      if (item.style !== 'plain' || !SEXAGESIMAL.test(item.text)) continue;
      report({
        at: placeOf(item),
        message: `YAML 1.1 reads ${item.text} as one number, not as two ports: put it in quotes`,
        path: ['services', service.name, 'ports', item.text],
        fixes: [fix(`Write "${item.text}"`, 'safe', [{ uri: item.uri, span: item.span, newText: `"${item.text}"` }])],
      });
    }
  },
});
