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
 * What a check costs: of each model the characters of all texts it is built from and the calls of rules on it. It does not matter whether a
 * model was made for this file or was still there: {@link RunBudget} counts what files share once.
 */
export function workOf(
  built: readonly BuiltModel[],
  settings: Settings,
  callsOf: (one: BuiltModel) => number,
): readonly Work[] {
  return [...new Set(built)].map((one) => {
    const { site = '', set = 0 } = one.variant;
    return { model: `${one.model.uri} ${site} ${set} ${nameOf(settings)}`, steps: one.size + callsOf(one) };
  });
}
