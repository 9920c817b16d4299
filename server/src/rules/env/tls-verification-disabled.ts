import type { Fix } from '../../finding/fix.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { skipsVerification } from '../../knowledge/env/tls-verification.ts';
import { flipFix, removeFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/tls-verification-disabled',
  subject: 'setting',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'Certificates are not checked, so TLS protects against nobody on the path',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    if (context.stage === 'development' || written === undefined || !skipsVerification(variable.key, written)) return;
    report({
      at,
      message: `${name} accepts any certificate, an attacker's too; switch the check back on`,
      fixes: fixes(value, written),
    });
  },
});

function fixes(value: NamedValue, text: string): readonly Fix[] {
  const consequence = 'hosts with an untrusted certificate are refused';
  if (text.trim().toLowerCase() === 'no-verify') return setFix(value, 'verify-full', consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : removeFix(value, consequence);
}
