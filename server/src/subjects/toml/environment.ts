import type { TomlPath } from '../../formats/toml/read/tree.ts';
import { fileNameOf } from '../../text/uri-text.ts';

/** Where an application takes environment variables from its TOML file. A `*` is any one name. */
interface EnvironmentTable {
  /** Names the file can have, lower case; a folder may stand before them. */
  readonly files: readonly string[];
  readonly tables: readonly (readonly string[])[];
}

/** Sources: the applications' own configuration references (netlify, wrangler, fly, cargo, mise, gitlab-runner, containers.conf). */
const TABLES: readonly EnvironmentTable[] = [
  {
    files: ['netlify.toml'],
    tables: [
      ['build', 'environment'],
      ['context', '*', 'environment'],
    ],
  },
  { files: ['wrangler.toml'], tables: [['vars'], ['env', '*', 'vars']] },
  { files: ['fly.toml'], tables: [['env']] },
  { files: ['.cargo/config.toml', '.cargo/config'], tables: [['env']] },
  { files: ['mise.toml', '.mise.toml'], tables: [['env']] },
  { files: ['.codex/config.toml'], tables: [['mcp_servers', '*', 'env']] },
  { files: ['project.toml'], tables: [['_', 'env']] },
  { files: ['nixpacks.toml'], tables: [['variables']] },
];

/** The tables of a file whose keys programs read from their environment, as paths; none for most files. */
export function environmentTables(uri: string): readonly (readonly string[])[] {
  const lower = uri.toLowerCase().replaceAll('\\', '/');
  return TABLES.filter(({ files }) =>
    files.some((file) => lower === file || lower.endsWith(`/${file}`) || isVariant(lower, file)),
  ).flatMap(({ tables }) => tables);
}

/** Whether the key at `path` stands in one of these tables. */
export function isEnvironmentPath(tables: readonly (readonly string[])[], path: TomlPath): boolean {
  return tables.some((table) => matches(table, path));
}

/** `fly.production.toml` is `fly.toml` of another stage. */
function isVariant(uri: string, file: string): boolean {
  const dot = file.lastIndexOf('.toml');
  if (dot <= 0 || file.includes('/')) return false;
  const base = fileNameOf(uri);
  return base.startsWith(`${file.slice(0, dot)}.`) && base.endsWith('.toml');
}

function matches(table: readonly string[], path: TomlPath): boolean {
  return path.length === table.length + 1 && table.every((name, i) => name === '*' || name === path[i]);
}
