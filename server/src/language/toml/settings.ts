import type { TomlPath } from '../../formats/toml/read/tree.ts';
import type { Setting, TomlApplication } from '../../knowledge/toml/application.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';

/** A setting of a profile below some table: what is still to be written of its key path. */
export interface SettingBelow {
  readonly setting: Setting;
  /** At least one name; `*` stands for a name the user chooses. */
  readonly rest: readonly string[];
}

/** The settings whose key path leads through the table at `path`. */
export function settingsBelow(application: TomlApplication, path: TomlPath): readonly SettingBelow[] {
  return application.settings.flatMap((setting) => {
    const names = splitKeyPath(setting.key);
    if (names.length <= path.length || !leadsTo(names, path)) return [];
    return [{ setting, rest: names.slice(path.length) }];
  });
}

/** The setting at exactly this path. */
export function settingAt(application: TomlApplication, path: TomlPath): Setting | undefined {
  return application.settings.find((setting) => {
    const names = splitKeyPath(setting.key);
    return names.length === path.length && leadsTo(names, path);
  });
}

function leadsTo(names: readonly string[], path: TomlPath): boolean {
  return path.every((step, i) => names[i] === '*' || names[i] === step);
}
