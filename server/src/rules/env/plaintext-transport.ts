import type { Fix } from '../../finding/fix.ts';
import { type HostReach, reachOf } from '../../knowledge/env/hosts.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { type PlaintextSwitch, plaintextSwitch } from '../../knowledge/env/tls-switches.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/plaintext-transport',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS is switched off',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written } = variable;
    if (written === undefined) return;
    const found = plaintextSwitch(variable.key, written);
    if (found === undefined) return;
    const others = besides(variable, context.all('setting'));
    const reach = reachOfPeer(found, others);
    if (found.kind !== 'site' && (reach === 'here' || reach === 'private')) return;
    if (found.kind === 'mail' && encryptedOtherwise(found, others)) return;
    report({
      at: variable.at,
      severity: reach === 'unknown' || found.opportunistic || found.kind === 'site' ? 'low' : 'medium',
      message: message(variable.name, found),
      fixes: fixes(value, written, found),
    });
  },
});

const HOST_WORDS = [
  'HOST',
  'HOSTNAME',
  'SERVER',
  'ADDR',
  'ADDRESS',
  'BOOTSTRAP_SERVERS',
  'BROKERS',
  'BROKER',
  'ENDPOINT',
  'URL',
];

/** Where the connection leads, by the host that is set beside it under the same prefix (`DB_HOST` for `DB_SSLMODE`). */
function reachOfPeer(found: PlaintextSwitch, others: readonly Setting[]): HostReach {
  const wanted = new Set(HOST_WORDS.map((word) => (found.prefix === '' ? `PG${word}` : `${found.prefix}_${word}`)));
  const host = others.find((other) => wanted.has(other.key))?.value.resolved;
  return host === undefined ? 'unknown' : reachOf(hostOf(host));
}

function hostOf(text: string): string {
  const withoutScheme = text.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '').replace(/^[^@/]*@/, '');
  return /^(\[[^\]]*\]|[^:/,?]*)/.exec(withoutScheme)?.[0] ?? '';
}

/** Mail libraries have one switch for TLS from the start and one for STARTTLS: one of them is enough. */
function encryptedOtherwise(found: PlaintextSwitch, others: readonly Setting[]): boolean {
  const family = found.prefix.replace(/_(?:USE|ENABLE)$/, '');
  return others.some((other) => {
    const { key } = other;
    const text = other.value.resolved?.trim() ?? '';
    if (!key.startsWith(family)) return false;
    if (/(?:SSL|TLS|STARTTLS|SECURE)(?:_ENABLED?|_REQUIRED?)?$/.test(key)) return isOn(text);
    return /_(?:ENCRYPTION|SECURITY|SCHEME)$/.test(key) && /^(?:tls|ssl|starttls|smtps|force_tls)$/i.test(text);
  });
}

function message(name: string, found: PlaintextSwitch): string {
  if (found.kind === 'site')
    return `${name} lets browsers stay on plain HTTP, where sessions can be read; switch it on`;
  if (found.opportunistic) return `${name} falls back to plain text when an attacker asks for it; set verify-full`;
  return `${name}: passwords and data cross the network unencrypted; switch TLS on`;
}

function fixes(value: NamedValue, text: string, found: PlaintextSwitch): readonly Fix[] {
  const consequence = found.kind === 'site' ? 'plain HTTP is refused or redirected' : 'the other end must offer TLS';
  return found.safe === undefined ? flipFix(value, text, 'true', consequence) : setFix(value, found.safe, consequence);
}
