import { fixIf } from '../../finding/fix.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** What a word of either key comes to (docker/compose, mapRestartPolicyCondition); of `always` and `unless-stopped` either will do. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['no', 'never'],
  ['none', 'never'],
  ['false', 'never'],
  ['on-failure', 'on failure'],
  ['always', 'always'],
  ['unless-stopped', 'always'],
  ['any', 'always'],
]);

export default defineRule({
  id: 'compose/ineffective-restart',
  subject: 'service',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Restart policy is overruled by that of deploy',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    const restart = service.scalar('restart');
    const condition = service.scalar('deploy', 'restart_policy', 'condition');
    if (restart?.value === undefined || condition?.value === undefined || restart.isNull) return;
    const written = MEANINGS.get(restart.value.split(':')[0] ?? '');
    const followed = MEANINGS.get(condition.value);
    if (written === undefined || followed === undefined || written === followed) return;
    report({
      at: placeOf(restart),
      message: `Compose follows deploy.restart_policy of ${quoted(service.name)}, not this restart: remove one of the two`,
      path: ['services', service.name, 'restart'],
      related: [{ at: placeOf(condition), message: 'What Compose follows' }],
      fixes: () =>
        fixIf(
          `Remove restart of ${quoted(service.name)} (docker-compose 1 and Podman followed it)`,
          'behavior-changing',
          removeKey(service, ['restart']),
        ),
    });
  },
});
