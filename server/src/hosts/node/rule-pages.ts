import { readFile } from 'node:fs/promises';
import type { RulePages } from '../../report/rule-page.ts';

/** The pages of the rules from the file beside the program; read once, when the first one is asked for. */
export async function pagesBesideProgram(): Promise<RulePages> {
  loaded ??= readFile(new URL('./rule-pages.json', import.meta.url), 'utf8').then(
    (text) => JSON.parse(text) as RulePages,
    () => ({}),
  );
  return loaded;
}

let loaded: Promise<RulePages> | undefined;
