import type { LoaderId } from '../../formats/dotenv/loaders/loaders.ts';
import type { DotenvEntry, DotenvModel } from '../../formats/dotenv/model.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { span } from '../../text/span.ts';
import { defineRule, env, type Fix, fix } from '../contract.ts';
import { briefName, evidence, mayBeReadBy, titlesOf } from './entries/loaders.ts';
import { hasOpenQuote } from './entries/quotes.ts';

const EXPANDING: readonly LoaderId[] = [
  'dotenv-expand',
  'dotenv-expand-1000',
  'dotenvx',
  'compose',
  'ruby',
  'symfony',
  'shell',
];
/** godotenv knows capitals only: `$WORD`. */
const EXPANDING_CAPITALS: readonly LoaderId[] = [...EXPANDING, 'godotenv'];
/** These replace `$name` inside single quotes too: quotes do not help. */
const IGNORE_QUOTES: readonly LoaderId[] = ['dotenv-expand', 'dotenv-expand-1000'];

export default defineRule({
  id: 'dotenv/dollar-in-secret',
  subject: 'document',
  severity: 'high',
  severityBecause: 'no attacker × a secret loses a part: what is left may be guessed, or nothing works',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A $ in a secret is taken as a reference by loaders that expand',
  why: 'Compose, dotenv-expand (Next.js, Vite), dotenvx, Ruby, Symfony and the shell replace `$name` by the value of that name, mostly nothing: a password or a bcrypt hash arrives without its middle. dotenv, Node and systemd keep it.',
  references: [
    { name: 'Compose, interpolation', url: 'https://docs.docker.com/reference/compose-file/interpolation/' },
    { name: 'dotenv-expand', url: 'https://github.com/motdotla/dotenv-expand' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv'],
  examples: {
    bad: [
      env`
        DB_PASSWORD=pa$word-with-more
      `,
    ],
    good: [
      env`
        DB_PASSWORD='pa$word-with-more'
      `,
      env`
        DB_PASSWORD=\${VAULT_PASSWORD}
        HOME_DIR=$home
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'dotenv') return;
    const text = model.file.text;
    const open = hasOpenQuote(model);
    for (const entry of model.entries) {
      const dollar = expandedDollar(text, entry);
      if (dollar === undefined || !isSensitive(entry)) continue;
      const expanding = /[A-Z_]/.test(text[dollar + 1] ?? '') ? EXPANDING_CAPITALS : EXPANDING;
      if (!mayBeReadBy(model, expanding)) continue;
      report({
        at: span(dollar, entry.valueSpan.end),
        path: [entry.key],
        message:
          `${briefName(entry.key)} loses what follows its $ in ${titlesOf(model, expanding, 'Compose, dotenv-expand and Ruby')}; use single quotes`.slice(
            0,
            120,
          ),
        related: evidence(model, expanding),
        fixes: open ? [] : repairs(model, entry),
      });
    }
  },
});

/** The first `$` that expanding loaders take as a reference and that is not meant as one: `$word` of no known name. */
function expandedDollar(text: string, entry: DotenvEntry): number | undefined {
  if (entry.quote === "'" || entry.quote === '`' || entry.value === undefined || entry.references.length > 0)
    return undefined;
  const { start, end } = entry.valueSpan;
  for (let i = start; i < end; i++) {
    if (text[i] !== '$') continue;
    if (text[i - 1] === '\\') continue;
    if (text[i + 1] === '$') i++;
    else if (/[A-Za-z_]/.test(text[i + 1] ?? '')) return i;
  }
  return undefined;
}

function isSensitive(entry: DotenvEntry): boolean {
  if (classifyKey(entry.key).kind === 'secret') return true;
  return /^\$(?:2[aby]|argon2|apr1|5|6|y)\$|^\{?[A-Z0-9-]+\}\$|:\/\/[^/@\s]*\$[^/@\s]*@/.test(entry.value ?? '');
}

function repairs(model: DotenvModel, entry: DotenvEntry): readonly Fix[] {
  const value = entry.value ?? '';
  if (value.includes("'") || model.loaders.some((loader) => IGNORE_QUOTES.includes(loader.id))) return [];
  const title = `Put ${entry.key} in single quotes (Compose and Ruby keep the $ from then on)`;
  return [fix(title, 'behavior-changing', [{ span: entry.rawSpan, newText: `'${value}'` }])];
}
