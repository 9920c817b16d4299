/**
 * What our own client and server say to each other beyond the protocol: method names and the types of their parameters.
 * Imports nothing, so that the client can take it without taking the engine.
 */

/** The client's id, the prefix of every setting, the `source` and the identifier of our diagnostics. */
export const ID = 'preflight';

/** Client to server: lint every file of the workspace now. `ScanParams` to `ScanSummary`; cancellable. */
export const SCAN = 'preflight/scan';
/** Client to server: drop what scans have found in files that are not open. */
export const CLEAR = 'preflight/clear';
/** Client to server: why a file has the findings it has. `UriParams` to `FileExplanation`. */
export const EXPLAIN_FILE = 'preflight/explainFile';
/** Client to server: what the status item says of a file. `UriParams` to `FileStatus`, or null when the server has failed. */
export const FILE_STATUS = 'preflight/fileStatus';
/** Client to server: the page of a rule. `RuleParams` to Markdown, or null. */
export const RULE_PAGE = 'preflight/rulePage';
/** Server to client, in the browser: the packed pages of all rules. To the text of `rule-pages.json`, or null. */
export const RULE_PAGES = 'preflight/rulePages';
/** Client to server: fixes of the whole workspace, those of one rule or of all. `FixWorkspaceParams` to `FixWorkspaceResult`; cancellable. */
export const FIX_WORKSPACE = 'preflight/fixWorkspace';
/** Client to server: what a person has to say before its finding is repaired. `FillInsParams` to `FillIns`, scans first; cancellable. */
export const FILL_INS = 'preflight/fillIns';
/** Client to server: the change with what the person said. `FillInParams` to `FillInResult`. */
export const FILL_IN = 'preflight/fillIn';
/** Client to server: the rules that have findings now. To `RuleCount[]`, scans first; cancellable. */
export const RULES_FOUND = 'preflight/rulesFound';
/** Client to server: what is found, whatever is shown of it. `FoundParams` to `Found`, scans first; cancellable. */
export const FOUND = 'preflight/found';
/** Client to server: set a rule's severity in the nearest settings file. `ConfigureParams` to a `WorkspaceEdit`, or null. */
export const CONFIGURE_RULE = 'preflight/configureRule';
/** Client to server: the text of a new settings file. `UriParams` to string. */
export const NEW_SETTINGS = 'preflight/newSettings';
/** Client to server: the checklists there are: built in, and those the settings of a folder name. `FolderParams` to `ChecklistName[]`. */
export const CHECKLIST_NAMES = 'preflight/checklistNames';
/** Client to server: a checklist over a workspace folder. `ChecklistParams` to `ChecklistState`, or null; cancellable. */
export const CHECKLIST = 'preflight/checklist';
/** Client to server: the same as a document. `ChecklistReportParams` to its text, or null; cancellable. */
export const CHECKLIST_REPORT = 'preflight/checklistReport';
/** Client to server: what checking a checklist's rules while editing would change. `ChecklistParams` to `ChecklistRules`, or null. */
export const CHECKLIST_RULES = 'preflight/checklistRules';
/** Client to server: the change that ticks an item, or takes the tick away. `TickParams` to a `WorkspaceEdit`, or null. */
export const TICK = 'preflight/tick';
/** Client to server: show findings or hide them all until asked again. `{ enabled: boolean }`. */
export const TOGGLE = 'preflight/toggle';
/** Client to server, for tests: counters of the running session. To `SessionCounters`. */
export const COUNTERS = 'preflight/counters';
/** Server to client: what the status item shows. `SessionStatus`. */
export const STATUS = 'preflight/status';
/** Server to client: files behind the editor's file systems (web, virtual workspaces). */
export const READ = 'preflight/fs/read';
export const STAT = 'preflight/fs/stat';
export const LIST = 'preflight/fs/list';

/** What our client tells the server at the start; every field is absent for other editors. */
export interface InitializationOptions {
  /** The client has our commands (`COMMANDS`), so code actions may name them. */
  readonly commands?: boolean;
  /** The client answers READ, STAT and LIST. */
  readonly fileAccess?: boolean;
}

/** Commands of our client that code actions and hovers name. */
export const COMMANDS = {
  explainRule: 'preflight.explainRule',
  configureRule: 'preflight.configureRule',
  /** `FindingPlace`: opens the light bulb there. */
  fixFinding: 'preflight.fixFinding',
  /** `FindingPlace`: ignores the rule there, with a reason to be typed. */
  ignoreFinding: 'preflight.ignoreFinding',
  /** `FindingPlace`: what can be done besides fixing: ignore, explain, configure. */
  moreActions: 'preflight.moreActions',
  fixRule: 'preflight.fixRule',
} as const;

