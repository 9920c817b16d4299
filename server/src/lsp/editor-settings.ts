import type { SettingsFile, SettingsLayer } from '../engine/settings.ts';
import { isProfile, isRuleLevel, type RuleLevel } from '../engine/settings.ts';
import type { Profile } from '../finding/profile.ts';

/** The `preflight.*` settings of an editor, for one folder. */
export interface EditorSettings {
  readonly enable: boolean;
  /** What is shown of files that are not open: high and critical findings, all, or none. */
  readonly mode: 'focused' | 'workspace' | 'openFiles';
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly checklists: readonly string[];
  /** Path of the only settings file to use; empty: the nearest ones. */
  readonly configPath: string;
  readonly exclude: readonly string[];
  /** Bytes. */
  readonly maxFileSize: number;
  readonly inlayHints: boolean;
}

export const DEFAULT_EDITOR_SETTINGS: EditorSettings = {
  enable: true,
  mode: 'focused',
  profile: 'recommended',
  rules: {},
  checklists: [],
  configPath: '',
  exclude: [],
  maxFileSize: 1024 * 1024,
  inlayHints: false,
};

/** Settings from whatever an editor sends; what is missing or wrong keeps its default. Never throws. */
export function readEditorSettings(sent: unknown): EditorSettings {
  if (typeof sent !== 'object' || sent === null) return DEFAULT_EDITOR_SETTINGS;
  const given = sent as Readonly<Record<string, unknown>>;
  const known = DEFAULT_EDITOR_SETTINGS;
  const profile = given.profile;
  const size = given.maxFileSize;
  return {
    enable: typeof given.enable === 'boolean' ? given.enable : known.enable,
    mode: given.mode === 'openFiles' || given.mode === 'workspace' ? given.mode : known.mode,
    profile: typeof profile === 'string' && isProfile(profile) ? profile : known.profile,
    rules: levelsOf(given.rules),
    checklists: stringsOf(given.checklists),
    configPath: typeof given.configPath === 'string' ? given.configPath.trim() : known.configPath,
    exclude: stringsOf(given.exclude),
    maxFileSize: typeof size === 'number' && size >= 1024 ? Math.min(size, 16 * 1024 * 1024) : known.maxFileSize,
    inlayHints: given.inlayHints === true,
  };
}

/** What an editor sets, as the outermost settings layer: any `preflight.json` wins over it. */
export function layerOf(settings: EditorSettings, folder: string): SettingsLayer {
  const values: SettingsFile = {
    rules: settings.rules,
    ignore: settings.exclude,
    checklists: Object.fromEntries(settings.checklists.map((name) => [name, {}])),
  };
  return { folder, values };
}

function levelsOf(value: unknown): Readonly<Record<string, RuleLevel>> {
  if (typeof value !== 'object' || value === null) return {};
  const levels: Record<string, RuleLevel> = {};
  for (const [rule, level] of Object.entries(value)) if (isRuleLevel(level)) levels[rule] = level;
  return levels;
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
