import { type Fix, fix } from '../../finding/fix.ts';
import { type Reach, severityByReach, widest } from '../../finding/reach.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { openDoor } from '../../knowledge/env/authentication.ts';
import { expectationOf } from '../../secrets/expectation.ts';
import type { Verdict } from '../../secrets/grade.ts';
import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import type { TextEdit } from '../../text/edit.ts';
import { serviceReach } from '../compose/reach.ts';
import { modelOf } from '../compose/role.ts';
import { storeByPort } from '../compose/store-ports.ts';
import type { RuleContext } from '../context.ts';
import { publishesStore } from '../env/compose-use.ts';
import { serviceNamed } from '../env/reach.ts';
import type { NamedValue } from '../named-value.ts';
import { editsIn, inFileOf } from '../setting.ts';
import { normalizeKey } from '../setting-key.ts';
import { type UrlValue, urlsIn } from '../url.ts';
import { isOfClientSwitchedOff } from './client-feature.ts';
import { credentialOf } from './credential.ts';
import { fixesFor, isSharedDefaults } from './fixes.ts';
import { isMailCaught } from './mail-catcher.ts';
import { isAtStore, isProductImage, isStoreImage, opensStore, productOpened, sameAtStore } from './places.ts';
import { peerOfTable } from './table-peer.ts';

/** The secrets of a value that got one verdict, without those that nothing uses. */
export function secretsGraded(value: NamedValue, context: RuleContext, verdict: Verdict): readonly JudgedSecret[] {
  return judgeSecrets(value, context.workspaceWords).filter(
    (secret) =>
      secret.grade.verdict === verdict &&
      !(secret.part === 'default' && MEANS_NONE.test(secret.text)) &&
      !isUnused(value, secret, context),
  );
}

/**
 * Whether a secret opens nothing because the client that logs in with it is off, or its mail goes to a catcher: one to be guessed harms
 * nobody, a real one is a secret all the same.
 */
export function isUnused(value: NamedValue, { grade, purpose }: JudgedSecret, context: RuleContext): boolean {
  if (grade.verdict === 'strong' || grade.verdict === 'leaked' || grade.verdict === 'private-key') return false;
  return isMailCaught(value, purpose, context) || isOfClientSwitchedOff(value, purpose, context);
}

/** A default that stands for "there is none" (`${API_KEY:-invalid}`): the program makes no key of it. */
const MEANS_NONE = /^(?:invalid|disabled?|unset|not[-_ ]?set|unused)$/i;

/** A secret that is to be reported. */
export interface SecretCase {
  readonly value: NamedValue;
  readonly secret: JudgedSecret;
  readonly report: ReportFunction;
  readonly context: RuleContext;
  /** As in `Report`: where the message names what each secret needs. */
  readonly advice?: string;
}

/** Reports a secret at its place with the usual repairs, or with the one that puts a placeholder there. */
export function reportSecret(
  { value, secret, report, context, advice }: SecretCase,
  message: string,
  severity: Severity,
  placeholder?: readonly TextEdit[],
): void {
  report({
    at: inFileOf(value, secret.span),
    message,
    // a value that each machine is to override
    severity: isSharedDefaults(value) ? 'low' : severity,
    path: [...value.path, ...(secret.part === 'value' ? [] : [secret.part, secret.name])],
    ...(advice !== undefined && { advice }),
    credential: credentialOf(value, secret, context),
    fixes: () =>
      placeholder === undefined ? fixesFor(value, secret, context) : [withPlaceholder(value, secret, placeholder)],
  });
}

function withPlaceholder(value: NamedValue, secret: JudgedSecret, edits: readonly TextEdit[]): Fix {
  return fix(
    `Put a placeholder for ${secret.name} (copies of the template need a value)`,
    'behavior-changing',
    editsIn(value, edits),
  );
}

/** How a message names a secret: `default of JWT_SECRET`, `password in DATABASE_URL`, `JWT_SECRET`; at most 44 characters. */
export function nameOf(secret: JudgedSecret): string {
  const name = secret.name.length > 34 ? `${secret.name.slice(0, 33)}…` : secret.name;
  switch (secret.part) {
    case 'default':
      return `Default of ${name}`;
    case 'url-password':
      return `Password in ${name}`;
    default:
      return name;
  }
}

/**
 * The severity of a secret that is guessed, by who reaches what it opens. The password of a data store counts for the data store that
 * checks it, also where one of its clients in the same compose file writes it.
 */
export function reachedSeverity(value: NamedValue, secret: JudgedSecret, context: RuleContext): Severity {
  const severity = guessedSeverity(secret);
  const store = opensStore({ value, secret }) ? storeOf(value, secret, context) : undefined;
  if (store === undefined) return severityByReach(severity, reachAround(value, secret, context)) ?? 'low';
  // where nobody is asked for a password a better one changes nothing: that is said by a rule of its own
  if (asksNobody(store)) return 'low';
  return severityByReach(severity, serviceReach(store, modelOf(context))) ?? 'low';
}