/** The kinds of the actions besides fixes; in our own client they come only when they are asked for by name. */
export const MORE_KIND = 'quickfix.preflight';
export const IGNORE_KIND = `${MORE_KIND}.ignore`;

/** Where a finding begins, from 0, and its rule. */
export interface FindingPlace extends UriParams, RuleParams {
  readonly line: number;
  readonly character: number;
}

export interface UriParams {
  readonly uri: string;
}

export interface RuleParams {
  readonly rule: string;
}

export interface ConfigureParams extends UriParams, RuleParams {
  readonly severity: 'off' | 'low' | 'medium' | 'high' | 'critical';
}

export interface ScanParams {
  /** Folders to scan; default: the whole workspace. */
  readonly folders?: readonly string[];
  /** Where `$/progress` notifications with `ScanProgress` go. */
  readonly progressToken: string;
}

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
}

export interface ScanSummary {
  readonly files: number;
  readonly filesWithFindings: number;
  /** Entries: what says one thing at several places counts once. */
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Files and folders that were not looked at: git ignores them, or they hold packages. */
  readonly leftOut: number;
  readonly cancelled: boolean;
  readonly milliseconds: number;
}

export interface FixWorkspaceParams {
  /** `safe` alone, or behavior-changing ones as well, which need confirmation then. */
  readonly level: 'safe' | 'unsafe';
  /** Only the findings of this rule. */
  readonly rule?: string;
}

/** How a look at the workspace came to its end; what is told is all of it only when it is "complete". */
export type Ended = 'complete' | 'cancelled' | 'disabled' | 'failed';

export interface FixWorkspaceResult {
  readonly ended: Ended;
  /** Findings that are not told, and so not fixed, because of what their files are for. */
  readonly resting: number;
  readonly files: number;
  readonly fixes: number;
  /** Fixes that the proof refuses. */
  readonly refused: readonly RefusedFix[];
  /** Findings whose only fixes ask a person for something. */
  readonly needInput: number;
  /** A protocol `WorkspaceEdit`, each change under an annotation that says what it is for; null when there is nothing to do. */
  readonly edit: unknown;
}

export interface RefusedFix extends UriParams, RuleParams {
  /** Relative to the workspace folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly title: string;
  /** A clause: "it would bring …". */
  readonly reason: string;
}

export interface FillInsParams {
  /** Only of this file; default: of the whole workspace. */
  readonly uri?: string;
}

/** What waits for a person, by file and line; it is all of it only when `ended` is "complete". */
export interface FillIns {
  readonly ended: Ended;
  readonly fillIns: readonly FillIn[];
}

/** A finding whose fixes all ask for something, and the best of them. */
export interface FillIn extends FindingPlace {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly message: string;
  readonly title: string;
  readonly fingerprint: string;
  /** What the fix was made from, its texts included: another stamp, another question. */
  readonly stamp: string;
  /** What is asked for, in order. */
  readonly asked: readonly AskedValue[];
}

export interface AskedValue {
  /** The number of the placeholder. */
  readonly name: string;
  /** What stands there until somebody says something else: a suggestion, or a word like `SIZE`. Never an answer by itself. */
  readonly shown: string;
  /** The key or directive that takes the value; empty where none stands on its line. */
  readonly key: string;
  /** Whether what is typed is not to be shown. */
  readonly isSecret: boolean;
}

/** The finding as the list told it. */
export interface FillInParams extends FindingPlace {
  readonly fingerprint: string;
  readonly stamp: string;
  /** By the names of what was asked. */
  readonly values: Readonly<Record<string, string>>;
}

export interface FillInResult {
  /** A protocol `WorkspaceEdit`; null when nothing is written. */
  readonly edit: object | null;
  /** Why nothing is written, as a sentence; empty beside an edit. */
  readonly refusal: string;
}

/** The rules that have findings. */
export interface RulesFound {
  readonly ended: Ended;
  readonly rules: readonly RuleCount[];
  /** Findings that are not told because of what their files are for. */
  readonly resting: number;
}

export interface RuleCount extends RuleParams {
  readonly places: number;
}

export interface FoundParams {
  /** A file or folder to look at; default: the whole workspace. */
  readonly below?: string;
}

export interface Found {
  /** Files that were looked at. */
  readonly files: number;
  /** False when the scan was stopped, by its asker or by another one: what is there is not all. */
  readonly isWhole: boolean;
  /** Findings are hidden in this editor: nothing was looked at. */
  readonly isOff: boolean;
  /** Entries, the worst first. */
  readonly entries: readonly FoundEntry[];
}

