import type { Format, Location, Stage } from '../formats/format.ts';
import type { SubjectKind, SubjectMap } from '../subjects/subject.ts';
import type { Span } from '../text/span.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export type Category =
  | 'secret'
  | 'transport'
  | 'access'
  | 'exposure'
  | 'isolation'
  | 'limits'
  | 'supply-chain'
  | 'observability'
  | 'correctness';

/** Rule tiers; each holds the one before. `all` also holds what only a benchmark asks for. */
export type Profile = 'essential' | 'recommended' | 'strict' | 'all';
export const PROFILES: readonly Profile[] = ['essential', 'recommended', 'strict', 'all'];

export type FixSafety = 'safe' | 'behavior-changing' | 'needs-input';

/** One change to one file. */
export interface FileEdit {
  /** The file; default: the file of the finding. */
  readonly uri?: string;
  readonly span: Span;
  readonly newText: string;
  /** `newText` is an LSP snippet (`${1:512m}`); literal `$`, `}` and `\` in it are escaped. */
  readonly snippet?: boolean;
  /** The file may not exist yet and is created. */
  readonly create?: boolean;
}

/** A repair. `edits` is called only when somebody asks for it (secrets are generated then); spans refer to the linted text. */
export interface Fix {
  /** Imperative, names the object; a behavior-changing fix ends with its consequence in parentheses. */
  readonly title: string;
  readonly safety: FixSafety;
  /**
   * The first step of a procedure that a person finishes (the rotation of a key): the finding stays until then, findings of these rules say
   * what is left to do, and no fixing of many findings at once begins it.
   */
  readonly begins?: readonly string[] | undefined;
  /** Lines that the fix writes a second time: it is not offered while one of them has a finding, which would be there twice then. */
  readonly repeats?: readonly Location[];
  edits(): readonly FileEdit[];
}

export interface RelatedNote {
  readonly at: Location;
  readonly message: string;
}

/** What a rule says about one place. */
export interface Report {
  /** A span of the linted file, or a place in another file of its project. */
  readonly at: Span | Location;
  /** Names the object, states the risk, ends with what to do; at most 120 characters; never a secret. */
  readonly message: string;
  /** Lowers the rule's severity; a higher one than the rule's is cut to it. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedNote[];
  /** The best first. */
  readonly fixes?: readonly Fix[];
  /** Names that identify the finding when lines move (`['services', 'web', 'privileged']`); default: derived from the place. */
  readonly path?: readonly string[];
}

export type ReportFunction = (report: Report) => void;

/** What a rule may know besides its subject. */
export interface RuleContext {
  readonly uri: string;
  readonly format: Format;
  readonly stage: Stage;
  readonly text: string;
  /** False after a syntax error: then nothing may be called absent. */
  readonly complete: boolean;
  /** Whether git tracks the file; `undefined` when not known: say nothing. */
  readonly tracked: boolean | undefined;
  readonly workspaceWords: readonly string[];
  /** A number of the rule's own `thresholds`, as the settings or a checklist set it. */
  threshold(name: string): number;
  /** Settings that change advice: nginx version (`'1.22'`), TLS level. */
  readonly nginx: { readonly version?: string | undefined; readonly tls: 'modern' | 'intermediate' };
  /** Every model subject of another kind in the same document, for rules that compare. */
  all<K extends SubjectKind>(kind: K): readonly SubjectMap[K][];
}

/** One example document. `name` is its file name and decides format and stage; default by format. */
export interface Example {
  readonly format: Format;
  readonly text: string;
  readonly name?: string;
  /** Other files beside it, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Threshold {
  readonly default: number;
  /** What it bounds, with its unit. */
  readonly description: string;
}

/**
 * `any`: everywhere. `production`: in neither development nor template files. `running`: not in templates; what reaches beyond the
 * developer's own work (privileges, sockets, exposed stores, real secrets). `reachable`: like it, in development only where everyone
 * reaches the service (default secrets). `deployed`: not in development.
 */
export type RuleStages = 'any' | 'production' | 'running' | 'reachable' | 'deployed';

export interface RuleMeta {
  /** `<family>/<name>`: equals the file path below `rules/`; the name states the problem. */
  readonly id: string;
  /** The maximum; derived from the severity matrix. */
  readonly severity: Severity;
  /** How the severity follows: what an attacker needs × what they get. Printed in the docs. */
  readonly severityBecause?: string;
  readonly category: Category;
  readonly profile: Profile;
  /** Where it speaks; elsewhere its findings rest. What the stage does to severities is the engine's (`engine/stage-policy.ts`). */
  readonly stages: RuleStages;
  /** One line, no full stop. */
  readonly summary: string;
  /** Two or three sentences: what happens, to whom, since when. */
  readonly why: string;
  readonly references: readonly { readonly name: string; readonly url: string }[];
  /** The best fix it ever offers. */
  readonly fix: FixSafety | 'none';
  /** The formats it fires in. */
  readonly formats: readonly Format[];
  readonly thresholds?: Readonly<Record<string, Threshold>>;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

export interface RuleDefinition<K extends SubjectKind = SubjectKind> extends RuleMeta {
  readonly subject: K;
  /** Called once for each subject in the document. Must not throw, must not keep state between calls. */
  check(subject: SubjectMap[K], report: ReportFunction, context: RuleContext): void;
}

/** A rule as the registry holds it. */
export type Rule = { [K in SubjectKind]: RuleDefinition<K> }[SubjectKind];

/** Declares a rule; checks nothing at run time, gives `check` its types. */
export function defineRule<K extends SubjectKind>(rule: RuleDefinition<K>): RuleDefinition<K> {
  return rule;
}

const example =
  (format: Format) =>
  (strings: TemplateStringsArray, ...values: readonly string[]): Example => ({
    format,
    text: dedent(String.raw({ raw: strings.raw }, ...values).replaceAll('\\${', '$' + '{')),
  });

/** Example documents as template strings; common indentation and the first line break are dropped, backslashes stay as typed, but `\${` gives `${`. */
export const env = example('dotenv');
export const yaml = example('compose');
export const toml = example('toml');
export const nginx = example('nginx');

function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const widths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const width = widths.length === 0 ? 0 : Math.min(...widths);
  const body = lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))).join('\n');
  return body.endsWith('\n') ? body : `${body}\n`;
}

/** A fix with its edits already known. */
export function fix(title: string, safety: FixSafety, edits: readonly FileEdit[]): Fix {
  return { title, safety, edits: () => edits };
}

/** The same for edits that may not be possible (`undefined`): then no fix at all. `repeats`: the lines they copy. */
export function fixIf(
  title: string,
  safety: FixSafety,
  edits: readonly FileEdit[] | undefined,
  repeats: readonly Location[] = [],
): readonly Fix[] {
  if (edits === undefined || edits.length === 0) return [];
  const made = fix(title, safety, edits);
  return [repeats.length === 0 ? made : { ...made, repeats: repeats.map(({ uri, span }) => ({ uri, span })) }];
}
