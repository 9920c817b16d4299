import { fixIf } from '../../finding/fix.ts';
import { lowerBy, type Severity } from '../../finding/severity.ts';
import { removeItem } from '../../formats/compose/edit/remove.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { HostAccess } from '../../knowledge/images/access-need.ts';
import { holdsEngine } from '../../subjects/compose/engine-socket.ts';
import { type Need, needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

interface Disabled {
  readonly what: string;
  readonly risk: string;
  readonly severity: Severity;
  readonly access?: HostAccess;
}

/** `name` and `value` of a security option; Docker takes `=` and, deprecated, `:`. */
function splitOption(text: string): {
  readonly name: string;
  readonly value: string;
} {
  const option = text.trim().toLowerCase();
  const equals = option.indexOf('=');
  const colon = option.indexOf(':');
  const end = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
  return end < 0 ? { name: option, value: '' } : { name: option.slice(0, end), value: option.slice(end + 1) };
}

function disabledBy(text: string): Disabled | undefined {
  const { name, value } = splitOption(text);
  if (name === 'seccomp' && value === 'unconfined') {
    return {
      what: 'seccomp',
      risk: 'every system call of the kernel is open',
      severity: 'high',
      access: 'seccomp',
    };
  }
  if (name === 'apparmor' && value === 'unconfined') {
    return {
      what: 'AppArmor',
      risk: 'one guard less before the host',
      severity: 'medium',
      access: 'apparmor',
    };
  }
  if (name === 'label' && (value === 'disable' || value === 'type:spc_t' || value === 'type=spc_t')) {
    return {
      what: 'SELinux',
      risk: 'it may use every file the host labels',
      severity: 'medium',
    };
  }
  if (name === 'systempaths' && value === 'unconfined') {
    return {
      what: 'path masking',
      risk: 'it reads and writes kernel settings',
      severity: 'high',
    };
  }
  if (name === 'no-new-privileges' && value === 'false') {
    return {
      what: 'no-new-privileges',
      risk: 'setuid programs give root',
      severity: 'low',
    };
  }
  return undefined;
}

/** Every capability dropped and no way to get one back: the two other walls stand. */
function isHardened(service: ComposeService): boolean {
  return (
    service.scalars('cap_drop').some(({ value }) => /^(?:CAP_)?ALL$/i.test(value?.trim() ?? '')) &&
    service.scalars('security_opt').some(({ value }) => /^no-new-privileges(?:[:=]true)?$/i.test(value?.trim() ?? ''))
  );
}

function adviceFor(service: ComposeService, need: Need | undefined, model: ComposeModel | undefined): string {
  if (need === undefined) return 'remove this option';
  const debugs = needOf(service, 'sys-ptrace', model) === 'essential';
  return debugs ? 'keep the debugger out of production' : 'trust its image, it needs this';
}

export default defineRule({
  id: 'compose/security-profile-disabled',
  subject: 'service',
  severity: 'high',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Default confinement of the container is switched off',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    const model = modelOf(context);
    const holdsSocket = holdsEngine(service, model);
    for (const item of service.scalars('security_opt')) {
      const disabled = item.value === undefined ? undefined : disabledBy(item.value);
      if (disabled === undefined) continue;
      // SELinux keeps confined containers from the engine's socket, and who holds that is root outside anyway
      const isForSocket = disabled.what === 'SELinux' && holdsSocket;
      const own = disabled.access === undefined ? undefined : needOf(service, disabled.access, model);
      const need = isForSocket ? 'documented' : own;
      const severity =
        severityByNeed(isHardened(service) ? (lowerBy(disabled.severity, 1) ?? 'low') : disabled.severity, need) ??
        'low';
      report({
        at: placeOf(item),
        message: `${quoted(service.name)} runs without ${disabled.what}: ${disabled.risk}; ${adviceFor(service, need, model)}`,
        severity,
        path: ['services', service.name, 'security_opt', disabled.what],
        fixes:
          need !== undefined
            ? []
            : fixIf(
                `Confine ${quoted(service.name)} again (calls that ${disabled.what} blocks fail)`,
                'behavior-changing',
                removeItem(service, ['security_opt'], item),
              ),
      });
    }
  },
});