export interface FoundEntry extends FindingPlace {
  /** Of the protocol: 1 error, 2 warning, 3 information. */
  readonly severity: number;
  /** Secrets in it are masked. */
  readonly message: string;
}

/** `not-ours`: neither name nor content is that of one of our formats; `off`: by settings, or hidden by hand. */
export type FileState = 'checked' | 'unreadable' | 'not-ours' | 'ignored' | 'off';

export interface FileStatus {
  /** Whether it was looked at: what was not has no findings either, and that says nothing. */
  readonly state: FileState;
  /** Null when it was not checked. */
  readonly format: 'dotenv' | 'compose' | 'toml' | 'nginx' | null;
  readonly stage: 'production' | 'development' | 'template';
  /** The stage with its evidence: `development, because of the folder tests/`; null where nothing but production was ever meant. */
  readonly because: string | null;
  /** Findings that are not shown because of what the file is for. */
  readonly resting: number;
  readonly profile: string;
  /** The nearest settings file, relative to the workspace folder; null when there is none. */
  readonly settings: string | null;
  /** False when the file could not be read to its end, so that rules about what is absent are silent. */
  readonly isComplete: boolean;
}

export interface FileExplanation {
  /** Markdown, complete: what is printed in the document the command opens. */
  readonly markdown: string;
}

export interface FolderParams {
  /** A workspace folder. */
  readonly folder: string;
}

export interface ChecklistName {
  /** As settings call it: a built-in name, or the path of a team's own. */
  readonly name: string;
  readonly title: string;
  readonly items: number;
}

export interface ChecklistParams extends FolderParams {
  readonly name: string;
}

export interface ChecklistReportParams extends ChecklistParams {
  readonly format: 'markdown' | 'html';
}

export interface ChecklistRules {
  /** The settings name the checklist: its rules are checked while editing already. */
  readonly isOn: boolean;
  /** Findings that come with its rules, in how many files: what taking them in adds, or taking them out removes. */
  readonly findings: number;
  readonly files: number;
  /** The change of `preflight.json` that takes the rules in, or out again. A `WorkspaceEdit`. */
  readonly edit: object | null;
}

/** `runtime`: to be run by a person; `not-evidenced`: nothing in the files says so either way. */
export type ChecklistItemState = 'pass' | 'fail' | 'manual' | 'not-evidenced' | 'not-applicable' | 'runtime';

export interface ChecklistState {
  readonly title: string;
  readonly source: string;
  readonly sections: readonly ChecklistSectionView[];
  readonly summary: Readonly<Record<ChecklistItemState, number>>;
  readonly progress: ChecklistProgress;
  /** What could not be taken in, in words: mistakes in the ticks or in a team's own checklist. */
  readonly notes: readonly string[];
}

/** Of the items files can decide, those that pass. */
export interface ChecklistProgress {
  readonly passed: number;
  readonly decidable: number;
}

export interface ChecklistSectionView {
  readonly title: string;
  readonly progress: ChecklistProgress;
  readonly items: readonly ChecklistItemView[];
}

export interface ChecklistItemView {
  readonly id: string;
  readonly title: string;
  readonly state: ChecklistItemState;
  /** A person's word decides, as long as no file does. */
  readonly isTickable: boolean;
  /** What to run and what to expect, for runtime items. */
  readonly command: string | null;
  readonly expect: string | null;
  /** "ticked by …", or empty. */
  readonly tick: string;
  /** Evidence and findings, in words with their place. */
  readonly places: readonly ChecklistPlace[];
}

export interface ChecklistPlace {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  readonly character: number;
  readonly text: string;
  readonly ok: boolean;
}

export interface TickParams extends ChecklistParams {
  readonly item: string;
  /** Absent: the tick is taken away. `on` is `YYYY-MM-DD`. */
  readonly tick?: { readonly by: string; readonly on: string; readonly note?: string };
}

export interface SessionStatus {
  readonly scanning: boolean;
  readonly enabled: boolean;
  /** Entries of files that are not open which are known and not shown, because they are less than high. */
  readonly resting: number;
}

export interface SessionCounters {
  readonly documentPulls: number;
  readonly workspacePulls: number;
  /** Workspace requests that are parked at this moment. */
  readonly parked: number;
  readonly lints: number;
  readonly streamedReports: number;
}

/** Like the engine's host, over the wire; `null` stands for `undefined`. */
export type FileContent =
  | { readonly state: 'read'; readonly text: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string };

export interface ReadParams extends UriParams {
  /** In bytes. */
  readonly limit: number;
}

export interface FileStat {
  readonly size: number;
  readonly modified: number;
  readonly kind: 'file' | 'folder';
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Sends one request to the editor. */
export type SendRequest = <R>(method: string, params: unknown) => Promise<R>;
