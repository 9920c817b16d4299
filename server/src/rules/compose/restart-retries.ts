import { fixIf } from '../../finding/fix.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { countOf } from '../../subjects/compose/quantity.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/restart-retries',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  thresholds: {
    retries: { default: 5, description: 'most restarts after a failure' },
  },
  summary: 'Number of restarts after a failure is not bounded as the benchmark asks',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const most = context.threshold('retries');
    const say = (node: ComposeScalar, text: string): void =>
      report({
        at: placeOf(node),
        message: `${quoted(service.name)} is restarted more than ${most} times after failures: write ${text}`,
        path: ['services', service.name, 'restart'],
        fixes: () =>
          fixIf(`Write ${text} (it stays down after ${most} failures)`, 'behavior-changing', replaceScalar(node, text)),
      });
    const restart = service.scalar('restart');
    const value = restart?.value;
    if (restart !== undefined && value !== undefined && exceeds(value, most)) say(restart, `on-failure:${most}`);
    const attempts = service.scalar('deploy', 'restart_policy', 'max_attempts');
    const count = attempts?.value === undefined ? undefined : countOf(attempts.value);
    if (attempts !== undefined && count !== undefined && count > most) say(attempts, String(most));
  },
});

function exceeds(restart: string, most: number): boolean {
  if (restart === 'on-failure') return true;
  const retries = restart.startsWith('on-failure:') ? countOf(restart.slice('on-failure:'.length)) : undefined;
  return retries !== undefined && retries > most;
}
