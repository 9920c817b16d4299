/**
 * Writes `docs/dotenv-loaders.md`: what each `.env` loader makes of the measured texts of
 * `test/unit/formats/dotenv/data/dialects.json`. `test/unit/formats/dotenv/dialects.test.ts` holds the page to the data.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOADERS, type LoaderId } from '../server/src/formats/dotenv/read/loaders/loaders.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DATA = join(ROOT, 'test/unit/formats/dotenv/data/dialects.json');
const PAGE = join(ROOT, 'docs/dotenv-loaders.md');

interface Reading {
  readonly rejected?: boolean;
  readonly values: Readonly<Record<string, string | null>>;
  readonly runs?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly readings: Readonly<Record<LoaderId, Reading>>;
}

const INTRODUCTION = `# How \`.env\` loaders read the same text

Fifteen loaders, ${'{count}'} texts. Every cell is what the loader made of the text when it was run: npm dotenv 16 to 18, dotenv-expand 12 and 1000,
dotenvx 2.38 (@dotenvx/primitives 3.3), Node 20.20, docker 28.2, python-dotenv 1.2.2, phpdotenv 5.4 (with the names of 5.5), symfony/dotenv 5.4.53,
godotenv 1.5.1, systemd 252, dash. Three are no runs of the loader itself: compose-go e70e961 and Ruby dotenv 3 are ports that pass the tests of the
originals, of django-environ (0.12 and later) the reading loop was run on its own.

\`·\` stands for a line break, \`→\` for a tab, \`¶\` for a carriage return, \`∅\` for a name without a value, **error** for a file that is refused,
*runs* for a command that is run. Our readers in \`server/src/formats/dotenv/read/loaders\` give every one of these cells.

* **phpdotenv**, **Symfony**, **godotenv**, Compose and docker refuse the whole file for one line they do not like. phpdotenv does not refuse a double
  quote that never closes: it silently drops the rest of the file. It takes \`export\` off names of two letters and more only.
* **Symfony** newer than 5.4 accepts white space beside a \`$\` and, where \`bootEnv\` loads the files, replaces references to names that are set
  further down.
* **django-environ** hands a value that starts with \`$\` out as the value of the variable of that name: \`∅\` where the file does not set it.
  Version 0.11 alone took comments off.
* **dotenvx** 1 differs from 2 in one cell: it leaves the backslash of \`'a\\'b'\`. A value that starts with \`encrypted:\` is not known without its key.
* **godotenv** before 1.5 had another parser; it is not described here.
`;

/** The page as text. */
export function loadersPage(): string {
  const cases: readonly Case[] = JSON.parse(readFileSync(DATA, 'utf8'));
  const loaders = Object.values(LOADERS);
  const head = ['text', ...loaders.map((loader) => loader.title)];
  const rows = cases.map((each) => [code(each.text), ...loaders.map(({ id }) => cell(each.readings[id]))]);
  const lines = [head, head.map(() => '---'), ...rows].map((columns) => `| ${columns.join(' | ')} |`);
  return `${INTRODUCTION.replace('{count}', String(cases.length))}\n${lines.join('\n')}\n`;
}

function cell({ rejected, values, runs }: Reading): string {
  const parts = Object.entries(values).map(([name, value]) => {
    if (runs?.includes(name)) return `${code(name)} *runs*`;
    return code(value === null ? `${name}=∅` : `${name}=${value}`);
  });
  if (rejected) parts.push('**error**');
  return parts.length === 0 ? 'nothing' : parts.join(' ');
}

/** Inline code that a table can hold; two backticks around text with one inside. */
function code(text: string): string {
  const shown = text
    .replace(/\n$/, '')
    .replaceAll('\n', '·')
    .replaceAll('\r', '¶')
    .replaceAll('\t', '→')
    .replaceAll('\ufeff', '(BOM)')
    .replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, loadersPage());
