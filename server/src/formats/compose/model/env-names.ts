import type { RelatedFiles } from '../../related-files.ts';

/** `.env`, `.env.example`, `prod.env`, `db.env.dist`, `env.sample`. */
const PATTERNS = ['.env*', '.*.env', '*.env', '*.env.*', 'env*'] as const;
/** Scripts that write settings before Compose starts (`echo "X=…" >> .env`, `X=… docker compose up`). */
const SCRIPTS = ['*.sh', 'Makefile', 'makefile', 'justfile', 'Justfile'] as const;
const MOST_FILES = 30;
/** A fragment that others include has its defaults beside it; what must be set is said where it is included. */
const DEFAULTS = /\/\.?defaults?\.env$/;

/**
 * The names that the env files and templates beside a compose file and one folder up mention, commented ones too: what its project is
 * known to set; scripts beside it count, too. A file below the project's own folder is included by another one, or started with `--project-directory`.
 * `undefined` when there are none beside it, or one cannot be read: then no name may be called unset.
 */
export function envNamesBeside(files: RelatedFiles): ReadonlySet<string> | undefined {
  const beside = envFiles('', files);
  if (beside.every((uri) => DEFAULTS.test(uri))) return undefined;
  const uris = [...new Set([...beside, ...envFiles('../', files)])];
  if (uris.length > MOST_FILES) return undefined;
  // All are asked for before one decides: what is not read yet is read by then.
  const lists = uris.map((uri) =>
    files.get(uri).state === 'read' ? files.parsed(uri, 'env-names', namesIn) : undefined,
  );
  if (lists.includes(undefined)) return undefined;
  const names = new Set(lists.flatMap((list) => list ?? []));
  const scripts = SCRIPTS.flatMap((pattern) => files.glob(pattern) ?? []);
  for (const uri of scripts.slice(0, MOST_FILES)) {
    if (files.get(uri).state !== 'read') continue;
    for (const name of files.parsed(uri, 'script-names', assignedIn) ?? []) names.add(name);
  }
  return names;
}

/** Names a script gives a value anywhere in a line. */
function assignedIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|[^\w$-])([A-Z][A-Z0-9_]*)\??=/gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

function envFiles(folder: string, files: RelatedFiles): readonly string[] {
  return PATTERNS.flatMap((pattern) => files.glob(folder + pattern) ?? []);
}

/** A look that takes every spelling any loader takes, and `# NAME=` of a template that leaves the choice. */
function namesIn(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const name = /^\s*(?:#+\s*)?(?:export\s+)?([A-Za-z_]\w*)\s*(?:[=:]|$)/.exec(line)?.[1];
    return name === undefined ? [] : [name];
  });
}
