import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
} from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { type FixLevel, fixesFor } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import { ignoreHere, ignoreInFile, isIgnorable } from '../language/ignore-edits.ts';
import { canonicalUri } from '../project/uri.ts';
import { COMMANDS, type FindingPlace, ID, IGNORE_KIND, MORE_KIND } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import { LineIndex } from '../text/line-index.ts';
import type { DiagnosticData } from './diagnostics.ts';
import type { PlacedEdit } from './edits.ts';
import { spanOf } from './positions.ts';

/** The kind of the action that editors run on save: safe fixes only, as the specification asks of `source.fixAll`. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.${ID}`;

/** What a code action needs to find its edits again when it is chosen; edits are never computed before. */
export type ActionData =
  | { readonly uri: string; readonly do: 'fix'; readonly fingerprint: string; readonly fix: number }
  | { readonly uri: string; readonly do: 'fixRule'; readonly rule: string }
  | { readonly uri: string; readonly do: 'fixSafe' }
  | { readonly uri: string; readonly do: 'ignoreHere'; readonly fingerprint: string }
  | { readonly uri: string; readonly do: 'ignoreInFile'; readonly rule: string };

/**
 * The actions for a range: fixes, fix all of the rule, all safe ones, the rule everywhere; then ignore here and ignore in the file. Our own
 * client gets one entry in their place, which asks for them, explain and configure by their kind. Titles only; edits come when one is chosen
 * (`proven-actions.ts`).
 */
export function actionsFor(report: FileReport, params: CodeActionParams, hasCommands: boolean): CodeAction[] {
  const only = params.context.only;
  const wants = (kind: string) =>
    only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
  const wantsMore = only?.some((asked) => asked === MORE_KIND || asked.startsWith(`${MORE_KIND}.`)) === true;
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix) || wantsMore) append(actions, quickFixes(report, params, hasCommands));
  // Only when asked for by kind: on every light bulb it would be the same action twice.
  if (only !== undefined && wants(FIX_ALL_KIND) && report.findings.some((finding) => hasFix(finding, 'safe'))) {
    const data: ActionData = { uri: params.textDocument.uri, do: 'fixSafe' };
    actions.push({ title: 'Fix all safe findings in this file', kind: FIX_ALL_KIND, data });
  }
  return actions;
}

/** Whether there may be actions for a range: a finding there, or all of the file asked for by kind. */
export function hasActions(report: FileReport, params: CodeActionParams): boolean {
  return params.context.only !== undefined || findingsAt(report, params).length > 0;
}

function quickFixes(report: FileReport, params: CodeActionParams, hasCommands: boolean): CodeAction[] {
  const findings = findingsAt(report, params);
  if (findings.length === 0) return [];
  const builder = new ActionBuilder(report, params);
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const ignoring = [
    ...findings.flatMap((finding) => builder.ignoreHere(finding)),
    ...rules.flatMap((rule) => builder.ignoreInFile(rule)),
  ];
  const asked = params.context.only?.filter((kind) => kind === MORE_KIND || kind.startsWith(`${MORE_KIND}.`)) ?? [];
  if (asked.length > 0) {
    const more = [...ignoring, ...(hasCommands ? rules.flatMap((rule) => builder.commands(rule)) : [])];
    return more.filter(({ kind = '' }) => asked.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)));
  }
  return [
    ...findings.flatMap((finding) => builder.fixes(finding)),
    ...rules.flatMap((rule) => builder.fixRule(rule)),
    ...builder.fixSafe(),
    ...(hasCommands ? rules.flatMap((rule) => builder.fixRuleEverywhere(rule)) : []),
    ...(hasCommands ? builder.more(findings) : ignoring),
  ];
}

function hasFix(finding: Finding, level: FixLevel): boolean {
  return fixesFor(finding, level).length > 0;
}

/** The findings the range touches. */
function findingsAt(report: FileReport, { range, context }: CodeActionParams): readonly Finding[] {
  const asked = new Set(context.diagnostics.map(({ data }) => (data as DiagnosticData | undefined)?.fingerprint));
  const span = spanOf(new LineIndex(report.text), range);
  return report.findings.filter(
    (finding) => asked.has(finding.fingerprint) || (finding.span.start <= span.end && span.start <= finding.span.end),
  );
}

class ActionBuilder {
  readonly #report: FileReport;
  readonly #params: CodeActionParams;
  readonly #uri: string;

  constructor(report: FileReport, params: CodeActionParams) {
    this.#report = report;
    this.#params = params;
    this.#uri = params.textDocument.uri;
  }

  fixes(finding: Finding): CodeAction[] {
    return finding.fixes.map((fix, index) => ({
      ...this.#action(fix.title, { uri: this.#uri, do: 'fix', fingerprint: finding.fingerprint, fix: index }, finding),
      ...(fix.safety === 'safe' && index === 0 ? { isPreferred: true } : {}),
    }));
  }

