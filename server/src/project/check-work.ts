import type { Work } from '../engine/file-report.ts';
import { hashNames } from '../engine/fingerprint.ts';
import type { Settings } from '../engine/settings.ts';
import type { BuiltModel } from './model-store.ts';

const names = new WeakMap<Settings, string>();

/** The same for settings that turn on the same rules, in every thread. */
function nameOf(settings: Settings): string {
  let name = names.get(settings);
  if (name === undefined) {
    const { profile, rules, thresholds, nginx, chosen } = settings;
    const pairs = [...rules, ...thresholds].map(([key, value]) => `${key} ${value}`);
    name = hashNames([profile, ...pairs, JSON.stringify(nginx), ...chosen.map((one) => one.name)]);
    names.set(settings, name);
  }
  return name;
}

/**
 * What a check costs: of each model the characters of all texts it is built from, of those the file is judged in the calls of rules as well.
 * It does not matter whether a model was made or judged for this file or for another one before: {@link RunBudget} counts what files share
 * once.
 */
export function workOf(
  own: BuiltModel,
  judging: readonly BuiltModel[],
  settings: Settings,
  callsOf: (one: BuiltModel) => number,
): readonly Work[] {
  const judged = new Set(judging);
  return [...new Set([own, ...judged])].map((one) => {
    const { site = '', set = 0 } = one.variant;
    const calls = judged.has(one) ? callsOf(one) : 0;
    return { model: `${one.model.uri} ${site} ${set} ${nameOf(settings)}`, steps: one.size + calls };
  });
}
