import { type HostReach, reachOf } from '../../knowledge/env/hosts.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { type PlaintextSwitch, plaintextSwitch } from '../../knowledge/env/tls-switches.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule, env, type Fix, yaml } from '../contract.ts';
import { flipFix, setFix } from './settings/repairs.ts';

export default defineRule({
  id: 'env/plaintext-transport',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs a foothold on the network path × gets one service’s data',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS is switched off',
  why: 'What this setting leaves unencrypted, passwords and sessions included, is read and changed by anybody on the network between the two ends. Values such as `prefer` only encrypt when nobody objects.',
  references: [
    { name: 'PostgreSQL, SSL mode descriptions', url: 'https://www.postgresql.org/docs/current/libpq-ssl.html' },
    {
      name: 'Django, SECURE_SSL_REDIRECT',
      url: 'https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-redirect',
    },
    { name: 'CWE-319', url: 'https://cwe.mitre.org/data/definitions/319.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        DB_HOST=db.acme.acmeshop.io
        DB_SSLMODE=disable
      `,
      env`
        FORCE_HTTPS=false
      `,
      yaml`
        services:
          worker:
            image: ghcr.io/acme/worker:3.1.0
            environment:
              SMTP_HOST: smtp.mailer.acmeshop.io
              SMTP_USE_TLS: "no"
      `,
    ],
    good: [
      env`
        DB_HOST=localhost
        DB_SSLMODE=disable
      `,
      env`
        EMAIL_HOST=smtp.mailer.acmeshop.io
        EMAIL_USE_SSL=False
        EMAIL_USE_TLS=True
      `,
      env`
        FORCE_HTTPS=true
        PGSSLMODE=verify-full
      `,
    ],
  },
  check(variable, report, context) {
    const { value, written } = variable;
    if (written === undefined) return;
    const found = plaintextSwitch(variable.key, written);
    if (found === undefined) return;
    const others = besides(variable, context.all('setting'));
    const reach = reachOfPeer(found, others);
    if (found.kind !== 'site' && (reach === 'here' || reach === 'private' || reach === 'reserved')) return;
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