  fixRule(rule: string): CodeAction[] {
    const fixable = this.#report.findings.filter((finding) => finding.rule === rule && hasFix(finding, 'unsafe'));
    if (fixable.length < 2) return [];
    const safe = fixable.every((finding) => hasFix(finding, 'safe'));
    const title = `Fix all ${fixable.length} of ${rule} in this file${safe ? '' : ' (changes behavior)'}`;
    return [this.#action(title, { uri: this.#uri, do: 'fixRule', rule })];
  }

  /** Shown in the editor's preview first, so that nothing has to be known of the other files here. */
  fixRuleEverywhere(rule: string): CodeAction[] {
    if (!this.#report.findings.some((finding) => finding.rule === rule && hasFix(finding, 'unsafe'))) return [];
    const title = `Fix all of ${rule} in the workspace…`;
    const command: Command = { title, command: COMMANDS.fixRule, arguments: [rule] };
    return [{ title, kind: CodeActionKind.QuickFix, command, diagnostics: this.#diagnostics({ rule }) }];
  }

  fixSafe(): CodeAction[] {
    const count = this.#report.findings.filter((finding) => hasFix(finding, 'safe')).length;
    if (count < 2) return [];
    return [this.#action(`Fix all ${count} safe findings in this file`, { uri: this.#uri, do: 'fixSafe' })];
  }

  ignoreHere(finding: Finding): CodeAction[] {
    const file = this.#report.model?.file;
    if (file === undefined || !isIgnorable(finding.rule) || ignoreHere(finding, file) === undefined) return [];
    const data: ActionData = { uri: this.#uri, do: 'ignoreHere', fingerprint: finding.fingerprint };
    return [{ ...this.#action(`Ignore ${finding.rule} here, with a reason`, data, finding), kind: IGNORE_KIND }];
  }

  ignoreInFile(rule: string): CodeAction[] {
    if (this.#report.model === undefined || !isIgnorable(rule)) return [];
    const data: ActionData = { uri: this.#uri, do: 'ignoreInFile', rule };
    return [{ ...this.#action(`Ignore ${rule} in this file, with a reason`, data), kind: IGNORE_KIND }];
  }

  /** The one entry that leads to everything besides fixes. */
  more(findings: readonly Finding[]): CodeAction[] {
    const [first] = findings;
    if (first === undefined) return [];
    const { line, character } = new LineIndex(this.#report.text).positionAt(first.span.start);
    const place: FindingPlace = { uri: this.#uri, rule: first.rule, line, character };
    const title = isIgnorable(first.rule) ? 'Ignore, explain or configure…' : 'Explain…';
    const command: Command = { title, command: COMMANDS.moreActions, arguments: [place] };
    const rules = new Set(findings.map(({ rule }) => rule));
    const diagnostics = this.#params.context.diagnostics.filter(
      ({ source, code }) => source === ID && rules.has(String(code)),
    );
    return [{ title, kind: CodeActionKind.QuickFix, command, diagnostics }];
  }

  /** Explain and configure, which only a client with our commands can. */
  commands(rule: string): CodeAction[] {
    const explain: Command = { title: `Explain ${rule}`, command: COMMANDS.explainRule, arguments: [rule] };
    const configure: Command = {
      title: `Configure severity of ${rule}`,
      command: COMMANDS.configureRule,
      arguments: [rule, this.#uri],
    };
    const commands = rule.startsWith('preflight/') ? [explain] : [explain, configure];
    const diagnostics = this.#diagnostics({ rule });
    return commands.map((command) => ({ title: command.title, kind: MORE_KIND, command, diagnostics }));
  }

  /**
   * Every action carries the diagnostics it belongs to: VS Code puts those that do before those that do not, whatever order they are in.
   */
  #action(title: string, data: ActionData, finding?: Finding): CodeAction {
    return { title, kind: CodeActionKind.QuickFix, data, diagnostics: this.#diagnostics(data, finding) };
  }

  #diagnostics(data: ActionData | { readonly rule: string }, finding?: Finding): Diagnostic[] {
    const all = this.#params.context.diagnostics.filter(({ source }) => source === ID);
    const own = all.filter((diagnostic) => {
      const known = diagnostic.data as DiagnosticData | undefined;
      if (finding !== undefined) return known?.fingerprint === finding.fingerprint;
      return !('rule' in data) || diagnostic.code === data.rule;
    });
    return own.length > 0 ? own : all;
  }
}

/** The edit of a chosen action that only adds a comment. `undefined` when the finding is gone. */
export function ignoreEditFor(data: ActionData, report: FileReport): PlacedEdit | undefined {
  const file = report.model?.file;
  if (file === undefined) return undefined;
  const finding = 'fingerprint' in data ? findingOf(data, report) : undefined;
  const edit =
    data.do === 'ignoreInFile'
      ? ignoreInFile(data.rule, file)
      : data.do === 'ignoreHere' && finding !== undefined
        ? ignoreHere(finding, file)
        : undefined;
  return edit === undefined ? undefined : { ...edit, uri: canonicalUri(data.uri) };
}

/** The finding an action is about; `undefined` when it is gone. */
export function findingOf({ fingerprint }: { readonly fingerprint: string }, report: FileReport): Finding | undefined {
  return report.findings.find((finding) => finding.fingerprint === fingerprint);
}
