import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** A fixture: a file, or a folder of files that belong together. */
export interface Case {
  readonly name: string;
  /** By relative path. */
  readonly files: Readonly<Record<string, string>>;
}

function load(path: string): string {
  const text = readFileSync(path, 'utf8');
  return /crlf/.test(relative(FIXTURES, path)) ? text.replace(/\r?\n/g, '\r\n') : text;
}

/** The fixtures of a rule; none where it has no folder. */
export function fixtureCases(rule: string): readonly Case[] {
  const folder = join(FIXTURES, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const path = join(folder, name);
    if (statSync(path).isFile()) return { name, files: { [name]: load(path) } };
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) =>
      statSync(join(path, file)).isFile(),
    );
    return {
      name,
      files: Object.fromEntries(inside.map((file) => [file.split(sep).join('/'), load(join(path, file))])),
    };
  });
}
