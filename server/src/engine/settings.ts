import { PROFILES, type Profile } from '../finding/profile.ts';
import { SEVERITIES, type Severity } from '../finding/severity.ts';
import type { Format, Stage } from '../formats/format.ts';
import { FORMATS } from '../formats/format.ts';
import type { Span } from '../text/span.ts';

/** A rule's severity as set by hand, or `off`. */
export type RuleLevel = Severity | 'off';

/** A person's tick on a manual checklist item. Dates are `YYYY-MM-DD`. */
export interface ManualTick {
  readonly by?: string;
  readonly on?: string;
  readonly note?: string;
  readonly until?: string;
}

export interface ChecklistSettings {
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly manual?: Readonly<Record<string, ManualTick>>;
}

export interface Override {
  /** Globs in gitignore syntax, relative to the settings file. */
  readonly files: readonly string[];
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  readonly profile?: Profile;
}

/** What one `preflight.json` says; every key may be absent. */
export interface SettingsFile {
  readonly root?: boolean;
  readonly extends?: string;
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  readonly checklists?: Readonly<Record<string, ChecklistSettings>>;
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly stages?: Readonly<Record<string, Stage>>;
  readonly formats?: Readonly<Record<string, Format | 'none'>>;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly Override[];
  readonly nginx?: {
    readonly version?: string;
    readonly prefix?: string;
    readonly pathMap?: Readonly<Record<string, string>>;
    readonly tls?: 'modern' | 'intermediate';
  };
  readonly reportSuppressed?: boolean;
}

/** A settings file with the folder it applies to. */
export interface SettingsLayer {
  /** The file, for messages and *Why Is Nothing Reported Here?*; absent for what the caller passes in. */
  readonly uri?: string;
  /** URI of the folder globs are relative to. */
  readonly folder: string;
  readonly values: SettingsFile;
}

/** Settings in force for one file: layers merged, outermost first, the nearest value wins key by key. */
export interface Settings {
  readonly profile: Profile;
  readonly layers: readonly SettingsLayer[];
  readonly rules: ReadonlyMap<string, RuleLevel>;
  readonly checklists: ReadonlyMap<string, ChecklistSettings>;
  /** By `<rule id>.<threshold>` or a bare threshold name. */
  readonly thresholds: ReadonlyMap<string, number>;
  readonly nginx: {
    readonly version?: string;
    readonly prefix?: string;
    readonly pathMap: Readonly<Record<string, string>>;
    readonly tls: 'modern' | 'intermediate';
  };
  readonly reportSuppressed: boolean;
  /** The checklists in use, with what they bring. */
  readonly chosen: readonly ChosenChecklist[];
}

/** What a chosen checklist changes inline. */
export interface ChosenChecklist {
  readonly name: string;
  readonly rules: ReadonlySet<string>;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly tls?: 'modern' | 'intermediate' | undefined;
}

/** Something wrong in a settings file, on the exact key or value. */
export interface SettingsProblem {
  readonly span: Span;
  readonly message: string;
  /** What was probably meant, for a fix. */
  readonly suggestion?: string;
  /** The file was not read from here on. */
  readonly unchecked?: boolean;
}

export function isProfile(text: string): text is Profile {
  return (PROFILES as readonly string[]).includes(text);
}

export function isRuleLevel(value: unknown): value is RuleLevel {
  return value === 'off' || (SEVERITIES as readonly unknown[]).includes(value);
}

export function isFormatName(value: unknown): value is Format {
  return (FORMATS as readonly unknown[]).includes(value);
}

/** The settings when there is no file at all. */
export function defaultSettings(profile: Profile = 'recommended'): Settings {
  return mergeSettings([], profile);
}

/** Merges layers, outermost first; `overrides` whose globs match are applied by the caller through {@link withOverride}. */
export function mergeSettings(layers: readonly SettingsLayer[], fallback: Profile = 'recommended'): Settings {
  let profile = fallback;
  const rules = new Map<string, RuleLevel>();
  const checklists = new Map<string, ChecklistSettings>();
  const thresholds = new Map<string, number>();
  let nginx: Settings['nginx'] = { pathMap: {}, tls: 'intermediate' };
  let reportSuppressed = false;
  for (const { values } of layers) {
    if (values.extends !== undefined && isProfile(values.extends)) profile = values.extends;
    for (const [id, level] of Object.entries(values.rules ?? {})) {
      rules.delete(id);
      rules.set(id, level);
    }
    for (const [name, value] of Object.entries(values.checklists ?? {}))
      checklists.set(name, mergeChecklist(checklists.get(name), value));
    for (const [name, value] of Object.entries(values.thresholds ?? {})) thresholds.set(name, value);
    if (values.nginx !== undefined)
      nginx = { ...nginx, ...values.nginx, pathMap: { ...nginx.pathMap, ...values.nginx.pathMap } };
    reportSuppressed = values.reportSuppressed ?? reportSuppressed;
  }
  return { profile, layers, rules, checklists, thresholds, nginx, reportSuppressed, chosen: [] };
}

function mergeChecklist(outer: ChecklistSettings | undefined, inner: ChecklistSettings): ChecklistSettings {
  return {
    thresholds: { ...outer?.thresholds, ...inner.thresholds },
    manual: { ...outer?.manual, ...inner.manual },
  };
}

/** The settings with checklists chosen: their thresholds lie below what the settings say themselves, key by key. */
export function withChecklists(settings: Settings, chosen: readonly ChosenChecklist[]): Settings {
  if (chosen.length === 0) return settings;
  const thresholds = new Map<string, number>();
  for (const { name, thresholds: defaults } of chosen) {
    for (const [key, value] of Object.entries(defaults)) thresholds.set(key, value);
    for (const [key, value] of Object.entries(settings.checklists.get(name)?.thresholds ?? {}))
      thresholds.set(key, value);
  }
  for (const [key, value] of settings.thresholds) thresholds.set(key, value);
  const isModern = chosen.some(({ tls }) => tls === 'modern');
  const saysTls = settings.layers.some((layer) => layer.values.nginx?.tls !== undefined);
  const nginx = isModern && !saysTls ? { ...settings.nginx, tls: 'modern' as const } : settings.nginx;
  return { ...settings, thresholds, nginx, chosen };
}

/** The settings with one override block on top. */
export function withOverride(settings: Settings, override: Override): Settings {
  const rules = new Map(settings.rules);
  for (const [id, level] of Object.entries(override.rules ?? {})) {
    rules.delete(id);
    rules.set(id, level);
  }
  return { ...settings, rules, profile: override.profile ?? settings.profile };
}

/** The level set for a rule: its own id beats `family/*` and `format/*`, those beat `*`; later settings beat earlier ones. */
export function levelFor(settings: Settings, ruleId: string, formats: readonly Format[]): RuleLevel | undefined {
  const exact = settings.rules.get(ruleId);
  if (exact !== undefined) return exact;
  const family = `${ruleId.slice(0, ruleId.indexOf('/'))}/*`;
  let level: RuleLevel | undefined;
  for (const [pattern, value] of settings.rules) {
    if (pattern === '*' || pattern === family || (formats.length === 1 && pattern === `${formats[0]}/*`)) level = value;
  }
  return level;
}
