import type { Span } from '../../../text/span.ts';
import type { Location, Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { TomlFile } from '../read/read.ts';
import type { TomlArray, TomlLeaf, TomlNode, TomlPath, TomlTable } from '../read/tree.ts';
import { findNode } from './lookup.ts';
import { mountsOf, type ReadMounts, type TomlMount } from './mount.ts';

/** How a model learns of its neighbours in other formats. */
export interface TomlSurroundings {
  /** Reads a compose file: where it mounts a file tells what reads it. */
  readonly readMounts?: ReadMounts | undefined;
  /** Reads an env file, so that references can be followed to the `.env` beside the file. */
  readonly readEnv?: ((text: string) => readonly EnvVariable[]) | undefined;
}

/** One variable of an env file. */
export interface EnvVariable {
  readonly key: string;
  readonly value: string | undefined;
  readonly valueSpan: Span;
}

export interface TomlModel {
  readonly format: 'toml';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: TomlFile;
  /** Where containers find the file: `/etc/gitlab-runner/config.toml`. */
  readonly mounts: readonly TomlMount[];
  readonly root: TomlTable;
  /** In the order of the text; duplicates of a key too. */
  readonly leaves: readonly TomlLeaf[];
  readonly arrays: readonly TomlArray[];
  /** The root first, then in the order of the text. */
  readonly tables: readonly TomlTable[];
  readonly files: RelatedFiles;
  /** The node at a path from the root; array items by index. */
  get(path: TomlPath): TomlNode | undefined;
  /** Where the `.env` beside this file sets a variable; `undefined` when it does not, or is not known. */
  variable(name: string): { readonly text: string; readonly at: Location } | undefined;
  /** Something worked out from this model, made on the first question and kept with it. `kind` names it. */
  derived<T>(kind: string, make: () => T): T;
}

/** The model of one file. Beside it only the `.env` and the compose files near it are looked at. */
export function buildToml(
  file: TomlFile,
  files: RelatedFiles,
  stage: Stage,
  { readMounts, readEnv }: TomlSurroundings = {},
): TomlModel {
  const mounts = readMounts === undefined ? [] : mountsOf(files, readMounts);
  const { root, leaves, arrays, tables } = file.tree;
  const get = (path: TomlPath): TomlNode | undefined => findNode(root, path);
  const known = new Map<string, unknown>();
  const derived = <T>(kind: string, make: () => T): T => {
    if (!known.has(kind)) known.set(kind, make());
    // Each kind has one maker, so what is kept under it is what that maker makes; TypeScript cannot follow the map.
    return known.get(kind) as T;
  };
  // Asked for now: the project reads what a model asked for while it was built.
  const variables = variablesBeside(files, readEnv);
  const variable = (name: string) => variables.get(name);
  return {
    format: 'toml',
    uri: files.uri,
    stage,
    file,
    mounts,
    root,
    leaves,
    arrays,
    tables,
    files,
    get,
    variable,
    derived,
  };
}

/** The variables of the `.env` beside the file; of equal names the last. */
function variablesBeside(
  files: RelatedFiles,
  readEnv: TomlSurroundings['readEnv'],
): ReadonlyMap<string, { readonly text: string; readonly at: Location }> {
  const uri = files.resolve('.env');
  const file = readEnv === undefined ? undefined : files.get(uri);
  if (readEnv === undefined || file?.state !== 'read') return new Map();
  const variables = files.parsed(uri, 'toml:env', readEnv) ?? readEnv(file.text);
  return new Map(
    variables.map(({ key, value = '', valueSpan }) => [key, { text: value, at: { uri, span: valueSpan } }]),
  );
}
