import type { Finding } from '../finding/finding.ts';
import { type FileEdit, type Fix, madeOnce } from '../finding/fix.ts';
import { severityByReach } from '../finding/reach.ts';
import type { Report } from '../finding/report.ts';
import { SEVERITIES, type Severity } from '../finding/severity.ts';
import type { Location, ReadFile } from '../formats/format.ts';
import { judged, type StageJudgement } from '../formats/stage.ts';
import type { Rule, RuleMeta } from '../rules/contract.ts';
import type { RuleContext } from '../subjects/context.ts';
import { isInBranch, outsideBranches } from '../subjects/nginx/branches.ts';
import { dependsOnReach, nginxReach } from '../subjects/nginx/reach.ts';
import type { Model, SubjectKind, SubjectMap } from '../subjects/subject.ts';
import { append } from '../text/append.ts';
import type { Span } from '../text/span.ts';
import { BUILT_IN_RULES } from './built-in-rules.ts';
import { CRASHED, kindOfError, UNCHECKED } from './failure.ts';
import { ElementTree, hashNames } from './fingerprint.ts';
import { type Foldable, foldingOf, nginxOwners } from './folding.ts';
import type { LintBudget } from './lint-budget.ts';
import { isInOpenService } from './open-service.ts';
import { withoutFlawedRepeats } from './repeated-lines.ts';
import type { ActiveRule, RuleSet } from './rule-set.ts';
import type { Settings } from './settings.ts';
import { lowered, restsIn } from './stage-policy.ts';
import { type Subjects, subjectsOf } from './subjects.ts';
import { besideBranches, branchAround, isCheckedInPart, whereTaken } from './template-parts.ts';

/** What a lint needs besides the model. */
export interface LintOptions {
  readonly rules: RuleSet;
  readonly settings: Settings;
  readonly tracked?: boolean | undefined;
  readonly workspaceWords?: readonly string[];
  /** What a file is for: the model's own, and another one that a finding falls into. Default: production. */
  readonly judgementOf?: (uri: string) => StageJudgement;
  /** What the rules may do; default: all there is. */
  readonly budget?: LintBudget | undefined;
  /** Called after each rule with the milliseconds it took. */
  readonly onRule?: (id: string, milliseconds: number) => void;
}

/** Findings of one rule in one run: more than this nobody reads, and a generated or hostile file must not fill the memory. */
const MOST_FINDINGS = 1000;

/** A finding before suppression; `path` is what its fingerprint is made of. */
export interface RawFinding
  extends Omit<Finding, 'fingerprint' | 'folding' | 'fixes'>,
    Pick<Foldable, 'path' | 'advice' | 'owners' | 'credential'> {
  /** Called when somebody asks for them. */
  readonly fixes: () => readonly Fix[];
}

const NO_FIXES = (): readonly Fix[] => [];

const PRODUCTION = judged([]);

const META = new Map<string, RuleMeta>(BUILT_IN_RULES.map((rule) => [rule.id, rule]));

/** Metadata of a finding the engine makes itself. */
export function builtIn(id: string): RuleMeta {
  const meta = META.get(id);
  if (meta === undefined) throw new Error(`no built-in rule ${id}`);
  return meta;
}

/**
 * Runs every active rule over a model, once. A rule that throws becomes one `internal/rule-crashed` finding and the others go on.
 * @returns findings in no particular order, some possibly in other files of the project (`uri`).
 */
export function runRules(model: Model, options: LintOptions): readonly RawFinding[] {
  const subjects = subjectsOf(model);
  const findings: RawFinding[] = [];
  const judgement = options.judgementOf?.(model.uri) ?? PRODUCTION;
  append(findings, textFindings(model, judgement));
  const run: Run = { model, subjects, options, known: knownTo(model, subjects, options), judgement, findings };
  for (const [kind, rules] of options.rules.forFormat(model.format)) runKind(kind, rules, run);
  const speaking = findings.filter(({ rests }) => rests !== true);
  if (speaking.length === findings.length) return withoutFlawedRepeats(findings);
  return [...withoutFlawedRepeats(speaking), ...findings.filter(({ rests }) => rests === true)];
}

/** A finding of the engine's own in a file of this purpose. */
function inStage(finding: RawFinding, judgement: StageJudgement, model: Model): RawFinding {
  const meta = builtIn(finding.rule);
  const severity = lowered(finding.severity, meta, judgement, model.format);
  return restsIn(meta, judgement, model.format, () => false, finding.severity)
    ? { ...finding, severity, rests: true }
    : { ...finding, severity };
}

/** What is wrong with the text of a file itself, whatever uses it. That a part was not looked at counts in every stage. */
export function textFindings(model: Model, judgement: StageJudgement): readonly RawFinding[] {
  return [...uncheckedPart(model), ...syntaxFindings(model).map((finding) => inStage(finding, judgement, model))];
}

