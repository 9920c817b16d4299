import type { Fix } from '../../finding/fix.ts';
import { openDoor } from '../../knowledge/env/authentication.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/authentication-disabled',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Anybody who reaches the program is let in',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    const door = written === undefined ? undefined : openDoor(variable.key, written);
    if (written === undefined || door === undefined) return;
    // In a compose file the image is known, and compose/authentication-disabled says what is open.
    if (value.place !== 'dotenv' && value.name === 'DISABLE_SECURITY_PLUGIN') return;
    if (door.kind === 'anonymous' && door.admin && !anonymousIsOn(variable, context)) return;
    if (door.kind === 'anonymous') {
      const message = `${name} gives visitors without an account ${door.admin ? 'every right' : 'access'}; switch it off`;
      const fixes = door.admin
        ? setFix(value, 'Viewer', 'anonymous users only look')
        : flipFix(value, written, 'false', 'visitors must sign in');
      report({ at, severity: door.admin ? 'high' : 'medium', message, fixes });
      return;
    }
    report({
      at,
      message: `${name} lets anybody in who reaches the program; switch authentication on`,
      fixes: repairs(value, written, door.safe),
    });
  },
});

/** Grafana: the role counts only when anonymous access is on. */
function anonymousIsOn(variable: Setting, context: RuleContext): boolean {
  const others = besides(variable, context.all('setting'));
  return others.some((other) => other.key === 'GF_AUTH_ANONYMOUS_ENABLED' && isOn(other.value.resolved ?? ''));
}

function repairs(value: NamedValue, text: string, safe: string | undefined): readonly Fix[] {
  const consequence = 'callers must sign in';
  if (safe !== undefined) return setFix(value, safe, consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : [];
}
