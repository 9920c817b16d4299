import type { TomlApplication } from './application.ts';
import { TOML_APPLICATIONS } from './applications.ts';
import { splitKeyPath } from './key-path.ts';

/** What recognition needs to know of a file. */
export interface RecognisableFile {
  readonly uri: string;
  /** Where containers find it, and in which image. */
  readonly mounts: readonly { readonly mountedAs: string; readonly image: string | undefined }[];
  /** Whether a key path is there; `*` is any one name or item. */
  has(path: readonly string[]): boolean;
}

/** The tree of a TOML file, as far as recognition looks at it. */
export type KeyTree =
  | { readonly type: 'leaf' }
  | { readonly type: 'array'; readonly items: readonly KeyTree[] }
  | { readonly type: 'table'; readonly entries: ReadonlyMap<string, KeyTree> };

/** A model of a TOML file, as far as recognition looks at it. */
export interface RecognisableModel {
  readonly uri: string;
  readonly mounts: RecognisableFile['mounts'];
  readonly root: KeyTree;
}

/** The application a model's file configures; `undefined` when it cannot be told with certainty. */
export function recogniseApplication(model: RecognisableModel): TomlApplication | undefined {
  return recognise({ uri: model.uri, mounts: model.mounts, has: (path) => hasPath(model.root, path) });
}

function hasPath(tree: KeyTree, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (tree.type === 'leaf') return false;
  if (tree.type === 'array') return step === '*' && tree.items.some((item) => hasPath(item, rest));
  if (step === '*') return [...tree.entries.values()].some((child) => hasPath(child, rest));
  const child = tree.entries.get(step);
  return child !== undefined && hasPath(child, rest);
}

/** The application a file configures; `undefined` when it cannot be told with certainty. */
export function recognise(file: RecognisableFile): TomlApplication | undefined {
  // A mount names a path, and `app.toml` is many programs' file: its own keys must be there too.
  for (const { mountedAs } of file.mounts) {
    const mounted = named(mountedAs, file);
    if (mounted !== undefined) return mounted;
  }
  for (const { image } of file.mounts) {
    const mounted = TOML_APPLICATIONS.find((one) => isImage(one, image) && hasMarkers(one, file));
    if (mounted !== undefined) return mounted;
  }
  return (
    named(file.uri, file) ??
    TOML_APPLICATIONS.find((one) => one.markers.length >= 2 && markersIn(one, file) === one.markers.length)
  );
}

/** The application one of whose own files a path ends with, if its keys are there. */
function named(path: string, file: RecognisableFile): TomlApplication | undefined {
  const names = namesOf(path);
  return TOML_APPLICATIONS.find((one) => isNamed(one, names) && hasMarkers(one, file));
}

function namesOf(uri: string): readonly string[] {
  return uri.replaceAll('\\', '/').toLowerCase().split('/');
}

/** The file patterns of every application, as the names of a path. */
const PATTERNS: ReadonlyMap<TomlApplication, readonly (readonly string[])[]> = new Map(
  TOML_APPLICATIONS.map((application) => [application, application.files.map(namesOf)]),
);

/** Whether a path ends with one of the application's file patterns, at a folder's border. */
function isNamed(application: TomlApplication, path: readonly string[]): boolean {
  const name = path[path.length - 1] ?? '';
  return (PATTERNS.get(application) ?? []).some((wanted) => {
    if (path.length < wanted.length || !matchesName(name, wanted[wanted.length - 1] ?? '')) return false;
    return wanted.every((one, i) => matchesName(path[path.length - wanted.length + i] ?? '', one));
  });
}

/** Whether a name fits a pattern; a `*` stands for any part of it. */
function matchesName(name: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return name === pattern;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
}

function isImage(application: TomlApplication, image: string | undefined): boolean {
  if (image === undefined) return false;
  const name =
    image
      .toLowerCase()
      .split('@')[0]
      ?.replace(/:[^/:]*$/, '') ?? '';
  return (application.images ?? []).some((one) => name === one || name.endsWith(`/${one}`));
}

function hasMarkers(application: TomlApplication, file: RecognisableFile): boolean {
  return markersIn(application, file) >= Math.min(application.markersWithName ?? 1, application.markers.length);
}

const MARKERS: ReadonlyMap<TomlApplication, readonly (readonly string[])[]> = new Map(
  TOML_APPLICATIONS.map((application) => [application, application.markers.map(splitKeyPath)]),
);

function markersIn(application: TomlApplication, file: RecognisableFile): number {
  return (MARKERS.get(application) ?? []).filter((marker) => file.has(marker)).length;
}
