import { productWithDefault } from './default-credentials.ts';
import { expectationOf } from './expectation.ts';
import { isPlaceholder } from './placeholder.ts';
import { publisherOf } from './published.ts';
import { isIssued, type Purpose } from './purpose.ts';
import { type Strength, strengthOf, type Weakness } from './strength.ts';
import { shapeOf } from './value-shape.ts';
import type { KnownWords } from './vocabulary.ts';

/** How one secret does. Exactly one verdict a value: the first that holds, worst first. */
export type Grade =
  /** Not judged: a reference, hash, path, boolean … */
  | { readonly verdict: 'not-judged' }
  | { readonly verdict: 'empty' }
  | { readonly verdict: 'private-key' }
  /** A token in a provider's own format; `doubtful`: its checksum does not fit; `test`: of the provider's sandbox. */
  | { readonly verdict: 'leaked'; readonly token: string; readonly doubtful: boolean; readonly test: boolean }
  | { readonly verdict: 'published'; readonly by: string }
  | { readonly verdict: 'default'; readonly product: string; readonly repeatsUser?: boolean }
  | { readonly verdict: 'placeholder' }
  | { readonly verdict: 'weak'; readonly weakness: Weakness; readonly bits: number }
  | { readonly verdict: 'short'; readonly minimum: number; readonly bits: number }
  | { readonly verdict: 'strong'; readonly bits: number };

export type Verdict = Grade['verdict'];

/** What is known around a value when it is graded. */
export interface GradeContext {
  readonly purpose: Purpose;
  /** The key or variable the value stands under. */
  readonly name: string;
  readonly image?: string | undefined;
  /** Lower-case words a guesser knows here. */
  readonly words: KnownWords;
  /** Short, and equal for equal words: a grade that is known needs them no more. */
  readonly wordsKey?: string | undefined;
}

const NOT_JUDGED: Grade = { verdict: 'not-judged' };

/** Grades one decoded value. Linear, microseconds; the value's first few hundred characters decide. */
export function gradeSecret(value: string, context: GradeContext): Grade {
  const text = value.trim();
  const publisher = publisherOf(text);
  if (publisher !== undefined) return { verdict: 'published', by: publisher };
  const shape = shapeOf(text);
  if (shape === 'empty') return { verdict: 'empty' };
  if (shape === 'private-key') return { verdict: 'private-key' };
  if (shape === 'plain' && (context.purpose !== 'password' || text.length < 2 || !/\d/.test(text))) return NOT_JUDGED;
  if (shape !== 'text' && shape !== 'plain') return NOT_JUDGED;
  if (isCount(text, context)) return NOT_JUDGED;
  return gradeOnce(text, context);
}

/**
 * Grades of late, by everything they depend on: while somebody types, all other values of the file are graded again and again. Texts stay
 * in memory like the files they come from.
 */
const GRADES = new Map<string, Grade>();
const MOST_GRADES = 2048;
const LONGEST_KEPT = 256;

function gradeOnce(text: string, context: GradeContext): Grade {
  const words = text.length > LONGEST_KEPT ? undefined : (context.wordsKey ?? keyOf(context.words));
  if (words === undefined) return gradeText(text, context);
  const key = `${text}\0${context.purpose}\0${context.name}\0${context.image ?? ''}\0${words}`;
  const known = GRADES.get(key);
  if (known !== undefined) return known;
  const grade = gradeText(text, context);
  if (GRADES.size >= MOST_GRADES) GRADES.clear();
  GRADES.set(key, grade);
  return grade;
}

function keyOf(words: KnownWords): string | undefined {
  return words.size > LONGEST_KEPT ? undefined : [...words].join('\0');
}

function gradeText(text: string, context: GradeContext): Grade {
  const strength = strengthOf(text, context.words);
  const product =
    context.purpose === 'password' || context.words.has(text.toLowerCase())
      ? productWithDefault(text, context.name, context.image)
      : undefined;
  if (product !== undefined) return { verdict: 'default', product };
  if (isPlaceholder(text, strength.segments)) return { verdict: 'placeholder' };
  const { minimum, weakBits } = expectationOf(context.purpose);
  const weakness = weaknessOf(text, strength, weakBits);
  if (weakness !== undefined) return { verdict: 'weak', weakness, bits: strength.bits };
  if (text.length < minimum) return { verdict: 'short', minimum, bits: strength.bits };
  return { verdict: 'strong', bits: strength.bits };
}

function weaknessOf(text: string, strength: Strength, weakBits: number): Weakness | undefined {
  if (strength.weakness === 'common') return 'common';
  // a sentence about the secret (`MyVeryStrongPasswordForOrders`) is guessed word by word, unlike words drawn at random
  const limit = strength.segments.configWords >= 3 ? weakBits + 16 : weakBits;
  if (strength.bits >= limit) return undefined;
  if (strength.weakness !== undefined) return strength.weakness;
  // a short random value is short, not weak, unless it can be run through in seconds
  return strength.bits < 28 || text.length < 6 ? 'few' : undefined;
}

/** Tokens that are known by how long they live: `REFRESH_TOKEN=3600` may be a time. */
const LIVES = /(?:ACCESS|REFRESH|ID|SESSION|CACHE|RESET)_?TOKENS?\b/i;

/** A small number, or next to nothing, where the name may also be one of a count, a switch or a key that others number. */
function isCount(text: string, { purpose, name }: GradeContext): boolean {
  const isNumber = /^\d{1,6}$/.test(text);
  if (!isNumber && text.length >= 3) return false;
  switch (purpose) {
    case 'password':
      return false;
    case 'signing-key':
    case 'app-secret':
    case 'shared-secret':
    case 'encryption-key':
    case 'django-key':
      return !/^\w+$/.test(text);
    case 'token':
      return !/^\w+$/.test(text) || isIssued(name) || LIVES.test(name) || /TOKENS\b/i.test(name);
    default:
      return true;
  }
}
