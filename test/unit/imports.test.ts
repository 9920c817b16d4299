import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SERVER = fileURLToPath(new URL('../../server/src/', import.meta.url));
const CLIENT = fileURLToPath(new URL('../../client/src/', import.meta.url));

/** What each part may import besides itself; `packages` are npm packages and Node modules by prefix. Source: architecture.md. */
const ALLOWED: Readonly<Record<string, { readonly parts: readonly string[]; readonly packages: readonly string[] }>> = {
  text: { parts: [], packages: [] },
  'formats/dotenv': { parts: ['text', 'formats'], packages: ['dotenv'] },
  'formats/compose': { parts: ['text', 'formats'], packages: ['yaml'] },
  'formats/toml': { parts: ['text', 'formats'], packages: ['smol-toml'] },
  'formats/nginx': { parts: ['text', 'formats', 'knowledge/nginx'], packages: [] },
  formats: { parts: ['text'], packages: [] },
  subjects: {
    parts: ['text', 'formats', 'formats/dotenv', 'formats/compose', 'formats/toml', 'formats/nginx'],
    packages: [],
  },
  secrets: { parts: ['text'], packages: [] },
  knowledge: { parts: ['text'], packages: [] },
  rules: {
    parts: [
      'text',
      'formats',
      'formats/dotenv',
      'formats/compose',
      'formats/toml',
      'formats/nginx',
      'subjects',
      'secrets',
      'knowledge',
      'knowledge/nginx',
    ],
    packages: [],
  },
  engine: { parts: ['*'], packages: ['jsonc-parser'] },
  project: { parts: ['*'], packages: ['vscode-uri', 'ignore'] },
  checklists: { parts: ['*'], packages: ['jsonc-parser'] },
  report: { parts: ['*'], packages: [] },
  lsp: {
    parts: ['*'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri', 'jsonc-parser'],
  },
  'hosts/client': { parts: ['*'], packages: ['vscode-languageserver', 'vscode-uri'] },
};

/** Parts nobody in the engine may reach: they are doors. */
const DOORS = ['lsp', 'cli', 'hosts'];

function partOf(path: string): string | undefined {
  const segments = relative(SERVER, path).split(sep);
  const two = segments.slice(0, 2).join('/').replace(/\.ts$/, '');
  if (Object.hasOwn(ALLOWED, two)) return two;
  const [first = ''] = segments;
  return segments.length > 1 && Object.hasOwn(ALLOWED, first) ? first : undefined;
}

function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('import directions', () => {
  it('every part imports only what the architecture allows', () => {
    const wrong: string[] = [];
    for (const path of sources(SERVER)) {
      const part = partOf(path);
      const rule = part === undefined ? undefined : ALLOWED[part];
      if (part === undefined || rule === undefined) continue;
      for (const name of importsOf(path)) {
        const where = `${relative(SERVER, path)} -> ${name}`;
        if (!name.startsWith('.')) {
          if (!rule.packages.includes(name)) wrong.push(where);
          continue;
        }
        const target = resolve(dirname(path), name);
        const other = partOf(target);
        if (other === part) {
          const isRule = part === 'rules' && /rules\/[a-z]+\/[^/]+\.ts$/.test(target.split(sep).join('/'));
          if (isRule && !path.endsWith(`rules${sep}registry.ts`)) wrong.push(`${where} (a rule imports a rule)`);
        } else if (
          other === undefined ||
          (rule.parts.includes('*')
            ? DOORS.includes(other.split('/')[0] ?? '') && part !== 'lsp' && !name.endsWith('lsp/wire.ts')
            : !rule.parts.includes(other))
        ) {
          wrong.push(where);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('only the client imports vscode, and the client takes nothing of the engine at run time but the browser fallback', () => {
    const wrong = sources(SERVER).filter((path) => importsOf(path).includes('vscode'));
    for (const path of sources(CLIENT)) {
      const text = readFileSync(path, 'utf8');
      for (const match of text.matchAll(/\n?import (type )?[^;]*?from '([^']*server\/src[^']*)'/g))
        if (match[1] === undefined && !/wire/.test(match[2] ?? '')) wrong.push(`${path} -> ${match[2]}`);
    }
    expect(wrong).toEqual([]);
  });

  it('no file is over 400 lines, no rule over 200', () => {
    const long = [...sources(SERVER), ...sources(CLIENT)].filter((path) => {
      const isRule = /rules[\\/][a-z]+[\\/][^\\/]+\.ts$/.test(path);
      const isTable = /knowledge[\\/]|secrets[\\/]tables|registry\.ts$/.test(path);
      return !isTable && readFileSync(path, 'utf8').split('\n').length > (isRule ? 200 : 400);
    });
    expect(long.map((path) => relative(SERVER, path))).toEqual([]);
  });
});
