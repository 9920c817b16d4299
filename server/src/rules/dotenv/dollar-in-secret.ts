import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName, evidence, mayBeReadBy, titlesOf } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { isSensitive } from '../../subjects/dotenv/sensitive.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

const EXPANDING: readonly LoaderId[] = [
  'dotenv-expand',
  'dotenv-expand-1000',
  'dotenvx',
  'compose',
  'ruby',
  'symfony',
  'shell',
];
/** These replace `$name` inside single quotes too: quotes do not help. */
const IGNORE_QUOTES: readonly LoaderId[] = ['dotenv-expand', 'dotenv-expand-1000'];

export default defineRule({
  id: 'dotenv/dollar-in-secret',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A $ in a secret is taken as a reference by loaders that expand',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report, context) {
    const severity = context.stage === 'development' ? ('medium' as const) : ('high' as const);
    if (model.format !== 'dotenv') return;
    const open = hasOpenQuote(model);
    for (const entry of model.entries) {
      if (!isSensitive(entry)) continue;
      const name = briefName(entry.key);
      if (isNameOfAnother(model, entry)) {
        report({
          at: entry.valueSpan,
          severity,
          path: [entry.key],
          message: `${name} starts with $: django-environ takes the rest for a variable; begin with another character`,
          related: evidence(model, ['django-environ']),
        });
        continue;
      }
      const lost = lostPart(model, entry);
      if (lost === undefined) continue;
      const who = titlesOf(model, lost.loaders, 'Compose, dotenv-expand and Ruby');
      report({
        at: span(lost.start, entry.valueSpan.end),
        severity,
        path: [entry.key],
        message: `${name} loses what follows its $ in ${who}; use single quotes`.slice(0, 120),
        related: evidence(model, lost.loaders),
        fixes: open ? [] : repairs(model, entry),
      });
    }
  },
});

/**
 * django-environ hands out the variable that a value with `$` at its start names, in quotes or not. `$NAME` in capitals is meant so,
 * `$(…)` has a rule of its own.
 */
function isNameOfAnother(model: DotenvModel, { value, references }: DotenvEntry): boolean {
  if (value === undefined || references.length > 0 || !model.loaders.some(({ id }) => id === 'django-environ'))
    return false;
  return /^\$(?!\()/.test(value) && !/^\$[A-Z_][A-Z0-9_]*$/.test(value);
}

/** Where a loader that may read the file takes a `$` for a reference that is none, and which of them do. */
function lostPart(
  model: DotenvModel,
  entry: DotenvEntry,
): { readonly start: number; readonly loaders: readonly LoaderId[] } | undefined {
  if (entry.quote === "'" || entry.quote === '`' || entry.value === undefined || entry.references.length > 0)
    return undefined;
  const { text } = model.file;
  const word = mayBeReadBy(model, EXPANDING) ? firstDollar(text, entry, /[A-Za-z_]/) : undefined;
  // godotenv knows names of capitals and digits: `$2b$10$` of a hash is two of them.
  const isGo = model.loaders.some(({ id }) => id === 'godotenv');
  const capitals = isGo ? firstDollar(text, entry, /[A-Z0-9_]/) : undefined;
  const start = Math.min(word ?? Number.POSITIVE_INFINITY, capitals ?? Number.POSITIVE_INFINITY);
  if (start === Number.POSITIVE_INFINITY) return undefined;
  const go: readonly LoaderId[] = capitals === undefined ? [] : ['godotenv'];
  return { start, loaders: word === undefined ? go : [...EXPANDING, ...go] };
}

/** The first `$` with such a character behind it; a backslash and another `$` protect. */
function firstDollar(text: string, entry: DotenvEntry, next: RegExp): number | undefined {
  const { start, end } = entry.valueSpan;
  for (let i = start; i < end; i++) {
    if (text[i] !== '$' || text[i - 1] === '\\') continue;
    if (text[i + 1] === '$') i++;
    else if (i + 1 < end && next.test(text[i + 1] ?? '')) return i;
  }
  return undefined;
}

function repairs(model: DotenvModel, entry: DotenvEntry): readonly Fix[] {
  const value = entry.value ?? '';
  if (value.includes("'") || model.loaders.some((loader) => IGNORE_QUOTES.includes(loader.id))) return [];
  const title = `Put ${entry.key} in single quotes (Compose and Ruby keep the $ from then on; what was made with the value they read needs that)`;
  return [fix(title, 'behavior-changing', [{ span: entry.rawSpan, newText: `'${value}'` }])];
}
