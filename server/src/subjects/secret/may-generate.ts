import { recogniseApplication } from '../../knowledge/toml/recognise.ts';
import { formatFor, type SecretFormat } from '../../secrets/generate.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { isIssued, isRelayPassword, isSignedByCompany } from '../../secrets/purpose.ts';
import { encryptsData } from '../../secrets/rotation.ts';
import { wordsOf } from '../../secrets/words.ts';
import { commentAbove } from '../comment.ts';
import { isKeyedGateway } from '../compose/minio-gateway.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { urlsIn } from '../url.ts';
import { productOfName, productOpened } from './places.ts';
import { peerOfTable } from './table-peer.ts';

/** Whether somebody else gives the secret out: a provider of an API, a mail relay, a VPN. What stands here opens nothing of our own. */
export function isFromProvider(value: NamedValue, secret: JudgedSecret, context: RuleContext): boolean {
  if (isGatewayKey(value, context)) return true;
  switch (secret.purpose) {
    case 'api-key':
      return !isOfOwnService(secret, context);
    case 'signing-key':
      return isSignedByCompany(value.name) || isSignedByCompany(secret.name);
    case 'password':
    case 'private-key':
      return (
        STANDS_FOR_API_KEY.test(secret.grade.verdict === 'strong' ? '' : secret.text) ||
        isRelayPassword(value.name) ||
        isRelayPassword(secret.name) ||
        logsInElsewhere(context) ||
        peerOfTable(value, context) !== undefined
      );
    case 'token':
    case 'shared-secret':
      return (
        [value.name, secret.name].some((name) => isIssued(name) || ISSUED_TOKEN.test(name)) ||
        logsInElsewhere(context) ||
        isSentToOthers(value, secret) ||
        peerOfTable(value, context) !== undefined
      );
    default:
      return false;
  }
}

/** What a sample says that it is: `CLUSTER_API_SECRET` of a hosted broker, whose logins are keys of its API. */
const STANDS_FOR_API_KEY = /(?:^|[^a-z])api[-_ ]?(?:key|secret|token)(?:[^a-z]|$)/i;

/** Whether MinIO takes the key of a provider that it stands before. */
function isGatewayKey(value: NamedValue, context: RuleContext): boolean {
  if (value.place !== 'compose-environment' || productOfName(value.name) !== 'minio') return false;
  return isKeyedGateway(context.all('service').find(({ name }) => name === value.owner));
}

/** Tokens of services that hand them out, and OAuth's refresh tokens, which the server of the provider makes. */
const ISSUED_TOKEN =
  /(?:^|_)(?:NGROK|BLACKFIRE|CODECOV|SNYK|SONAR|PLEX_CLAIM|VERCEL|NETLIFY|LINODE|VULTR)_|(?:^|_)REFRESH_TOKEN$/i;

/** A header of requests that the program makes: whoever answers them gave it out. */
function isSentToOthers(value: NamedValue, secret: JudgedSecret): boolean {
  return (
    value.format === 'toml' &&
    [value.name, secret.name].some((name) => name.toLowerCase() === 'authorization') &&
    value.path.some((part) => /^(?:request_)?headers$/i.test(part))
  );
}

/**
 * Whether a weak value stands where somebody else's is to be put: the password of a mail account, a key or token of a company. What it
 * opens is guessed at its provider, not here. A key of an object store may be one that runs beside.
 */
export function isSampleOfProvider(value: NamedValue, secret: JudgedSecret): boolean {
  const names = [value.name, secret.name];
  switch (secret.purpose) {
    case 'password':
      return names.some(isRelayPassword);
    case 'api-key':
      return names.some((name) => isIssued(name) && !/(?:^|_)(?:AWS|S3|MINIO|STORAGE)(?:_|$)/i.test(name));
    case 'token':
      return names.some((name) => ISSUED_TOKEN.test(name));
    default:
      return false;
  }
}

/**
 * Whether a key is named after a service of the same Compose file: `AI_VISION_API_KEY` where `ai_vision` runs. That service asks for it,
 * no provider hands it out, and whoever calls the service holds the same one.
 */
export function isOfOwnService(secret: JudgedSecret, context: RuleContext): boolean {
  if (context.format !== 'compose' || secret.purpose !== 'api-key') return false;
  if (isCalledBeside(secret, context)) return true;
  const stems = [secret.name, secret.reference?.name ?? ''].map((name) => /^(.+?)_?(?:API_?)?KEY$/i.exec(name)?.[1]);
  const words = new Set(stems.flatMap((stem) => (stem === undefined ? [] : [wordsOf(stem).join('_')])));
  return words.size > 0 && context.all('service').some(({ name }) => words.has(wordsOf(name).join('_')));
}

