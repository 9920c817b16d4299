import type { Fix } from '../../finding/fix.ts';
import { type HostReach, reachOf } from '../../knowledge/env/hosts.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { type PlaintextSwitch, plaintextSwitch } from '../../knowledge/env/tls-switches.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { isOnThisMachine, isServedOverHttps } from '../../subjects/env/own-address.ts';
import { reachOfValue } from '../../subjects/env/reach.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { isStoreImage } from '../../subjects/secret/places.ts';
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
    const named = plaintextSwitch(variable.key, written);
    if (named === undefined) return;
    // a data store's own switch is about who connects to it
    const found = named.kind === 'peer' && isStoreImage(value.image) ? { ...named, kind: 'server' as const } : named;
    const others = besides(variable, context.all('setting'));
    if (isLoneNode(variable.key, others)) return;
    const reach = reachOfPeer(found, others);
    if (isForBrowsers(found) && (isServedOverHttps(others) || (found.kind === 'site' && isOnThisMachine(others))))
      return;
    if (isSite(found) ? !isSiteOpen(value, context) : reach !== 'public' && reach !== 'unknown') return;
    if (found.kind === 'mail' && encryptedOtherwise(found, others)) return;
    report({
      at: variable.at,
      severity:
        reach === 'unknown' || found.opportunistic || (found.kind !== 'peer' && found.kind !== 'mail')
          ? 'low'
          : 'medium',
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

/** What others connect to, not what this program does. */
function isSite({ kind }: PlaintextSwitch): boolean {
  return kind === 'site' || kind === 'listener' || kind === 'server';
}

/** Elasticsearch and OpenSearch: the transport layer is for other nodes, and a single node has none. */
function isLoneNode(key: string, others: readonly Setting[]): boolean {
  return (
    /_TRANSPORT_SSL_|_SSL_TRANSPORT_/.test(key) &&
    others.some((other) => other.key === 'DISCOVERY_TYPE' && other.text === 'single-node')
  );
}

/** What browsers come to: a proxy in front may end TLS for it. */
function isForBrowsers({ kind }: PlaintextSwitch): boolean {
  return kind === 'site' || kind === 'listener';
}

/** Databases of frameworks are often reached by `DB_HOST`, whatever the switch is called. */
const DATABASE = /^(?:DB|DATABASE|MYSQL|MARIADB|PG|PGSQL|POSTGRES|POSTGRESQL)$/;

/**
 * Where the connection leads, by the host that is set beside it under the same prefix (`DB_HOST` for `DB_SSLMODE`).
 * `here` also where the address itself asks for TLS (`S3_ENDPOINT=https://…`).
 */
function reachOfPeer(found: PlaintextSwitch, others: readonly Setting[]): HostReach {
  const prefixes = [found.prefix === '' ? 'PG' : `${found.prefix}_`, ...(DATABASE.test(found.prefix) ? ['DB_'] : [])];
  const wanted = prefixes.flatMap((prefix) => HOST_WORDS.map((word) => prefix + word));
  const host = wanted
    .map((name) => others.find((other) => other.key === name)?.value.resolved)
    .find((text) => text !== undefined && text.trim() !== '');
  if (host === undefined) return 'unknown';
  return /^(?:https|rediss|mqtts|amqps):\/\//i.test(host.trim()) ? 'here' : reachOf(hostOf(host));
}

/** Whether browsers reach the program itself: behind a proxy of the project, or on loopback, something in front speaks the TLS. */
function isSiteOpen(value: NamedValue, context: RuleContext): boolean {
  const reach = reachOfValue(value, context);
  return reach === undefined || reach === 'everyone' || reach === 'unknown';
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
  if (found.kind === 'server')
    return `${name}: what is sent here comes in clear text; name a certificate and switch TLS on`;
  if (found.kind === 'listener')
    return `${name}: without a proxy that ends TLS sessions can be read; serve HTTPS or use one`;
  if (found.kind === 'site')
    return `${name} lets browsers stay on plain HTTP, where sessions can be read; switch it on`;
  if (found.opportunistic) return `${name} falls back to plain text when an attacker asks for it; set verify-full`;
  return `${name}: passwords and data cross the network unencrypted; switch TLS on`;
}

/**
 * Switches of a mail server towards others: images of Postfix make `may` of them, which is opportunistic
 * (https://www.postfix.org/postconf.5.html#smtp_tls_security_level).
 */
const RELAYS = /^POSTFIX_(?:.*_)?SMTP_TLS/;

function fixes(value: NamedValue, text: string, found: PlaintextSwitch): readonly Fix[] {
  // needs a certificate, or a proxy in front does it: one word more does not make it work
  if (found.kind === 'server' || found.kind === 'listener') return [];
  const consequence =
    found.kind === 'site'
      ? 'plain HTTP is refused or redirected, also from a proxy that ends TLS; HTTPS must answer here or there'
      : RELAYS.test(value.name)
        ? 'used with mail servers that offer TLS; to others mail still goes in clear text'
        : `the other end must offer TLS${found.safe?.startsWith('verify') === true ? ' under a certificate valid for its name' : ''}`;
  return found.safe === undefined ? flipFix(value, text, 'true', consequence) : setFix(value, found.safe, consequence);
}
