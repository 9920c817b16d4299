import { CHECKLISTS } from '../checklists/checklists.ts';
import { parseChecklist } from '../checklists/custom.ts';
import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import { UNCHECKED } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import { engineFinding, type RawFinding, runRules, textFindings, withFingerprints } from '../engine/lint.ts';
import { LintBudget } from '../engine/lint-budget.ts';
import { finish } from '../engine/pipeline.ts';
import { type RuleSet, selectRules } from '../engine/rule-set.ts';
import { defaultSettings, type Settings, type SettingsProblem } from '../engine/settings.ts';
import { isCheckedInPart } from '../engine/template-parts.ts';
import { cutFinding, notChecked } from '../engine/unchecked.ts';
import { detectByName } from '../formats/detect.ts';
import type { Stage } from '../formats/format.ts';
import type { RelatedFile } from '../formats/related-files.ts';
import { chosenStage, type StageJudgement } from '../formats/stage.ts';
import type { Model } from '../subjects/subject.ts';
import { workOf } from './check-work.ts';
import { emptyReport, failedReport } from './empty-report.ts';
import { FileStore } from './file-store.ts';
import { isLonger, tooLarge } from './host.ts';
import { inSets } from './in-sets.ts';
import { judgeContent } from './judge-stage.ts';
import { type BuiltModel, ModelStore } from './model-store.ts';
import type { CheckOptions, ProjectOptions, SlowLint } from './project-options.ts';
import { type Reading, Readings } from './readings.ts';
import { Roots } from './roots.ts';
import { formatSetting, isIgnored, SETTINGS_NAME, SettingsStore } from './settings-store.ts';
import { Trial } from './trial.ts';
import { TrialHost } from './trial-host.ts';
import { baseName, canonicalUri, parentUri } from './uri.ts';
import { UsedFiles } from './uses.ts';

export { SETTINGS_NAME } from './settings-store.ts';

/** A lint of one file that takes longer than so many milliseconds is passed to `onSlow`. */
const SLOW = 250;

interface Linted {
  readonly settings: Settings;
  readonly raw: readonly RawFinding[];
  /** Why some rules did not run, a clause. */
  readonly cut: string | undefined;
  readonly calls: number;
}

/**
 * The files of one workspace and what is wrong with them. All I/O goes through the host and happens in {@link Project.check} before
 * anything is linted; a second check of an unchanged file reads nothing.
 */
export class Project {
  readonly store: FileStore;
  readonly #options: ProjectOptions;
  readonly #roots: Roots;
  readonly #settings: SettingsStore;
  readonly #models: ModelStore;
  readonly #readings: Readings;
  readonly #lints = new WeakMap<BuiltModel, Linted>();
  readonly #ruleSets = new WeakMap<Settings, RuleSet>();
  readonly #knownRules: ReadonlySet<string>;
  /** What the last check was made of. */
  #last: { readonly settings?: Settings; readonly built: ReadonlySet<BuiltModel> } = { built: new Set() };
  /** Which files the checked ones name. */
  readonly used = new UsedFiles();

