/**
 * Writes `docs/dotenv-loaders.md`: what each `.env` loader makes of the measured texts of
 * `test/unit/formats/dotenv/data/dialects.json`. `test/unit/formats/dotenv/dialects.test.ts` holds the page to the data.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOADERS, type LoaderId } from '../server/src/formats/dotenv/loaders/loaders.ts';

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

Ten loaders, ${'{count}'} texts. Every cell is what the loader made of the text when it was run (Compose and Ruby: ports of their sources that pass
their own tests): npm dotenv 16 to 18, dotenv-expand 12 and 1000, Node 20.20, compose-go e70e961, docker 28.2, python-dotenv 1.2.2,
Ruby dotenv 3, systemd 252, dash. \`·\` stands for a line break, \`→\` for a tab, \`¶\` for a carriage return, \`∅\` for a name without a value,
**error** for a file that is refused, *runs* for a command that is run. Our readers in \`server/src/formats/dotenv/loaders\` give every one of these cells.
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
