import type { Fix } from '../../finding/fix.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { formatFor, generateSecret } from '../../secrets/generate.ts';
import { classifyKey, type Purpose } from '../../secrets/purpose.ts';
import { isScript, titlesOf } from '../../subjects/dotenv/loaders.ts';
import { hasOpenQuote } from '../../subjects/dotenv/quotes.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

/** These run a command that stands unquoted or in double quotes. */
const RUNNING: readonly LoaderId[] = ['dotenv-expand-1000', 'dotenvx', 'ruby', 'symfony', 'shell'];

/** `openssl rand -hex 32`, `-base64 32`. */
const OPENSSL = /openssl\s+rand\s+-(hex|base64)\s+(\d{1,3})/;

export default defineRule({
  id: 'dotenv/command-substitution',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  summary: 'A command in a value: text to most loaders, run at every start by others',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report, context) {
    if (model.format !== 'dotenv') return;
    const onlyShell = model.loaders.length > 0 && model.loaders.every((loader) => loader.id === 'shell');
    if (onlyShell || isScript(model) || isSourced(model)) return;
    const open = hasOpenQuote(model);
    for (const entry of model.entries) {
      const start = commandStart(model.file.text, entry);
      if (start === undefined) continue;
      const key = classifyKey(entry.key);
      const isSecret = key.kind === 'secret';
      const runners = model.loaders.length > 0 && model.loaders.every(({ id }) => RUNNING.includes(id));
      const what = runners
        ? `is run by ${titlesOf(model, RUNNING, 'the loader')} at every start`
        : isSecret
          ? 'is this text to most loaders, a secret everybody knows'
          : 'is this text to most loaders and run by others';
      if (context.stage === 'template' && !isSecret) continue;
      report({
        at: entry.valueSpan,
        path: [entry.key],
        severity: isSecret && !runners ? 'high' : 'medium',
        message: `${shownName(entry.key)} ${what}; write the result here`,
        fixes: isSecret && context.stage !== 'template' && !open ? [generated(entry, key.purpose)] : [],
      });
    }
  },
});

/** Every line exports: the file is read by a shell, which runs the command as it is meant. */
function isSourced({ entries }: DotenvModel): boolean {
  return entries.length >= 2 && entries.every(({ exportSpan }) => exportSpan !== undefined);
}

function commandStart(text: string, entry: DotenvEntry): number | undefined {
  if (entry.quote === "'" || entry.value === undefined) return undefined;
  const { start: from, end } = entry.valueSpan;
  // Looked for in the value only: a search that runs on to the end of the file for each entry is quadratic.
  const inside = text.slice(from, end + 1).indexOf('$(');
  const start = from + inside;
  return inside === -1 || start >= end || text[start - 1] === '\\' ? undefined : start;
}

/** A value of the kind the command would have given. */
function generated(entry: DotenvEntry, purpose: Purpose): Fix {
  return {
    title: `Generate ${entry.key} (it is another secret from then on)`,
    safety: 'behavior-changing',
    edits: () => {
      const command = OPENSSL.exec(entry.value ?? '');
      const bytes = Number(command?.[2] ?? 0);
      const format =
        command?.[1] === 'hex' && bytes >= 32 ? (bytes >= 64 ? 'hex-64' : 'hex-32') : formatFor(purpose).format;
      return [{ span: entry.rawSpan, newText: generateSecret(format) }];
    },
  };
}
