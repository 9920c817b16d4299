import { span } from '../../../text/span.ts';
import { fileNameOf, folderUriOf } from '../../../text/uri-text.ts';
import type { Location } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { LoaderId } from '../read/loaders/loaders.ts';
import { envFileUses } from './env-file-uses.ts';
import {
  type Clue,
  fromComposerJson,
  fromGemfile,
  fromGoMod,
  fromPackageJson,
  fromPythonList,
} from './manifest-clues.ts';

/** A loader the project gives this file to, and the place that says so. */
export interface UsedLoader {
  readonly id: LoaderId;
  readonly because: Location;
}

type Detective = (text: string, file: string, path: string) => readonly Clue[];

/** File names that tell how a `.env` beside or below them is read. */
const DETECTIVES: readonly (readonly [RegExp, Detective])[] = [
  [/^package\.json$/, fromPackageJson],
  [/^composer\.json$/, fromComposerJson],
  [/^go\.mod$/, fromGoMod],
  [/^(?:requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|setup\.cfg)$/, fromPythonList],
  [/^Gemfile$/, fromGemfile],
  [/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml(?:\.(?:j2|jinja2?|tpl|tmpl|gotmpl|erb))?$/, fromCompose],
  [/\.service$/, fromUnit],
  [/(?:\.sh|^Makefile)$/, fromScript],
];

/** Files of one folder that are looked at: a folder of a thousand scripts says no more than its first. */
const MAX_FILES = 24;

/**
 * The loaders a project certainly gives this file to, found in the manifests, Compose files, systemd units and scripts of its folder
 * and the folder above. Empty when nothing tells. Each loader once.
 */
export function usedLoaders(files: RelatedFiles): readonly UsedLoader[] {
  const found = new Map<LoaderId, UsedLoader>();
  const own = fileNameOf(files.uri);
  const folder = fileNameOf(folderUriOf(files.uri));
  for (const [pattern, path] of [
    ['*', own],
    ['../*', `${folder}/${own}`],
  ] as const) {
    for (const { uri, detect } of telling(files.glob(pattern) ?? [], files.uri)) {
      const file = files.get(uri);
      if (file.state !== 'read') continue;
      for (const { id, offset, length } of detect(file.text, own, path)) {
        if (!found.has(id)) found.set(id, { id, because: { uri, span: span(offset, offset + length) } });
      }
    }
  }
  // python-dotenv comes in with many packages; a project that requires django-environ calls that.
  if (found.has('django-environ')) found.delete('python');
  return [...found.values()];
}

function telling(uris: readonly string[], self: string): { readonly uri: string; readonly detect: Detective }[] {
  return uris
    .flatMap((uri) => {
      const detect = DETECTIVES.find(([name]) => name.test(fileNameOf(uri)))?.[1];
      return detect === undefined || uri === self ? [] : [{ uri, detect }];
    })
    .slice(0, MAX_FILES);
}

/** Compose reads the `.env` beside it for `${NAME}`, and what `env_file` names for the containers. */
function fromCompose(text: string, file: string, path: string): readonly Clue[] {
  const clues: Clue[] = envFileUses(text)
    .filter((use) => use.path.replace(/^\.\//, '') === path)
    .map((use) => ({ id: use.raw ? 'docker' : 'compose', offset: use.offset, length: use.path.length }));
  const reference = file === '.env' && path === file ? text.search(/\$\{?[A-Za-z_]/) : -1;
  return reference === -1 ? clues : [...clues, { id: 'compose', offset: reference, length: 1 }];
}

function fromUnit(text: string, file: string): readonly Clue[] {
  for (const match of text.matchAll(/^EnvironmentFile=-?(\S+)/gm)) {
    const path = match[1] ?? '';
    if (path.slice(path.lastIndexOf('/') + 1) === file)
      return [{ id: 'systemd', offset: match.index, length: match[0].length }];
  }
  return [];
}

function fromScript(text: string, _file: string, path: string): readonly Clue[] {
  const clues: Clue[] = [];
  for (const match of text.matchAll(/(?:^|[\s;&])(source|\.|--env-file)[ =]["']?(?:\.\/)?([\w./-]+)/gm)) {
    if (match[2] !== path) continue;
    const id = match[1] === '--env-file' ? dockerBefore(text, match.index) : 'shell';
    if (id !== undefined) clues.push({ id, offset: match.index, length: match[0].length });
  }
  return clues;
}

/** `--env-file` belongs to the command of its line. */
function dockerBefore(text: string, offset: number): LoaderId | undefined {
  const line = text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1), offset - 400), offset);
  if (/\bcompose\b/.test(line)) return 'compose';
  if (/\bdocker\s+(?:run|create|exec)\b/.test(line)) return 'docker';
  return /\bnode\b/.test(line) ? 'node' : undefined;
}
