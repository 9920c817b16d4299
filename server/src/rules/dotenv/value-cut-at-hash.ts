import { type Fix, fix } from '../../finding/fix.ts';
import { encodeValue } from '../../formats/dotenv/edit/encode.ts';
import { endBeyondHash } from '../../formats/dotenv/model/beyond-hash.ts';
import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { briefName, evidence, mayBeReadBy, titlesOf } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

const CUTTING: readonly LoaderId[] = [
  'dotenv',
  'dotenv-expand',
  'dotenv-expand-1000',
  'dotenvx',
  'node',
  'ruby',
  'phpdotenv',
];
/** Symfony takes an unquoted `#` for a comment only where the value would start. */
const CUTTING_FIRST: readonly LoaderId[] = [...CUTTING, 'symfony'];

export default defineRule({
  id: 'dotenv/value-cut-at-hash',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An unquoted # ends the value in half of the loaders',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report, context) {
    if (model.format !== 'dotenv') return;
    const text = model.file.text;
    const open = hasOpenQuote(model);
    for (const entry of model.entries) {
      const end = endBeyondHash(text, entry);
      if (end === undefined) continue;
      const cutting = entry.rawSpan.start === entry.rawSpan.end ? CUTTING_FIRST : CUTTING;
      if (!mayBeReadBy(model, cutting)) continue;
      const isSecret = classifyKey(entry.key).kind === 'secret';
      const whole = span(entry.rawSpan.start, end);
      report({
        at: whole,
        path: [entry.key],
        severity: context.stage === 'development' ? 'low' : isSecret ? 'high' : 'medium',
        message: `${briefName(entry.key)} ends before the # for ${titlesOf(model, cutting, 'dotenv, Node and Ruby')}; put the value in quotes`,
        related: evidence(model, cutting),
        fixes: open ? [] : repairs(text, entry, whole, isSecret),
      });
    }
  },
});

function repairs(
  text: string,
  entry: DotenvEntry,
  whole: { readonly start: number; readonly end: number },
  isSecret: boolean,
): readonly Fix[] {
  const source = encodeValue(text.slice(whole.start, whole.end).trimEnd(), { quote: '', content: '' });
  if (source === undefined) return [];
  return [
    fix(
      `Quote the value of ${entry.key} (dotenv reads all of it from then on${isSecret ? '; what was made with the part before the # needs that' : ''})`,
      'behavior-changing',
      [{ span: whole, newText: source }],
    ),
  ];
}
