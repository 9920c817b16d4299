import { recogniseApplication } from '../../knowledge/toml/recognise.ts';
import { formatFor, type SecretFormat } from '../../secrets/generate.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { isIssued, isRelayPassword, isSignedByCompany } from '../../secrets/purpose.ts';
import { encryptsData } from '../../secrets/rotation.ts';
import { wordsOf } from '../../secrets/words.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/** Whether somebody else gives the secret out: a provider of an API, a mail relay, a VPN. What stands here opens nothing of our own. */
export function isFromProvider(value: NamedValue, secret: JudgedSecret, context: RuleContext): boolean {
  switch (secret.purpose) {
    case 'api-key':
      return !isOfOwnService(secret, context);
    case 'signing-key':
      return isSignedByCompany(value.name) || isSignedByCompany(secret.name);
    case 'password':
    case 'private-key':
      return isRelayPassword(value.name) || isRelayPassword(secret.name) || logsInElsewhere(context);
    case 'token':
    case 'shared-secret':
      return isIssued(value.name) || isIssued(secret.name);
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
  const stems = [secret.name, secret.reference?.name ?? ''].map((name) => /^(.+?)_?(?:API_?)?KEY$/i.exec(name)?.[1]);
  const words = new Set(stems.flatMap((stem) => (stem === undefined ? [] : [wordsOf(stem).join('_')])));
  return words.size > 0 && context.all('service').some(({ name }) => words.has(wordsOf(name).join('_')));
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
const MOST_COMMENT_LINES = 8;

function demandedLength(value: NamedValue, secret: JudgedSecret, context: RuleContext): number | undefined {
  const inText = secret.grade.verdict === 'placeholder' ? IN_PLACEHOLDER.exec(secret.text)?.[1] : undefined;
  const found =
    inText ?? (value.uri === context.uri ? IN_COMMENT.exec(commentAbove(value, context.text))?.[1] : undefined);
  const length = Number(found);
  return length >= 12 && length <= 128 ? length : undefined;
}

/** The comment lines directly above a value and the comment behind it, in one line. */
function commentAbove(value: NamedValue, text: string): string {
  let start = text.lastIndexOf('\n', value.nameSpan.start - 1) + 1;
  const end = text.indexOf('\n', value.valueSpan.end);
  const behind = text.slice(value.valueSpan.end, Math.min(end < 0 ? text.length : end, value.valueSpan.end + 200));
  const lines: string[] = [];
  while (start > 0 && lines.length < MOST_COMMENT_LINES) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(previous, Math.min(start, previous + 300)).trim();
    if (!line.startsWith('#')) break;
    lines.unshift(line.replace(/^#+\s*/, ''));
    start = previous;
  }
  return [...lines, behind.includes('#') ? behind.slice(behind.indexOf('#') + 1).trim() : ''].join(' ');
}
