import type { FixSafety } from '../finding/fix.ts';
import type { Profile } from '../finding/profile.ts';
import type { ReportFunction } from '../finding/report.ts';
import type { Category, Severity } from '../finding/severity.ts';
import type { Format } from '../formats/format.ts';
import type { RuleContext } from '../subjects/context.ts';
import type { SubjectKind, SubjectMap } from '../subjects/subject.ts';

/** An example under the file name of an application. */
export function named(name: string, example: Example): Example {
  return { ...example, name };
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

export interface RuleMeta {
  /** `<family>/<name>`: equals the file path below `rules/`; the name states the problem. */
  readonly id: string;
  /** The maximum; derived from the severity matrix. */
  readonly severity: Severity;
  /** How the severity follows: what an attacker needs × what they get. Printed in the docs. */
  readonly severityBecause?: string;
  readonly category: Category;
  readonly profile: Profile;
  /** `production`: silent in development and template files. `any`: everywhere but templates' placeholders (the rule decides by `context.stage`). */
  readonly stages: 'any' | 'production';
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
