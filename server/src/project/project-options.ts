import type { RuleSelection } from '../engine/rule-set.ts';
import type { SettingsLayer } from '../engine/settings.ts';
import type { Profile } from '../finding/profile.ts';
import type { Format, Stage } from '../formats/format.ts';
import type { Rule } from '../rules/contract.ts';
import type { FileStore } from './file-store.ts';
import type { Host } from './host.ts';

/** What made a lint slow; times in milliseconds. */
export interface SlowLint {
  readonly milliseconds: number;
  /** The rule that took most. */
  readonly rule: string;
  readonly ofRule: number;
}

/** How a project is set up; given once by its caller. */
export interface ProjectOptions {
  readonly host: Host;
  /** Workspace folders as URIs; nothing outside them is read. Empty: single files. */
  readonly roots: readonly string[];
  /** Folders somebody named to be scanned: a folder's name tells the stage only below them. Default: the workspace folders. */
  readonly scanned?: readonly string[] | undefined;
  /** For a root, the folder around it that paths are relative to; default: the root. */
  readonly namesFrom?: ReadonlyMap<string, string> | undefined;
  readonly rules: readonly Rule[];
  /** Profile where no settings file names one. */
  readonly profile?: Profile | undefined;
  readonly selection?: RuleSelection | undefined;
  /** Ignore settings files (`--no-config`), or use only this one (`--config`). */
  readonly settingsFrom?: 'files' | 'none' | { readonly uri: string } | undefined;
  /** What the caller sets below every settings file (editor settings). */
  readonly extraLayer?: (() => SettingsLayer | undefined) | undefined;
  /** Called when the rules took unusually long on a file; the path is relative to the workspace folder. */
  readonly onSlow?: ((path: string, lint: SlowLint) => void) | undefined;
  /** What the caller sets above every settings file (`--profile`). */
  readonly topLayer?: SettingsLayer | undefined;
  /** Bytes: a larger text of an editor is not checked, as its file would not be. Default: no limit of the project's own. */
  readonly maxFileSize?: number | undefined;
  readonly formatOverride?: Format | undefined;
  readonly stageOverride?: Stage | undefined;
  /** `YYYY-MM-DD`, for suppressions that expire. */
  readonly today: () => string;
  /** Checklists the caller chose (`--checklist`), beside those of the settings. */
  readonly chosen?: readonly string[] | undefined;
  /** The folder that names of chosen checklists are relative to; default: the first root. */
  readonly chosenFrom?: string | undefined;
  /** A store that may know the same texts: of the project this one is a trial of. */
  readonly parsedBy?: FileStore | undefined;
  /** Folders of settings that somebody named by hand: what these settings take in may lie there too. */
  readonly settingsRoots?: readonly string[] | undefined;
}

/** How one file is checked. */
export interface CheckOptions {
  /** Overrides detection. */
  readonly format?: Format | undefined;
  /** Whether a file that neither name nor text tells of is what the files checked so far use it as. Default: yes. */
  readonly byUse?: boolean | undefined;
}