/** That a part of the file was not looked at, said once. */
function uncheckedPart({ file, uri }: Model): readonly RawFinding[] {
  const problem = file.problems.find(({ kind }) => kind === 'unchecked');
  return problem === undefined ? [] : [engineFinding(UNCHECKED, uri, problem.span, problem.message)];
}

/** One finding a problem; none in a template of another tool (Jinja, Go, ERB), which cannot be whole before that tool ran. */
function syntaxFindings(model: Model): readonly RawFinding[] {
  if (isCheckedInPart(model)) return [];
  const problems = model.file.problems.filter(({ kind }) => kind !== 'unchecked');
  const id = `${model.format}/syntax`;
  return problems.slice(0, MOST_FINDINGS + 1).map(({ span, message, kind }, i) => {
    const finding = engineFinding(id, model.uri, span, message);
    if (i === MOST_FINDINGS) return andMore(finding);
    if (kind === 'warning' && finding.severity === 'high') return { ...finding, severity: 'medium' };
    return kind === 'information' ? { ...finding, severity: 'low' } : finding;
  });
}

/** A finding of one of the engine's own rules. */
export function engineFinding(id: string, uri: string, span: Span, message: string): RawFinding {
  const { severity, category } = builtIn(id);
  return { rule: id, severity, category, uri, span, message, related: [], fixes: NO_FIXES, path: undefined };
}

/** One lint of one model. */
interface Run {
  readonly model: Model;
  readonly subjects: Subjects;
  readonly options: LintOptions;
  /** What every rule may know. */
  readonly known: RuleContext;
  /** What the file is for. */
  readonly judgement: StageJudgement;
  readonly findings: RawFinding[];
}

function runKind<K extends SubjectKind>(kind: K, rules: readonly ActiveRule[], run: Run): void {
  const { model, subjects, options, findings } = run;
  let list: readonly SubjectMap[K][];
  try {
    list = subjects.of(kind);
  } catch (error) {
    findings.push(crash(rules[0]?.rule.id ?? kind, model, error));
    return;
  }
  if (list.length === 0) return;
  for (const active of rules) {
    const { directives } = active.rule;
    const asked = directives === undefined ? list : subjects.directivesOf(directives);
    if (asked.length === 0) continue;
    const started = options.onRule === undefined ? 0 : performance.now();
    runRule(active, asked as readonly SubjectMap[K][], run);
    options.onRule?.(active.rule.id, performance.now() - started);
  }
}

function runRule<K extends SubjectKind>(active: ActiveRule, list: readonly SubjectMap[K][], run: Run): void {
  const { model, options, findings } = run;
  // `forFormat` holds under K only rules whose subject is K; TypeScript cannot follow the map.
  const check = active.rule.check as (
    subject: SubjectMap[K],
    report: (report: Report) => void,
    context: RuleContext,
  ) => void;
  const context = contextFor(active.rule, run);
  const own = run.judgement;
  let count = 0;
  let current: SubjectMap[K] | undefined;
  // One function for all subjects: rules times subjects of them would be what a lint costs most.
  const report = (given: Report): void => {
    if (count > MOST_FINDINGS) return;
    const finding = fromReport(given, active, model, current);
    if (finding === undefined) return;
    const judgement = finding.uri === model.uri ? own : (options.judgementOf?.(finding.uri) ?? own);
    const isOpen = () => isInOpenService(model, finding);
    const rests =
      (given.restsInTests === true && (judgement.role === 'test' || judgement.role === 'ci')) ||
      restsIn(active.rule, judgement, model.format, isOpen, finding.severity);
    // It would speak there, but what was seen is a development stack that uses the file. What a generated file includes is not generated.
    const isOfStack = finding.uri !== model.uri && own.role !== 'generated';
    if (!rests && isOfStack && restsIn(active.rule, own, model.format, isOpen, finding.severity)) return;
    count += 1;
    const isToFillIn = given.isBlank === true && judgement.leaning === 'template';
    const weighed = given.startFails === true && !isToFillIn ? { ...judgement, leaning: undefined } : judgement;
    const severity = active.fixed ? finding.severity : lowered(finding.severity, active.rule, weighed, model.format);
    const placed = rests ? { ...finding, severity, rests } : { ...finding, severity };
    findings.push(count > MOST_FINDINGS ? andMore(placed) : placed);
  };
  try {
    for (const subject of list) {
      if (count > MOST_FINDINGS || options.budget?.call() === false) break;
      current = subject;
      check(subject, report, context);
    }
  } catch (error) {
    findings.push(crash(active.rule.id, model, error));
  }
}

/** The last finding of a rule that has too many: says that there are more. */
function andMore(finding: RawFinding): RawFinding {
  const message = `From here on this rule is not listed: over ${MOST_FINDINGS} findings here; correct those and check again`;
  return { ...finding, message, related: [], fixes: NO_FIXES };
}

function crash(rule: string, model: Model, error: unknown): RawFinding {
  return engineFinding(
    CRASHED,
    model.uri,
    { start: 0, end: 0 },
    `${rule} failed on this file (${kindOfError(error)}); please report it`,
  );
}

