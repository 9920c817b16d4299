import { type Fix, fix } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { expectationOf } from '../../secrets/expectation.ts';
import type { Verdict } from '../../secrets/grade.ts';
import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { editsIn, inFileOf } from '../setting.ts';
import { fixesFor } from './fixes.ts';

/** The secrets of a value that got one verdict. */
export function secretsGraded(value: NamedValue, context: RuleContext, verdict: Verdict): readonly JudgedSecret[] {
  return judgeSecrets(value, context.workspaceWords).filter((secret) => secret.grade.verdict === verdict);
}

/** A secret that is to be reported. */
export interface SecretCase {
  readonly value: NamedValue;
  readonly secret: JudgedSecret;
  readonly report: ReportFunction;
  readonly context: RuleContext;
}

/** Reports a secret at its place with the usual repairs, or with the one that puts a placeholder there. */
export function reportSecret(
  { value, secret, report, context }: SecretCase,
  message: string,
  severity: Severity,
  placeholder?: readonly TextEdit[],
): void {
  report({
    at: inFileOf(value, secret.span),
    message,
    severity,
    path: [...value.path, ...(secret.part === 'value' ? [] : [secret.part, secret.name])],
    fixes: placeholder === undefined ? fixesFor(value, secret, context) : [withPlaceholder(value, secret, placeholder)],
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
 * The password of a data store that publishes no port needs a foothold in a neighbouring container first: one step lower.
 */
export function reachedSeverity(value: NamedValue, secret: JudgedSecret, context: RuleContext): Severity {
  const severity = guessedSeverity(secret);
  return severity === 'high' && isInnerStore(value, secret, context) ? 'medium' : severity;
}

function isInnerStore(value: NamedValue, secret: JudgedSecret, context: RuleContext): boolean {
  if (value.place !== 'compose-environment' || secret.purpose !== 'password' || secret.part === 'url-password')
    return false;
  if (!isKind(imageFacts(value.image), 'datastore', 'cache', 'queue', 'search', 'object-store', 'coordination'))
    return false;
  const service = serviceNamed(value.owner, context);
  return service?.complete === true && service.ports.length === 0 && service.text('network_mode') === undefined;
}

/** Services are looked up for every secret of a file. A cache only. */
const byName = new WeakMap<readonly ComposeService[], ReadonlyMap<string, ComposeService>>();

function serviceNamed(name: string | undefined, context: RuleContext): ComposeService | undefined {
  const services = context.all('service');
  let known = byName.get(services);
  if (known === undefined) {
    known = new Map([...services].reverse().map((service) => [service.name, service]));
    byName.set(services, known);
  }
  return name === undefined ? undefined : known.get(name);
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
  return expectationOf(secret.purpose).noun;
}
