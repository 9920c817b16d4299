import type { LoaderId } from '../read/loaders/loaders.ts';

/** A place in a file that says which loader reads a `.env`. */
export interface Clue {
  readonly id: LoaderId;
  readonly offset: number;
  readonly length: number;
}

/** Libraries load `.env` and its variants (`.env.local`); other names only when told, which a manifest does not say. */
function isLibraryName(file: string): boolean {
  return /^\.env(?:\.|$)/.test(file);
}

/** `node --env-file` in a script, or the one library whose values count: dotenvx sets them before a framework looks. */
export function fromPackageJson(text: string, file: string, path: string): readonly Clue[] {
  const clues: Clue[] = [];
  const nodeFlag = text.indexOf(`--env-file=${file}`);
  if (nodeFlag !== -1 && path === file) clues.push({ id: 'node', offset: nodeFlag, length: 10 });
  if (!isLibraryName(file) || path !== file) return clues;
  const dotenvx = /"@dotenvx\/dotenvx"\s*:/.exec(text);
  if (dotenvx !== null) return [...clues, clueAt(dotenvx, 'dotenvx')];
  const expands = /"(?:dotenv-expand|next|vite|@vue\/cli-service|react-scripts)"\s*:\s*"[^"\d]*(\d*)/.exec(text);
  if (expands !== null)
    return [...clues, clueAt(expands, Number(expands[1]) >= 1000 ? 'dotenv-expand-1000' : 'dotenv-expand')];
  const plain = /"(?:dotenv|dotenv-cli|dotenv-flow|@nestjs\/config)"\s*:/.exec(text);
  return plain === null ? clues : [...clues, clueAt(plain, 'dotenv')];
}

/**
 * Laravel 8 and phpdotenv 5 on the one side, symfony/dotenv 5 on the other; older ones read in other ways. With both libraries and no
 * Laravel nothing tells which of them is called.
 */
export function fromComposerJson(text: string, file: string, path: string): readonly Clue[] {
  if (!isLibraryName(file) || path !== file) return [];
  const laravel = requirement(text, 'laravel/framework');
  if (laravel !== undefined) return laravel.major >= 8 ? [{ ...laravel.clue, id: 'phpdotenv' }] : [];
  const php = requirement(text, 'vlucas/phpdotenv');
  const symfony = requirement(text, 'symfony/dotenv');
  if ((php === undefined) === (symfony === undefined)) return [];
  const found = php ?? symfony;
  return found === undefined || found.major < 5
    ? []
    : [{ ...found.clue, id: php === undefined ? 'symfony' : 'phpdotenv' }];
}

/** A package of a `composer.json` and the first number of its constraint; `*` and branches count as the newest. */
function requirement(
  text: string,
  name: string,
): { readonly major: number; readonly clue: Omit<Clue, 'id'> } | undefined {
  const offset = text.indexOf(`"${name}"`);
  const constraint = offset === -1 ? null : /^\s*:\s*"[^"\d]{0,20}(\d*)/.exec(text.slice(offset + name.length + 2));
  if (constraint === null) return undefined;
  const major = constraint[1] === '' ? Number.POSITIVE_INFINITY : Number(constraint[1]);
  return { major, clue: { offset, length: name.length + 2 } };
}

/** godotenv from 1.5 on (1.4 had another parser), required by the project itself: no `// indirect`, no `replace`. */
export function fromGoMod(text: string, file: string, path: string): readonly Clue[] {
  if (!isLibraryName(file) || path !== file) return [];
  const line = /^[ \t]*(?:require[ \t]+)?(github\.com\/joho\/godotenv)[ \t]+v1\.(\d+)([^\n]*)/m.exec(text);
  if (line === null || Number(line[2]) < 5 || /=>|\/\/[ \t]*indirect/.test(line[3] ?? '')) return [];
  return [
    { id: 'godotenv', offset: line.index + line[0].indexOf('github'), length: 'github.com/joho/godotenv'.length },
  ];
}

const PYTHON = /(?:^|["'\s])(?:python-dotenv|pydantic-settings|pydantic\[dotenv\])(?![\w-])/m;
const DJANGO_ENVIRON = /(?:^|["'\s])django[-_.]environ(?![\w-])([^\n]{0,40})/im;

/** Where django-environ is required it reads the file, whatever else brings python-dotenv in. 0.11 alone takes comments off: not known here. */
export function fromPythonList(text: string, file: string): readonly Clue[] {
  if (!isLibraryName(file)) return [];
  const environ = uncommented(text, DJANGO_ENVIRON);
  if (environ !== undefined)
    return /^[\s"'=]*(?:==|~=|\^)\s*0\.11\b/.test(environ[1] ?? '')
      ? []
      : [{ id: 'django-environ', offset: environ.index, length: environ[0].length - (environ[1] ?? '').length }];
  const python = uncommented(text, PYTHON);
  return python === undefined ? [] : [clueAt(python, 'python')];
}

export function fromGemfile(text: string, file: string): readonly Clue[] {
  const match = isLibraryName(file) ? /^\s*gem\s+["']dotenv(?:-rails)?["']/m.exec(text) : null;
  return match === null ? [] : [clueAt(match, 'ruby')];
}

/** The first match that does not stand in a comment. */
function uncommented(text: string, pattern: RegExp): RegExpExecArray | undefined {
  for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
    const line = text.lastIndexOf('\n', match.index + match[0].search(/\S/)) + 1;
    if (!text.slice(line, match.index + 1).includes('#')) return match;
  }
  return undefined;
}

function clueAt(match: RegExpExecArray, id: LoaderId): Clue {
  return { id, offset: match.index, length: match[0].length };
}
