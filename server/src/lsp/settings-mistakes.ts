import { CHECKLISTS } from '../checklists/checklists.ts';
import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import { isProfile } from '../engine/settings.ts';
import { parseSettings } from '../engine/settings-file.ts';
import { RULES } from '../rules/registry.ts';

const KNOWN = {
  rules: new Set([...RULES, ...BUILT_IN_RULES].map(({ id }) => id)),
  checklists: new Set(CHECKLISTS.keys()),
  thresholds: new Set<string>(),
};
const MODES = ['focused', 'workspace', 'openFiles'];

/** What is wrong with the settings of an editor, each in a sentence; what is wrong has no effect. Never throws. */
export function settingsMistakes(sent: unknown): readonly string[] {
  if (typeof sent !== 'object' || sent === null) return [];
  const { rules, checklists, profile, mode } = sent as Readonly<Record<string, unknown>>;
  const named = Array.isArray(checklists)
    ? Object.fromEntries(checklists.map((name) => [String(name), {}]))
    : undefined;
  return [
    ...mistakesIn('rules', rules === undefined ? {} : { rules }),
    ...mistakesIn('checklists', named === undefined ? {} : { checklists: named }),
    ...(profile === undefined || (typeof profile === 'string' && isProfile(profile))
      ? []
      : ['preflight.profile: must be essential, recommended, strict or all']),
    ...(mode === undefined || MODES.includes(String(mode))
      ? []
      : ['preflight.mode: must be focused, workspace or openFiles']),
  ];
}

/** By the same reader as `preflight.json`, so that both hear the same. */
function mistakesIn(setting: string, values: object): readonly string[] {
  return parseSettings(JSON.stringify(values), KNOWN).problems.map(({ message }) => `preflight.${setting}: ${message}`);
}
