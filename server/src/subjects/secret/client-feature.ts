import type { Purpose } from '../../secrets/purpose.ts';
import type { RuleContext } from '../context.ts';
import { composeRunsImage } from '../env/compose-use.ts';
import { isOfTlsOff, offFeaturesOf } from '../env/switched-off.ts';
import type { NamedValue } from '../named-value.ts';
import { isAtStore, isInStoreCommand, isProductImage, productOfName } from './places.ts';

/**
 * Whether a secret is what a program logs in with at a server of a feature that its switch says is off: `SMTP_PASSWORD` beside
 * `SMTP_ENABLED=false`. It opens nothing then. What the program or a store checks itself, and a login at a server that the project runs,
 * is asked for all the same; so is what signs or encrypts, and whatever hangs on a switch that nobody sees set. The password of a key that
 * a listener without TLS never loads is one of these.
 */
export function isOfClientSwitchedOff(value: NamedValue, purpose: Purpose, context: RuleContext): boolean {
  if (!LOGS_IN.has(purpose) || isAtStore(value) || isInStoreCommand(value)) return false;
  if (isOfTlsOff(value, context.all('namedValue'))) return true;
  const off = offFeaturesOf(value, context.all('namedValue'));
  return off.some(({ name, isSaid }) => isSaid && isClient(name, value, context));
}

const LOGS_IN: ReadonlySet<Purpose> = new Set(['password', 'api-key', 'token']);

/** Whether the program is a client of the feature's server, by the feature's words, and no server of that kind is seen to run here. */
function isClient(feature: string, value: NamedValue, context: RuleContext): boolean {
  const words = feature.split('_');
  const known = CLIENTS.find(([names]) => names.some((name) => words.includes(name)));
  if (known !== undefined) return !runs((image) => known[1].test(image), context);
  // a `.env` file may feed the store as well
  const product = value.format === 'dotenv' ? undefined : productOfName(feature);
  return product !== undefined && !runs((image) => isProductImage(image, product), context);
}

function runs(isServer: (image: string) => boolean, context: RuleContext): boolean {
  if (context.all('service').some(({ image }) => image !== undefined && isServer(image.value ?? image.text)))
    return true;
  return composeRunsImage(isServer, context);
}

/** What programs log in at, by the words of their settings, and the images that are such a server. */
const CLIENTS: readonly (readonly [names: readonly string[], server: RegExp])[] = [
  [['SMTP', 'MAIL', 'MAILER', 'EMAIL', 'IMAP', 'POP3'], /mail|smtp|postfix|exim|dovecot|stalwart|maddy|mox/i],
  [['LDAP', 'LDAPS'], /ldap|glauth|freeipa|samba|authentik/i],
  [['S3', 'AWS', 'B2', 'GCS', 'R2'], /minio|rustfs|garage|seaweed|localstack|ceph|s3/i],
  [['METRICS', 'STATSD', 'INFLUX', 'INFLUXDB', 'GRAPHITE', 'PUSHGATEWAY'], /prom|grafana|influx|graphite|statsd/i],
  [['SENTRY', 'BUGSNAG', 'ROLLBAR'], /sentry|glitchtip|bugsink/i],
  [['NEWRELIC', 'DATADOG', 'DD', 'APM'], /apm/i],
  [['SLACK', 'DISCORD', 'TELEGRAM', 'TWILIO', 'SMS', 'FCM', 'APNS', 'PUSHOVER'], /telegram-bot-api/i],
  [['STRIPE', 'PAYPAL', 'RECAPTCHA', 'HCAPTCHA', 'TURNSTILE', 'OPENAI', 'ALGOLIA', 'CLOUDFLARE'], /stripe-mock/i],
];
