import { expectationOf } from './expectation.ts';
import { missedFormat } from './format-check.ts';
import type { Grade } from './grade.ts';
import { judgeSecrets } from './judge.ts';
import { looksRandom } from './looks-random.ts';
import { MASK } from './mask.ts';
import { classifyKey } from './purpose.ts';
import type { SecretSource } from './source.ts';
import { shapeOf } from './value-shape.ts';

/** What a hover says about a key that holds a secret. Nothing in it gives the secret away. */
export interface SecretDescription {
  /** What the secret is for: `signing key`. */
  readonly purpose: string;
  /** What its purpose asks for: `at least 32 random characters`. */
  readonly expected: string;
  /** How the value does, masked: `**** is too short`. */
  readonly state: string;
  /** Whether nothing is to be done about it. */
  readonly isGood: boolean;
}

/** Describes the secret a named value holds; `undefined` when its name is none of a secret and it holds none. */
export function describeSecret(
  value: SecretSource,
  workspaceWords: readonly string[] = [],
): SecretDescription | undefined {
  const key = classifyKey(value.name, value.path);
  const [judged] = judgeSecrets(value, workspaceWords);
  if (key.kind !== 'secret' && judged === undefined) return undefined;
  const purpose = judged?.purpose ?? (key.kind === 'secret' ? key.purpose : 'token');
  const { noun, wanted } = expectationOf(purpose);
  if (judged === undefined) return { purpose: noun, expected: wanted, ...elsewhere(value) };
  const refused = judged.grade.verdict === 'strong' ? missedFormat(judged.name, purpose, judged.text) : undefined;
  const isGood = refused === undefined && (judged.grade.verdict === 'strong' || judged.grade.verdict === 'not-judged');
  const words =
    refused === undefined
      ? stateOf(judged.grade, judged.text)
      : `has a format its program refuses: it must be ${refused}`;
  const subject = judged.grade.verdict === 'empty' ? '' : `${MASK} `;
  return { purpose: noun, expected: wanted, state: subject + words, isGood };
}

function elsewhere(value: SecretSource): { readonly state: string; readonly isGood: boolean } {
  const [reference] = value.references;
  if (reference !== undefined) {
    // A password that begins with a dollar reads like a variable.
    const name = looksRandom(reference.name) ? MASK : reference.name;
    return { state: `comes from \${${name}}`, isGood: true };
  }
  const notJudged = value.literal === undefined ? undefined : NOT_JUDGED[shapeOf(value.literal)];
  if (value.literal === undefined || notJudged === undefined) return { state: 'is not written here', isGood: true };
  return { state: `${MASK} ${notJudged}`, isGood: true };
}

function stateOf(grade: Grade, text: string): string {
  switch (grade.verdict) {
    case 'empty':
      return 'is empty';
    case 'private-key':
      return 'is a private key in plain text';
    case 'leaked':
      return `is a ${grade.token}`;
    case 'published':
      return `is a value published by ${grade.by}`;
    case 'default':
      return grade.repeatsUser ? 'repeats the user name' : `is the default of ${grade.product}`;
    case 'placeholder':
      return 'is a placeholder';
    case 'weak':
      return `is weak: about ${Math.round(grade.bits)} bits of guessing`;
    case 'short':
      return `is too short: ${grade.minimum} characters are expected`;
    case 'strong':
      return `is fine: at least ${Math.min(256, Math.round(grade.bits))} bits of guessing`;
    case 'not-judged':
      return NOT_JUDGED[shapeOf(text)] ?? 'is not judged';
  }
}

const NOT_JUDGED: Readonly<Record<string, string>> = {
  reference: 'says where the secret is',
  hash: 'is a password hash',
  encrypted: 'is encrypted',
  path: 'is a path',
  command: 'is a shell command',
};
