import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** `seccomp:unconfined`, `label:disable`: an option, but none that confines. */
function switchesOff({ value }: { readonly value: string | undefined }): boolean {
  return value !== undefined && /(?:unconfined|disable|spc_t|false)$/.test(value.trim().toLowerCase());
}

export default defineRule({
  id: 'compose/security-options-unset',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'all',
  stages: 'production',
  summary: 'Service sets no security options',
  fix: 'none',
  formats: ['compose'],
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
