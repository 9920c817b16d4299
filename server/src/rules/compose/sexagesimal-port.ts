import { fix } from '../../finding/fix.ts';
import { placeOf } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** What YAML 1.1 reads as a number to the base of sixty: digits, a colon, digits below 60. */
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]{0,9}(?::[0-5]?[0-9]){1,3}$/;

export default defineRule({
  id: 'compose/sexagesimal-port',
  subject: 'service',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Unquoted port is a number to the base of sixty',
  fix: 'safe',
  formats: ['compose'],
  check(service, report) {
    for (const item of service.scalars('ports')) {
      if (item.style !== 'plain' || !SEXAGESIMAL.test(item.text)) continue;
      report({
        at: placeOf(item),
        message: `podman-compose and docker-compose 1 read ${item.text} as one number, not as two ports: put it in quotes`,
        path: ['services', service.name, 'ports', item.text],
        fixes: [fix(`Write "${item.text}"`, 'safe', [{ uri: item.uri, span: item.span, newText: `"${item.text}"` }])],
      });
    }
  },
});
