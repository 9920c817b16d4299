import { readFileSync } from 'node:fs';
import { readTable } from './verdicts.ts';

/** What tables of verdicts, notes or briefs name: `rule corpus/<file>:<line>` where they have a rule, and `corpus/<file>` alone. */
export function placesIn(paths: readonly string[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const path of paths) {
    for (const { rule, path: file, 'path:line': place } of readTable(readFileSync(path, 'utf8'))) {
      if (place !== undefined && rule !== undefined) places.add(`${rule} ${place}`);
      const named = file ?? place?.replace(/:\d+$/, '');
      if (named !== undefined) places.add(named);
    }
  }
  return places;
}
