import type { Finding } from '../finding/finding.ts';
import type { Detection } from '../formats/detect.ts';
import type { Format, Stage } from '../formats/format.ts';
import type { StageJudgement } from '../formats/stage.ts';
import type { Model } from '../subjects/subject.ts';
import type { RuleSet } from './rule-set.ts';
import type { Settings } from './settings.ts';

/** A file that another one names: it is read as what uses it, whatever its own name. */
export interface NamedUse {
  readonly uri: string;
  readonly format: Format;
  /** The file whose model says so, and its format. */
  readonly user: string;
  readonly userFormat: Format;
}

/** What one model of a file costs, counted and never timed: equal in every run, thread and place. */
export interface Work {
  /** Names the model and the settings it is judged with; files that share it name it alike. */
  readonly model: string;
  /** Characters of the texts it is built from and calls of rules on it. */
  readonly steps: number;
}

/** Everything known about one checked file. */
export interface FileReport {
  readonly uri: string;
  /** `undefined`: not one of our formats, nothing was checked. */
  readonly format: Format | undefined;
  readonly detection: Detection | undefined;
  readonly stage: Stage;
  /** Why, and what it does to the findings. */
  readonly judgement: StageJudgement;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** What is not reported because of what the file is for. */
  readonly resting: readonly Finding[];
  readonly settings: Settings;
  readonly ignored: boolean;
  /** False after a syntax error. */
  readonly complete: boolean;
  /** A template of another tool, checked as far as it could be read. */
  readonly inPart: boolean;
  /** The rules that ran. */
  readonly rules: RuleSet;
  readonly model: Model | undefined;
  /** Models of files that take this one in: nginx `include`, compose `extends`, `include`, override. */
  readonly around: readonly Model[];
  /** The files it names, or that what it is judged in names, a list for each model: these are read as what uses them. */
  readonly uses: readonly (readonly NamedUse[])[];
  /**
   * Files this report depends on, with the version each had: changes when the report may change. Grows when fixes look at further files.
   */
  readonly dependencies: ReadonlyMap<string, number>;
  /** What its check costs, by the models it is judged in. */
  readonly work: readonly Work[];
  /** Further files that were asked whether they use this one and do not: a change there may make them. */
  readonly considered: readonly string[];
  /** Folders whose names it depends on: a file that comes there may change the report. */
  readonly folders: ReadonlySet<string>;
}
