import { fixIf } from '../../finding/fix.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { countOf } from '../../subjects/compose/quantity.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/restart-retries',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'limits',
  profile: 'all',
  stages: 'production',
  thresholds: {
    retries: { default: 5, description: 'most restarts after a failure' },
  },
  summary: 'Number of restarts after a failure is not bounded as the benchmark asks',
  why: 'The CIS benchmark asks for `on-failure` with at most five restarts, so that a service that fails for ever does not start for ever. `always` and `unless-stopped` are left alone: most people want services to come back.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.15',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            restart: on-failure
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            restart: on-failure:20
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            restart: on-failure:5
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            restart: "no"
      `,
    ],
  },
  check(service, report, context) {
    const most = context.threshold('retries');
    const say = (node: ComposeScalar, text: string): void =>
      report({
        at: placeOf(node),
        message: `${quoted(service.name)} is restarted more than ${most} times after failures: write ${text}`,
        path: ['services', service.name, 'restart'],
        fixes: fixIf(
          `Write ${text} (it stays down after ${most} failures)`,
          'behavior-changing',
          replaceScalar(node, text),
        ),
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
