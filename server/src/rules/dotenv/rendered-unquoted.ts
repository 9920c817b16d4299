import { type Fix, fix } from '../../finding/fix.ts';
import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { classifyKey, isIssued } from '../../secrets/purpose.ts';
import { briefName, evidence, mayBeReadBy } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { defineRule } from '../contract.ts';

/** A value that is one reference of a template, filled in as it is: no function makes it, no filter but a default changes it. */
const PLAIN =
  /^(?:\{\{[-~]?\s*[\w.$-]{1,200}\s*(?:\|\s*(?:default|d)\s*(?:\([^(){}|]{0,200}\))?\s*)?[-~]?\}\}|<%=\s*@?[\w.]{1,200}\s*-?%>)$/;

/** What a bundler writes into pages is no secret: a switch or a text. */
const IN_THE_BROWSER = /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|PUBLIC)_/;

/** These read single quotes as quotes, and do something with a `$`, a `#` or a blank outside of them. */
const QUOTING: readonly LoaderId[] = [
  'dotenv',
  'dotenv-expand',
  'dotenv-expand-1000',
  'dotenvx',
  'node',
  'compose',
  'python',
  'ruby',
  'phpdotenv',
  'symfony',
  'godotenv',
  'shell',
];

export default defineRule({
  id: 'dotenv/rendered-unquoted',
  subject: 'document',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A template writes a password without quotes',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || !mayBeReadBy(model, QUOTING)) return;
    const open = hasOpenQuote(model);
    for (const entry of model.entries) {
      if (entry.quote !== undefined && entry.quote !== '') continue;
      if (!isChosen(entry.key) || !PLAIN.test(textOf(entry, model.file.text))) continue;
      report({
        at: entry.valueSpan,
        path: [entry.key],
        message: `${briefName(entry.key)} is rendered without quotes: a $, # or blank in it changes what is read; quote it`,
        related: evidence(model, QUOTING),
        fixes: () => (open ? [] : quoted(entry, model.file.text)),
      });
    }
  },
});

/** A secret that people choose or a generator makes of any characters; those a provider hands out hold letters and digits. */
function isChosen(key: string): boolean {
  const known = classifyKey(key);
  if (known.kind !== 'secret' || IN_THE_BROWSER.test(key)) return false;
  if (known.purpose === 'password') return true;
  return !isIssued(key) && (known.purpose === 'signing-key' || known.purpose === 'app-secret');
}

function textOf({ rawSpan }: DotenvEntry, text: string): string {
  return text.slice(rawSpan.start, rawSpan.end).trim();
}

/** None where the template holds a single quote itself: readers of the file as it is would end the value there. */
function quoted(entry: DotenvEntry, text: string): readonly Fix[] {
  const value = textOf(entry, text);
  if (value.includes("'")) return [];
  const title = `Put ${briefName(entry.key)} in single quotes (a ' in it ends the value; docker run --env-file keeps the quotes)`;
  return [fix(title, 'behavior-changing', [{ span: entry.rawSpan, newText: `'${value}'` }])];
}
