/** Why something was not looked at; the first three as a walk says it, `settings`: `ignore` of a settings file. */
export type LeftOutReason = 'ignored-folder' | 'ignored-file' | 'package-folder' | 'settings';

/** A file or folder that was not looked at. */
export interface LeftOut {
  readonly path: string;
  readonly why: LeftOutReason;
}

/** What a run passed by, each once. */
export class LeftOutFiles {
  readonly #all = new Map<string, LeftOut>();

  add(key: string, one: LeftOut): void {
    this.#all.set(key, one);
  }

  /** It was looked at after all. */
  delete(key: string): void {
    this.#all.delete(key);
  }

  /** In the order of their paths. */
  get all(): readonly LeftOut[] {
    return [...this.#all.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }
}

const WORDS: readonly (readonly [LeftOutReason, string, string])[] = [
  ['ignored-folder', '1 folder that git ignores', ' folders that git ignores'],
  ['ignored-file', '1 file that git ignores', ' files that git ignores'],
  ['package-folder', '1 folder of packages', ' folders of packages'],
  ['settings', '1 file that `ignore` names', ' files that `ignore` names'],
];
/** How many are named. */
const MOST_NAMES = 3;

/** What was not looked at, counted by reason and with the first names, in one sentence; `undefined` when nothing was. */
export function leftOutNote(leftOut: readonly LeftOut[], shown: (path: string) => string): string | undefined {
  const parts = WORDS.flatMap(([why, one, many]) => {
    const paths = leftOut.filter((item) => item.why === why).map(({ path }) => path);
    if (paths.length === 0) return [];
    const names = paths.slice(0, MOST_NAMES).map(shown).join(', ');
    return [
      `${paths.length === 1 ? one : `${paths.length}${many}`} (${names}${paths.length > MOST_NAMES ? ', …' : ''})`,
    ];
  });
  if (parts.length === 0) return undefined;
  const how = leftOut.some(({ why }) => why === 'ignored-folder' || why === 'ignored-file')
    ? '; --no-ignore looks at what git ignores'
    : '';
  return `Not looked at: ${parts.join(', ')}${how}.`;
}
