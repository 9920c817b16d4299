import { fixIf } from '../../finding/fix.ts';
import { appendItem } from '../../formats/compose/edit/edit.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

/** `no-new-privileges`, `no-new-privileges:true`, `no-new-privileges=true`; an unknown value counts. */
function forbids(option: string | undefined): boolean {
  return option === undefined || option.trim().toLowerCase().startsWith('no-new-privileges');
}

export default defineRule({
  id: 'compose/new-privileges-allowed',
  subject: 'service',
  severity: 'low',
  severityBecause: 'A foothold in the container gets an easier next step: root in it.',
  category: 'isolation',
  // nearly every file lacks it: a hardening step, not a mistake
  profile: 'strict',
  stages: 'production',
  summary: 'Processes may gain privileges through setuid programs',
  why: 'Images hold setuid programs such as `su`, `mount` or `sudo`. Whoever gets into the service as an ordinary user tries them to become root in the container. `no-new-privileges` makes the kernel ignore the setuid bit; programs that only give root up (gosu, su-exec) still work.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.26',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 4',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Linux: no_new_privs',
      url: 'https://docs.kernel.org/userspace-api/no_new_privs.html',
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
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            security_opt:
              - seccomp=./seccomp.json
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            security_opt:
              - no-new-privileges:true
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            security_opt: [no-new-privileges=true]
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            security_opt:
              - no-new-privileges
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const options = service.get('security_opt');
    if (options !== undefined && options.kind === 'map') return;
    if (service.scalars('security_opt').some((item) => !item.isNull && forbids(item.value))) return;
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} may gain privileges through setuid programs; add no-new-privileges:true`,
      path: ['services', service.name, 'security_opt'],
      fixes: fixIf(
        `Forbid new privileges in ${quoted(service.name)} (sudo and other setuid programs stop working)`,
        'behavior-changing',
        appendItem(service, ['security_opt'], 'no-new-privileges:true'),
      ),
    });
  },
});
