import type { Fix } from '../../finding/fix.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { plaintextSwitch } from '../../knowledge/env/tls-switches.ts';
import { skipsVerification } from '../../knowledge/env/tls-verification.ts';
import { flipFix, removeFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/tls-verification-disabled',
  subject: 'setting',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Certificates are not checked, so TLS protects against nobody on the path',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    if (written === undefined || !skipsVerification(variable.key, written)) return;
    const others = besides(variable, context.all('setting'));
    if (hasNothingToCheck(variable, others)) return;
    if (hasOwnCertificate(variable, others)) {
      report({
        at,
        severity: 'low',
        message: `${name} accepts any certificate; give the server one that clients trust, then switch the check on`,
        fixes: [],
      });
      return;
    }
    report({
      at,
      message: `${name} accepts any certificate, an attacker's too; switch the check back on`,
      fixes: fixes(value, written),
    });
  },
});

/** No program has more settings of one kind: bounds what a hostile file makes us compare. */
const MOST_NEAR = 100;

/**
 * Whether there is no certificate at all: `X_SSL=false` beside `X_VERIFY_SSL=false`, or every address under the same first word is
 * plain HTTP. A switch for all connections of a program (`NODE_TLS_REJECT_UNAUTHORIZED`) has none beside it.
 */
function hasNothingToCheck({ key }: Setting, others: readonly Setting[]): boolean {
  const prefix = `${key.split('_', 1)[0]}_`;
  const near = others.filter((other) => other.key.startsWith(prefix)).slice(0, MOST_NEAR);
  if (near.some((other) => other.written !== undefined && plaintextSwitch(other.key, other.written)?.kind === 'peer'))
    return true;
  const addresses = near.flatMap(
    ({ value }) => /^\s*https?:\/\//i.exec(value.resolved ?? value.source)?.[0].trim() ?? [],
  );
  return addresses.length > 0 && addresses.every((scheme) => scheme.toLowerCase() === 'http://');
}

/**
 * Whether the program talks to itself under a certificate nobody signed: its own address is https on this machine. With the check on it
 * would refuse itself, so a trusted certificate comes first.
 */
function hasOwnCertificate({ key }: Setting, others: readonly Setting[]): boolean {
  const own = new Set([`${key.split('_', 1)[0]}_URL`, `${key.split('_', 1)[0]}_SERVER_URL`]);
  return others.some(
    (other) => own.has(other.key) && /^https:\/\/(?:localhost|127\.|\[::1\])/i.test(other.value.resolved?.trim() ?? ''),
  );
}

function fixes(value: NamedValue, text: string): readonly Fix[] {
  const consequence = 'hosts with an untrusted certificate are refused';
  if (text.trim().toLowerCase() === 'no-verify') return setFix(value, 'verify-full', consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : removeFix(value, consequence);
}
