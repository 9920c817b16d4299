import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SERVER = fileURLToPath(new URL('../../server/src/', import.meta.url));
const CLIENT = fileURLToPath(new URL('../../client/src/', import.meta.url));

interface Part {
  /** Parts it may import besides itself; `*`: all but the doors. */
  readonly parts: readonly string[];
  /** npm packages and Node modules. */
  readonly packages: readonly string[];
}

const FORMATS = ['compose', 'dotenv', 'nginx', 'toml'] as const;
const roomsOf = (format: string): readonly string[] =>
  ['read', 'model', 'edit'].map((room) => `formats/${format}/${room}`);
const ROOMS = FORMATS.flatMap(roomsOf);
/** Facts and helpers below every subject. */
const FACTS = ['text', 'formats', 'finding', 'secrets', 'knowledge'];

/** The three rooms of a format: read <- model <- edit. */
function rooms(
  format: string,
  packages: { readonly read?: string; readonly edit?: string },
): Readonly<Record<string, Part>> {
  const [read = '', model = '', edit = ''] = roomsOf(format);
  const list = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);
  return {
    [read]: { parts: ['text', 'formats'], packages: list(packages.read) },
    [model]: { parts: ['text', 'formats', read], packages: [] },
    [edit]: { parts: ['text', 'formats', read, model], packages: list(packages.edit) },
  };
}

/** What each part of `server/src` may import. The longest name that fits a path is its part. Source: the table in ARCHITECTURE.md. */
const ALLOWED: Readonly<Record<string, Part>> = {
  text: { parts: [], packages: [] },
  formats: { parts: ['text'], packages: [] },
  ...rooms('dotenv', { read: 'dotenv', edit: 'dotenv' }),
  ...rooms('compose', { read: 'yaml' }),
  ...rooms('toml', { read: 'smol-toml' }),
  ...rooms('nginx', {}),
  // An nginx model carries the edits of its own text.
  'formats/nginx/model': { parts: ['text', 'formats', 'formats/nginx/read', 'formats/nginx/edit'], packages: [] },
  finding: { parts: ['text', 'formats'], packages: [] },
  secrets: { parts: ['text'], packages: [] },
  knowledge: { parts: ['text'], packages: [] },
  subjects: {
    parts: ['text', 'formats', 'finding', ...ROOMS, ...FORMATS.map((format) => `subjects/${format}`)],
    packages: [],
  },
  ...Object.fromEntries(
    FORMATS.map((format) => [
      `subjects/${format}`,
      { parts: [...FACTS, ...roomsOf(format), 'subjects'], packages: [] },
    ]),
  ),
  'subjects/env': { parts: [...FACTS, 'subjects'], packages: [] },
  'subjects/secret': { parts: [...FACTS, ...ROOMS, 'subjects'], packages: [] },
  rules: {
    parts: [...FACTS, ...ROOMS, 'subjects', ...[...FORMATS, 'env', 'secret'].map((name) => `subjects/${name}`)],
    packages: [],
  },
  engine: { parts: ['*'], packages: ['jsonc-parser'] },
  project: { parts: ['*'], packages: ['vscode-uri', 'ignore'] },
  checklists: { parts: ['*'], packages: ['jsonc-parser'] },
  report: { parts: ['*'], packages: [] },
  'language/nginx': { parts: ['text', 'formats', ...roomsOf('nginx'), 'knowledge'], packages: [] },
  'language/toml': { parts: ['text', 'formats', ...roomsOf('toml'), 'knowledge'], packages: [] },
  language: {
    parts: ['text', 'formats', ...ROOMS, 'subjects', 'secrets', 'project', 'language/nginx', 'language/toml'],
    packages: [],
  },
  lsp: {
    parts: ['*'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri', 'jsonc-parser'],
  },
  'hosts/client': { parts: ['*'], packages: ['vscode-languageserver', 'vscode-uri'] },
};

/** Parts nobody below may reach: what editors ask for, and the doors. */
const DOORS = ['language', 'lsp', 'cli', 'hosts'];

function partOf(path: string): string | undefined {
  const segments = relative(SERVER, path).replace(/\.ts$/, '').split(sep);
  for (const length of [3, 2, 1]) {
    const name = segments.slice(0, length).join('/');
    if (segments.length > (name === 'hosts/client' ? 1 : length) && Object.hasOwn(ALLOWED, name)) return name;
  }
  return undefined;
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

/** A rule's path: one folder, the family, below `rules`. */
const RULE = /src\/rules\/[a-z]+\/[^/]+\.ts$/;

describe('import directions', () => {
  it('every file of the engine belongs to a part of the table, but the doors', () => {
    const homeless = sources(SERVER).filter((path) => {
      const [first = '', ...rest] = relative(SERVER, path).split(sep);
      return partOf(path) === undefined && rest.length > 0 && !['cli', 'hosts'].includes(first);
    });
    expect(homeless).toEqual([]);
    const flat = readdirSync(join(SERVER, 'formats'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^(?:compose|dotenv|nginx|toml)\/[^/]+\.ts$/.test(name.split(sep).join('/')),
    );
    expect(flat, 'a format has three rooms and no file beside them').toEqual([]);
  });

  it('rules/<family> holds rules only', () => {
    const others = sources(join(SERVER, 'rules')).filter(
      (path) =>
        !['contract.ts', 'registry.ts'].includes(relative(join(SERVER, 'rules'), path)) &&
        !(RULE.test(path.split(sep).join('/')) && readFileSync(path, 'utf8').includes('export default defineRule(')),
    );
    expect(others).toEqual([]);
  });

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
          const isRule = part === 'rules' && RULE.test(target.split(sep).join('/'));
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

  it('no file is over 400 lines, no rule over 200 without its imports', () => {
    const long = [...sources(SERVER), ...sources(CLIENT)].filter((path) => {
      const isRule = /rules[\\/][a-z]+[\\/][^\\/]+\.ts$/.test(path);
      const isTable = /knowledge[\\/]|secrets[\\/]tables|registry\.ts$/.test(path);
      const lines = readFileSync(path, 'utf8').split('\n');
      const own = isRule ? lines.filter((line) => !line.startsWith('import ')) : lines;
      return !isTable && own.length > (isRule ? 200 : 400);
    });
    expect(long.map((path) => relative(SERVER, path))).toEqual([]);
  });
});