/**
 * What the place itself tells of a secret whose store is not seen. A login of the application is tried by whoever reaches the application;
 * the password of a data store only by whoever reaches the store: a published one in the file or in a Compose file beside it, else
 * unknown.
 */
function reachAround(value: NamedValue, secret: JudgedSecret, context: RuleContext): Reach {
  const host = urlOf(value, secret)?.host?.text;
  if (host !== undefined && LOOPBACK.test(host)) return 'unknown';
  const peer = secret.purpose === 'password' && secret.part === 'value' ? peerOfTable(value, context) : undefined;
  if (peer !== undefined) return peer;
  const product = productOpened({ value, secret });
  if (product === undefined) return 'everyone';
  if (value.place === 'dotenv')
    return publishesStore(product, hostsBeside(value, context), context) ? 'everyone' : 'unknown';
  const model = modelOf(context);
  return model === undefined ? 'unknown' : reachOfProduct(product, model);
}

/** Asked for every guessed secret of a file. A cache only. */
const reaches = new WeakMap<ComposeModel, Map<string, Reach>>();

/** Who reaches the services of a file that run a product; `unknown` without one. */
function reachOfProduct(product: string, model: ComposeModel): Reach {
  const known = reaches.get(model) ?? new Map<string, Reach>();
  reaches.set(model, known);
  let reach = known.get(product);
  if (reach === undefined) {
    const stores = model.services.filter((service) => runsProduct(service, product));
    reach = stores.length === 0 ? 'unknown' : widest(stores.map((service) => serviceReach(service, model)));
    known.set(product, reach);
  }
  return reach;
}

/** Whether a service runs the product: by its image or, where a variable makes that up, by its names and the port it publishes. */
function runsProduct(service: ComposeService, product: string): boolean {
  if (isProductImage(service.image?.value, product)) return true;
  if (service.image === undefined || service.image.repository !== undefined) return false;
  return service.ports.some((port) => {
    const name = port.target?.value === undefined ? undefined : storeByPort(service, Number(port.target.value));
    return name !== undefined && isProductImage(name.toLowerCase(), product);
  });
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** The hosts that a `.env` file names under the same first word as a password: `REDIS_NODES` of `REDIS_PASSWORD`. */
function hostsBeside({ name }: NamedValue, context: RuleContext): readonly string[] {
  const prefix = `${name.split('_', 1)[0]}_`;
  return context
    .all('namedValue')
    .slice(0, MOST_LOOKED_AT)
    .filter((other) => other.name.startsWith(prefix) && /_(?:HOSTS?|NODES|SERVERS?|ADDR|ADDRESS)$/.test(other.name))
    .flatMap(({ literal }) =>
      (literal ?? '').split(',').flatMap((item) => /^\s*([\w-]+)(?::\d+)?\s*$/.exec(item)?.[1] ?? []),
    );
}

const MOST_LOOKED_AT = 500;

/** Whether a data store lets everybody in who reaches it: `POSTGRES_HOST_AUTH_METHOD=trust`. */
function asksNobody(store: ComposeService): boolean {
  return store.environment.some(({ name }) => {
    const text = store.variable(name)?.value;
    return text !== undefined && openDoor(normalizeKey(name), text)?.kind === 'off';
  });
}

function urlOf(value: NamedValue, secret: JudgedSecret): UrlValue | undefined {
  return secret.part === 'url-password'
    ? urlsIn(value).find(({ password }) => password?.span.start === secret.span.start)
    : undefined;
}

/** The service that checks a password: its own container, or the data store of the same file that is given the same one. */
function storeOf(value: NamedValue, secret: JudgedSecret, context: RuleContext): ComposeService | undefined {
  if (value.format !== 'compose') return undefined;
  if (isAtStore(value)) return serviceNamed(value.owner, context);
  const host = urlOf(value, secret)?.host?.text;
  const named = serviceNamed(host, context);
  if (named !== undefined && isStoreImage(named.image?.value)) return named;
  return serviceNamed(sameAtStore(value, secret, context)?.owner, context);
}

/**
 * Who guesses the key needs nothing but network reach. One that signs tokens or sessions makes him anybody, in the whole
 * application; one that opens a single account gives him that account's data.
 */
export function guessedSeverity(secret: JudgedSecret): Severity {
  switch (secret.purpose) {
    case 'signing-key':
    case 'app-secret':
    case 'django-key':
    case 'rails-key-base':
    case 'laravel-key':
      return 'critical';
    case 'salt':
      return 'medium';
    default:
      return 'high';
  }
}

/** The purpose in a word. */
export function nounOf(secret: JudgedSecret): string {
  if (secret.purpose === 'api-key') {
    if (/CLIENT_?SECRET|(?:OAUTH|OIDC|SAML|SSO)\w*_SECRET/i.test(secret.name)) return 'client secret';
    if (/SECRET_?(?:ACCESS_?)?KEY/i.test(secret.name)) return 'secret key';
  }
  return expectationOf(secret.purpose).noun;
}
