import { APPLICATION_KEYS, GENERATES_WHEN_EMPTY, REFUSES_EMPTY } from '../../secrets/empty-secrets.ts';
import type { Purpose } from '../../secrets/purpose.ts';
import { wordsOf } from '../../secrets/words.ts';
import { commentAbove } from '../../subjects/comment.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/empty',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Signing or encryption key is empty',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'empty')) {
      if (
        !isNeeded(secret.purpose, value.name) ||
        secret.part !== 'value' ||
        isFilledElsewhere(value.name, context.all('namedValue')) ||
        isSkeleton(context) ||
        isGenerated(context) ||
        MADE_AT_START.test(commentAbove(value, context.text))
      )
        continue;
      const framework = REFUSES_EMPTY.get(secret.purpose);
      const message =
        framework === undefined
          ? `${nameOf(secret)} is empty: nothing protects what it should sign or encrypt; generate one`
          : `${nameOf(secret)} is empty: ${framework} does not start without it; each installation needs its own`;
      reportSecret({ value, secret, report, context }, message, framework === undefined ? 'high' : 'low');
    }
  },
});

/** What a comment says of a key that the program makes for itself. */
const MADE_AT_START =
  /\bauto(?:matically)?[- ]generated\b|\bgenerated (?:automatically|for you|(?:at|on|during) (?:the )?(?:first )?(?:start|startup|boot|bootstrap|run|install))/i;

/** A program says its name in the first lines. */
const MOST_LOOKED_AT = 200;

/** Whether the program says its name in the file and makes the key at its first start. */
function isGenerated(context: RuleContext): boolean {
  return context
    .all('namedValue')
    .slice(0, MOST_LOOKED_AT)
    .some(({ name, literal }) => name === 'APP_NAME' && GENERATES_WHEN_EMPTY.test(literal?.trim() ?? ''));
}

/** A file to be filled in: every value is empty, or Symfony's committed defaults that servers override (https://symfony.com/doc/current/configuration.html). */
function isSkeleton(context: RuleContext): boolean {
  if (context.format !== 'dotenv') return false;
  const values = context.all('namedValue');
  return (values.length >= 3 && values.every(({ source }) => source === '')) || context.text.includes('###> symfony/');
}

/** `FEATURE_SECRET_KEY` may belong to a provider or to a feature that is off; `SECRET_KEY` and `APP_SECRET` are the application's. */
function isNeeded(purpose: Purpose, name: string): boolean {
  return APPLICATION_KEYS.has(purpose) && (purpose !== 'app-secret' || wordsOf(name).length <= 2);
}

/** `X_FILE` beside an empty `X`, or the same key again with a value. */
function isFilledElsewhere(
  name: string,
  values: readonly { readonly name: string; readonly source: string }[],
): boolean {
  return values.some((other) => other.source !== '' && (other.name === name || other.name === `${name}_FILE`));
}
