import { reachOf } from '../../knowledge/env/hosts.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { resolvedPart } from '../../subjects/url.ts';
import { defineRule } from '../contract.ts';

/** Servers that let in whoever connects unless a password is asked for. */
const OPEN = /^(rediss?|valkeys?|mongodb(\+srv)?|amqps?|memcached?|nats)$/;

/** Parameters that carry the proof instead of the user information. */
const PROOF = /^(password|authmechanism|auth_mechanism|ssl_certfile|tlscertificatekeyfile|token|passwordfile)$/i;

export default defineRule({
  id: 'url/no-password',
  subject: 'url',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Connection to a remote data store has no password',
  fix: 'none',
  check(url, report, context) {
    if (!OPEN.test(url.scheme) || url.host === undefined || (url.password?.text ?? '') !== '') return;
    if (url.user?.text.includes('$')) return;
    if (url.query.some(({ name }) => PROOF.test(name.text))) return;
    if (!url.hosts.some(({ host }) => ['public', 'reserved'].includes(reachOf(resolvedPart(url.value, host) ?? '$'))))
      return;
    if (hasPasswordBeside(url.value.name, context.all('namedValue'))) return;
    const name = url.value.name.length > 40 ? `${url.value.name.slice(0, 39)}…` : url.value.name;
    report({
      at: inFileOf(url.value, url.host.span),
      message: `${name} reaches a public host without a password: anybody can do the same; set one on the server`,
    });
  },
});

/** `REDIS_PASSWORD` beside `REDIS_URL`, `password` beside `url`: clients add it themselves. */
function hasPasswordBeside(
  name: string,
  values: readonly { readonly name: string; readonly source: string }[],
): boolean {
  const stem = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/_?(URL|URI|DSN|HOST|ADDR|ADDRESS|ENDPOINT|BROKER)S?$/, '');
  return values.some((other) => {
    const key = other.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
    return other.source !== '' && /PASS(WORD|WD)?(_FILE)?$|_AUTH$|_TOKEN$/.test(key) && key.startsWith(stem);
  });
}