const CALLED = ['_URL', '_BASE_URL', '_API_URL', '_HOST', '_SERVER', '_ENDPOINT', '_ADDR', '_ADDRESS'];

/** Whether the address beside the key is that of a service of the file: `VISION_URL: http://vision:8000` of `VISION_API_KEY`. */
function isCalledBeside(secret: JudgedSecret, context: RuleContext): boolean {
  const stem = /^(.+?)_?(?:API_?)?KEY$/i.exec(secret.name)?.[1]?.toUpperCase();
  if (stem === undefined) return false;
  const names = new Set(CALLED.map((word) => stem + word));
  const hosts = context
    .all('namedValue')
    .filter(({ name }) => names.has(name.toUpperCase()))
    .flatMap((value) => [value.resolved ?? '', ...urlsIn(value).map(({ host }) => host?.text ?? '')]);
  return context.all('service').some(({ name }) => hosts.includes(name));
}

/**
 * Whether a secret must not be replaced by another one: data is encrypted with it and lost without it.
 * A placeholder has encrypted nothing worth keeping.
 */
export function mustStay(secret: JudgedSecret): boolean {
  const { verdict } = secret.grade;
  return encryptsData(secret.purpose) && verdict !== 'placeholder' && verdict !== 'empty';
}

/**
 * Whether a fresh value can be made up here: not of what a provider hands out, not of a hash or a key whose form only its program knows,
 * and not of a key that data is already encrypted with.
 */
export function mayGenerate(value: NamedValue, secret: JudgedSecret, context: RuleContext): boolean {
  // a login at a store of one's own can be changed there; one at a gateway for text messages is its provider's
  if (secret.part === 'url-password' && productOpened({ value, secret }) === undefined) return false;
  if (secret.part === 'member' && value.name.toLowerCase() === 'authorization') return false;
  if (secret.purpose === 'private-key' || isFromProvider(value, secret, context) || isForHash(secret)) return false;
  // 32 random bytes in hexadecimal are a guess unless the name is that of a program that takes them
  if (secret.purpose === 'encryption-key' && !/ENCRYPTION_?KEY|_HEX$/i.test(secret.name)) return false;
  return !mustStay(secret);
}

/** A program whose file holds nothing but logins at servers of others: a bridge between chats. */
function logsInElsewhere(context: RuleContext): boolean {
  const [model] = context.all('document');
  return (
    model?.format === 'toml' &&
    model.derived('application', () => recogniseApplication(model))?.logsInElsewhere === true
  );
}

/** A placeholder for a hash: `user:HASHED_PASSWORD`. */
function isForHash(secret: JudgedSecret): boolean {
  return secret.grade.verdict === 'placeholder' && /hash|bcrypt|argon|scrypt|htpasswd|encrypted/i.test(secret.text);
}

/** The format a fresh value gets: of the length that the placeholder or the comment above demands, else of its purpose. */
export function formatOf(
  value: NamedValue,
  secret: JudgedSecret,
  context: RuleContext,
): { readonly format: SecretFormat; readonly label: string } {
  const length = demandedLength(value, secret, context);
  return length === undefined
    ? formatFor(secret.purpose)
    : { format: `characters-${length}`, label: `${length} letters and digits, as asked for` };
}

/** `SomeRandomStringOf32CharsExactly`. */
const IN_PLACEHOLDER = /(?:^|[^\d])(\d{2,3})[-_ ]?(?:chars?|characters|letters)/i;
/** `a string of exactly 32 chars`; "at least" leaves the choice. */
const IN_COMMENT =
  /\b(?:exactly|must be|has to be|needs to be) (?:a |an )?(?:exactly )?(\d{2,3})[- ](?:[a-z]+ ){0,2}(?:chars?|characters|letters)\b/i;

function demandedLength(value: NamedValue, secret: JudgedSecret, context: RuleContext): number | undefined {
  const inText = secret.grade.verdict === 'placeholder' ? IN_PLACEHOLDER.exec(secret.text)?.[1] : undefined;
  const found =
    inText ?? (value.uri === context.uri ? IN_COMMENT.exec(commentAbove(value, context.text))?.[1] : undefined);
  const length = Number(found);
  return length >= 12 && length <= 128 ? length : undefined;
}