  constructor(options: ProjectOptions) {
    this.#options = options;
    this.#roots = new Roots(options.roots, options.scanned, options.namesFrom);
    this.store = new FileStore(options.host, (uri) => this.stageOf(uri), options.parsedBy);
    this.#knownRules = new Set([...options.rules, ...BUILT_IN_RULES].map((rule) => rule.id));
    const thresholds = options.rules.flatMap((rule) =>
      Object.keys(rule.thresholds ?? {}).map((name) => `${rule.id}.${name}`),
    );
    const known = { rules: this.#knownRules, checklists: new Set(CHECKLISTS.keys()), thresholds: new Set(thresholds) };
    this.#settings = new SettingsStore(this.store, this.#roots, { ...options, known });
    this.#models = new ModelStore(this.store, this.#roots, (uri) => this.stageOf(uri));
    this.#readings = new Readings({
      store: this.store,
      roots: this.#roots,
      settings: this.#settings,
      models: this.#models,
      used: this.used,
      formatOverride: options.formatOverride,
    });
  }

  get roots(): readonly string[] {
    return this.#roots.uris;
  }

  /** Whether a file or folder lies in the workspace; without folders nothing is outside. */
  isInside(uri: string): boolean {
    return this.#roots.isInside(canonicalUri(uri));
  }

  /** The path shown to people: relative to the workspace folder. */
  pathOf(uri: string): string {
    return this.#roots.pathOf(canonicalUri(uri));
  }

  stageOf(uri: string): Stage {
    return this.#options.stageOverride ?? this.#settings.judgementOf(uri).stage;
  }

  /** What a file is for, by its names and its text. `model`: of this file, where there is one. */
  #judgementOf(uri: string, model?: Model): StageJudgement {
    const { stageOverride } = this.#options;
    if (stageOverride !== undefined) return chosenStage(stageOverride, 'the option --stage');
    return judgeContent(this.#settings.judgementOf(uri), uri, this.store, model);
  }

  /** Takes an editor's text for a file. */
  open(uri: string, text: string): void {
    this.store.setOpen(canonicalUri(uri), text);
  }

  /** The editor let go of the file: the disk decides again. */
  close(uri: string): void {
    const key = canonicalUri(uri);
    this.store.setClosed(key);
    this.#models.forget(key);
  }

  /** The disk changed: forget what was read. Open files keep the editor's text. */
  changed(uri: string): void {
    const key = canonicalUri(uri);
    this.store.forget(key);
    this.#models.forgetUsersOf(parentUri(key));
  }

  /** Drops the model, the findings and (unless open) the text of a file: keeps memory flat where files change meanwhile. */
  release(uri: string): void {
    const key = canonicalUri(uri);
    this.#models.forget(key);
    this.store.drop(key);
    this.makeRoom();
  }

  /**
   * Forgets what was read and made for files so far, once enough is held, but for what the last one was judged in. A scan calls it after
   * each file: the next ones may belong to the same root, however large that is, and it is then read and linted once.
   */
  makeRoom(): void {
    if (!this.store.isFull) return;
    const { settings, built } = this.#last;
    const texts = new Set(settings === undefined ? [] : this.#settings.filesOf(settings));
    for (const { used } of built) for (const uri of used.keys()) texts.add(uri);
    this.store.forgetAllBut(texts);
    this.#models.forgetAllBut(built);
  }

  /**
   * A project that sees what this one sees now, for changes nobody else is to notice. Rules that were asked for alone run beside the others
   * there: what a change brings counts whatever was asked for.
   */
  trial(): Trial {
    const { selection, host, onSlow: _, ...options } = this.#options;
    const { only, extra, ...others } = selection ?? {};
    const trialHost = new TrialHost(this.store, host);
    const all = { ...others, extra: new Set([...(only ?? []), ...(extra ?? [])]) };
    const project = new Project({ ...options, host: trialHost, selection: all, parsedBy: this.store });
    project.used.take(this.used);
    // As long as nothing is changed and the same rules run, its reports are those of this project.
    return new Trial(project, trialHost, only === undefined ? this : undefined);
  }

  /** The settings in force for a file. */
  settingsFor(uri: string): Promise<Settings> {
    return this.#settings.settingsFor(canonicalUri(uri));
  }

  /**
   * Reads what is needed and checks one file. Never throws: what cannot be read, and whatever makes us fail on the way, is a finding on
   * this file, so that no file takes another one with it.
   */
  async check(given: string, options: CheckOptions = {}): Promise<FileReport> {
    const uri = canonicalUri(given);
    const report = await this.#fenced(uri, () => this.#check(uri, options));
    this.used.note(uri, report.uses);
    return report;
  }

  async #check(uri: string, { format, byUse = true }: CheckOptions): Promise<FileReport> {
    if (!this.store.isOpen(uri)) await this.store.read(uri);
    const settings = await this.#settings.settingsFor(uri);
    const file = this.#ownFile(uri);
    if (file?.state !== 'read') {
      const empty = this.#empty(uri, settings);
      const isOurs = !isIgnored(settings, uri) && formatSetting(settings, uri) !== 'none';
      if (file?.state !== 'unreadable' || !isOurs) return empty;
      return { ...empty, findings: notChecked(uri, file.reason, this.#isCertain(uri, settings)) };
    }
    if (isIgnored(settings, uri)) return { ...this.#empty(uri, settings), text: file.text, ignored: true };
    const reading = await this.#readings.read(uri, file.text, settings, { format, byUse });
    if (reading === undefined) return { ...this.#empty(uri, settings), text: file.text };
    return this.#checkReading(uri, reading, settings, file.text);
  }

  /** Finds out which files one names, without checking it: for a scan that checks only some files. Never throws. */
  async noteUses(given: string): Promise<void> {
    const uri = canonicalUri(given);
    try {
      if (!this.store.isOpen(uri)) await this.store.read(uri);
      const settings = await this.#settings.settingsFor(uri);
      const file = this.store.get(uri);
      if (file?.state !== 'read' || isIgnored(settings, uri)) return;
      this.used.note(uri, (await this.#readings.read(uri, file.text, settings, { byUse: true }))?.uses ?? []);
    } catch {
      // Its own check, in another part of the scan, says what fails.
    }
  }

  /** A file that is checked: what an editor holds is measured like what is read from disk. */
  #ownFile(uri: string): RelatedFile | undefined {
    const file = this.store.get(uri);
    const { maxFileSize } = this.#options;
    if (maxFileSize === undefined || file?.state !== 'read' || !isLonger(file.text, maxFileSize)) return file;
    return { state: 'unreadable', uri, reason: tooLarge(maxFileSize) };
  }

  /** Mistakes in a settings file, on their keys. */
  settingsProblems(uri: string): Promise<readonly SettingsProblem[]> {
    return this.#settings.problemsOf(canonicalUri(uri));
  }

  /** Whether a file is a team's own checklist: settings or the door name it. */
  isOwnChecklist(uri: string): Promise<boolean> {
    return this.#settings.isOwnChecklist(canonicalUri(uri));
  }

  /** Whether a file is checked for its own mistakes: settings, or a team's own checklist. */
  async isSettings(uri: string): Promise<boolean> {
    const name = baseName(uri);
    return name === SETTINGS_NAME || (name.endsWith('.json') && (await this.isOwnChecklist(uri)));
  }

  /** Checks a settings file or a team's own checklist: its mistakes are findings on their places. Never throws. */
  async checkSettings(given: string): Promise<FileReport> {
    const uri = canonicalUri(given);
    return this.#fenced(uri, () => this.#checkSettings(uri));
  }

  async #fenced(uri: string, check: () => Promise<FileReport>): Promise<FileReport> {
    try {
      return await check();
    } catch (error) {
      return failedReport(uri, error);
    }
  }

  async #checkSettings(uri: string): Promise<FileReport> {
    const problems = (await this.isOwnChecklist(uri))
      ? await this.#checklistProblems(uri)
      : await this.settingsProblems(uri);
    const file = this.store.get(uri);
    const text = file?.state === 'read' ? file.text : '';
    const raw = problems.map(({ span, message, suggestion, unchecked }): RawFinding => {
      if (unchecked === true) return engineFinding(UNCHECKED, uri, span, message);
      const edits = () => [{ span, newText: JSON.stringify(suggestion) }];
      const fixes =
        suggestion === undefined ? [] : [{ title: `Change to "${suggestion}"`, safety: 'safe' as const, edits }];
      const path = [text.slice(span.start, Math.min(span.end, span.start + 80))];
      return { ...engineFinding('preflight/settings', uri, span, message), fixes: () => fixes, path };
    });
    const bare = { text, problems: [], comments: [], elements: [], complete: true };
    return { ...this.#empty(uri, defaultSettings()), text, findings: withFingerprints(raw, bare) };
  }

  async #checklistProblems(uri: string): Promise<readonly SettingsProblem[]> {
    if (!this.store.isOpen(uri)) await this.store.read(uri);
    const file = this.store.get(uri);
    if (file?.state === 'unreadable')
      return [{ span: { start: 0, end: 0 }, message: `Not checked: ${file.reason}`, unchecked: true }];
    const known = { checklists: CHECKLISTS, rules: this.#knownRules };
    return this.store.parsed(uri, 'checklist', (text) => parseChecklist(text, known))?.problems ?? [];
  }

  #empty(uri: string, settings: Settings): FileReport {
    return emptyReport(uri, settings, this.stageOf(uri), this.#judgementOf(uri));
  }

  /** Whether an unread file is one of ours for certain: its name alone says so, the settings or the door do. */
  #isCertain(uri: string, settings: Settings): boolean {
    if (this.#options.formatOverride !== undefined || formatSetting(settings, uri) !== undefined) return true;
    return detectByName(this.pathOf(uri))?.needsContent === false;
  }

  #checkReading(uri: string, reading: Reading, settings: Settings, content: string): FileReport {
    const { detection, own, judging, others, failed, users } = reading;
    this.#last = { settings, built: new Set([own, ...judging, ...others, ...users]) };
    const rules = this.#ruleSet(settings);
    // A file that is judged inside others is still read alone: what is wrong with its text no other model says.
    const judgement = this.#judgementOf(uri, own.model);
    const text = judging.includes(own) ? [] : textFindings(own.model, judgement);
    let cut: string | undefined;
    const lint = (built: BuiltModel) => {
      const linted = this.#lint(built, settings);
      cut ??= linted.cut;
      return linted.raw.filter((finding) => finding.uri === uri);
    };
    const linted = judging.flatMap((built) =>
      built === own && others.length > 0 ? inSets([own, ...others], lint) : lint(built),
    );
    const raw = [...failed, ...text, ...linted, ...(cut === undefined ? [] : [cutFinding(uri, cut)])];
    const result = finish(raw, own.model.file, uri, {
      knownRules: this.#knownRules,
      ranRules: rules.ids,
      today: this.#options.today(),
    });
    return {
      ...emptyReport(uri, settings, this.stageOf(uri), judgement),
      ...result,
      format: detection.format,
      detection,
      judgement,
      text: content,
      complete: own.model.file.complete,
      inPart: isCheckedInPart(own.model),
      rules,
      model: own.model,
      around: judging.filter((built) => built !== own).map(({ model }) => model),
      uses: reading.uses,
      work: workOf(own, [...judging, ...others], settings, (built) => this.#lints.get(built)?.calls ?? 0),
      get dependencies() {
        return usedBy([...judging, ...others, ...users]);
      },
      considered: reading.considered,
      folders: new Set([...judging, ...others].flatMap((built) => [...built.listed])),
    };
  }

  #lint(built: BuiltModel, settings: Settings): Linted {
    const key = built.model.uri;
    const known = this.#lints.get(built);
    if (known?.settings === settings) return known;
    const file = this.store.get(key);
    const { onSlow } = this.#options;
    let slowest: SlowLint = { milliseconds: 0, rule: '', ofRule: 0 };
    const onRule = (rule: string, taken: number) => {
      const isSlowest = taken > slowest.ofRule;
      const milliseconds = slowest.milliseconds + taken;
      slowest = isSlowest ? { milliseconds, rule, ofRule: taken } : { ...slowest, milliseconds };
    };
    const budget = new LintBudget(this.#options.host.stopwatch);
    const raw = runRules(built.model, {
      rules: this.#ruleSet(settings),
      settings,
      tracked: file?.state === 'read' ? file.tracked : undefined,
      workspaceWords: this.#roots.wordsFor(key),
      judgementOf: this.#judgements(built.model),
      budget,
      ...(onSlow === undefined ? {} : { onRule }),
    });
    if (slowest.milliseconds > SLOW) onSlow?.(this.pathOf(key), slowest);
    const linted = { settings, raw, cut: budget.cut, calls: budget.calls };
    this.#lints.set(built, linted);
    return linted;
  }

  /** Judgements for one lint, each made once. */
  #judgements(model: Model): (uri: string) => StageJudgement {
    const known = new Map<string, StageJudgement>();
    return (uri) => {
      const judgement =
        known.get(uri) ?? this.#judgementOf(uri, uri === model.uri || model.format === 'nginx' ? model : undefined);
      known.set(uri, judgement);
      return judgement;
    };
  }

  #ruleSet(settings: Settings): RuleSet {
    let set = this.#ruleSets.get(settings);
    if (set === undefined) {
      const { selection } = this.#options;
      const extra = new Set(selection?.extra);
      for (const checklist of settings.chosen) for (const id of checklist.rules) extra.add(id);
      set = selectRules(this.#options.rules, settings, { ...selection, extra });
      this.#ruleSets.set(settings, set);
    }
    return set;
  }
}

/** What models look at; of one model its own map, which the thousands of files that one root takes in share. */
function usedBy(models: readonly BuiltModel[]): ReadonlyMap<string, number> {
  const [first, ...others] = models;
  if (first !== undefined && others.length === 0) return first.used;
  return new Map(models.flatMap((built) => [...built.used]));
}