function knownTo(model: Model, subjects: Subjects, options: LintOptions): RuleContext {
  return {
    uri: model.uri,
    format: model.format,
    stage: model.stage,
    text: model.file.text,
    complete: model.file.complete,
    tracked: options.tracked,
    workspaceWords: options.workspaceWords ?? [],
    nginx: options.settings.nginx,
    threshold: () => Number.NaN,
    all: (kind) => subjects.of(kind),
  };
}

/** Most rules have no numbers of their own: one object serves all of them. */
function contextFor(rule: Rule, { known, options }: Run): RuleContext {
  if (rule.thresholds === undefined) return known;
  return {
    ...known,
    threshold: (name) =>
      options.settings.thresholds.get(`${rule.id}.${name}`) ?? rule.thresholds?.[name]?.default ?? Number.NaN,
  };
}

function fromReport(report: Report, active: ActiveRule, model: Model, subject: unknown): RawFinding | undefined {
  const severity = active.fixed ? active.severity : byReach(severityOf(report.severity, active), active.rule, subject);
  if (severity === undefined) return undefined;
  const place: Location = 'span' in report.at ? report.at : { uri: model.uri, span: report.at };
  const template = model.format === 'nginx' && model.isTemplate ? model : undefined;
  if (template !== undefined && isInBranch(active.rule.id, place, template)) return undefined;
  const inBranch = branchAround(active.rule.id, place, model);
  if (inBranch?.says === 'switch') return undefined;
  const made = {
    rule: active.rule.id,
    severity,
    category: active.rule.category,
    uri: place.uri,
    span: place.span,
    message: report.message,
    related: report.related ?? [],
    fixes: fixesOf(report.fixes, place, model),
    path: report.path ?? pathOf(subject),
    advice: report.advice,
    owners: nginxOwners(subject, model),
    credential: report.credential,
  };
  return inBranch === undefined ? made : ofBranch(made, inBranch.branch, active.fixed);
}

/** What holds where a template's branch is taken: one less serious, and no fix writes there. */
function ofBranch(finding: RawFinding, branch: Span, isFixed: boolean): RawFinding {
  const tag = { start: branch.start, end: branch.start + 2 };
  return {
    ...finding,
    severity: isFixed ? finding.severity : (SEVERITIES[SEVERITIES.indexOf(finding.severity) + 1] ?? finding.severity),
    message: whereTaken(finding.message),
    related: [...finding.related, { at: { uri: finding.uri, span: tag }, message: 'Only where this branch is taken' }],
    fixes: NO_FIXES,
  };
}

function fixesOf(given: Report['fixes'], at: Location, model: Model): () => readonly Fix[] {
  if (given === undefined) return NO_FIXES;
  const make = typeof given === 'function' ? given : () => given;
  if (model.format !== 'nginx') return madeOnce(() => besideBranches(make(), at, model));
  return madeOnce(model.isTemplate ? () => outsideBranches(make(), at.uri, model) : make);
}

/** Lowered where fewer than everybody reach the nginx server that a finding is about; `undefined`: not worth saying. */
function byReach(severity: Severity, rule: RuleMeta, subject: unknown): Severity | undefined {
  return dependsOnReach(rule) ? severityByReach(severity, nginxReach(subject as NginxSubject)) : severity;
}

type NginxSubject = Parameters<typeof nginxReach>[0];

function severityOf(reported: Severity | undefined, active: ActiveRule): Severity {
  if (reported === undefined || active.fixed) return active.severity;
  return SEVERITIES.indexOf(reported) < SEVERITIES.indexOf(active.severity) ? active.severity : reported;
}

function pathOf(subject: unknown): readonly string[] | undefined {
  if (typeof subject !== 'object' || subject === null || !('path' in subject) || !Array.isArray(subject.path))
    return undefined;
  return subject.path.map(String);
}

/** Gives each finding of one file its fingerprint (rule and owning names, with a number behind equal ones) and what it folds by. */
export function withFingerprints(findings: readonly RawFinding[], file: ReadFile): readonly Finding[] {
  const seen = new Map<string, number>();
  const tree = new ElementTree(file);
  return findings.map((raw) => {
    const { path, fixes, rule, severity, category, uri, span, message, related, rests, suppressed } = raw;
    const names = [rule, ...(path ?? tree.owningPath(span))];
    const key = names.join('\u001f');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const fingerprint = hashNames(count === 0 ? names : [...names, String(count)]);
    return {
      rule,
      severity,
      category,
      uri,
      span,
      message,
      related,
      ...(rests === undefined ? {} : { rests }),
      ...(suppressed === undefined ? {} : { suppressed }),
      fingerprint,
      folding: foldingOf(raw),
      get fixes() {
        return fixes();
      },
    };
  });
}

/** Edits of one fix as absolute edits: the file of the finding filled in. */
export function editsOf(finding: Finding, index: number): readonly (FileEdit & { readonly uri: string })[] {
  return (finding.fixes[index]?.edits() ?? []).map((edit) => ({ ...edit, uri: edit.uri ?? finding.uri }));
}
