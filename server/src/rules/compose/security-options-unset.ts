import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

/** `seccomp:unconfined`, `label:disable`: an option, but none that confines. */
function switchesOff({ value }: { readonly value: string | undefined }): boolean {
  return value !== undefined && /(?:unconfined|disable|spc_t|false)$/.test(value.trim().toLowerCase());
}

export default defineRule({
  id: 'compose/security-options-unset',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'isolation',
  profile: 'all',
  stages: 'production',
  summary: 'Service sets no security options',
  why: 'Benchmarks ask for an explicit AppArmor, SELinux or seccomp option in every service. Docker applies its default profiles without one, so this rule is for whoever must show the option.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.2 and 5.3',
      url: 'https://www.cisecurity.org/benchmark/docker',
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
            image: example/web:1.4.2
            security_opt: [no-new-privileges:true]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            security_opt:
              - apparmor=docker-web
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    if (service.get('security_opt') !== undefined && !service.scalars('security_opt').every(switchesOff)) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} sets no security options: name its profiles in security_opt`,
      path: ['services', service.name, 'security_opt', 'unset'],
    });
  },
});
