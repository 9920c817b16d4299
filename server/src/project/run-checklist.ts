import type { Checklist } from '../checklists/checklist.ts';
import { CHECKLISTS } from '../checklists/checklists.ts';
import { type ChecklistProblem, parseChecklist } from '../checklists/custom.ts';
import { Deployment } from '../checklists/deployment.ts';
import { type ChecklistResult, evaluateChecklist } from '../checklists/evaluate.ts';
import { parseTicks, TICKS_PATH, type Ticks } from '../checklists/ticks.ts';
import { BUILT_IN_RULES } from '../engine/built-in-rules.ts';
import { CRASHED, UNCHECKED } from '../engine/failure.ts';
import type { FileReport } from '../engine/file-report.ts';
import type { Finding } from '../finding/finding.ts';
import { RULES } from '../rules/registry.ts';
import { LineIndex } from '../text/line-index.ts';
import { uncheckedReport } from './empty-report.ts';
import { Project } from './project.ts';
import type { ProjectOptions } from './project-options.ts';
import { RunBudget, type RunLimits } from './run-budget.ts';
import { canonicalUri, parentUri, relativePath, resolveUri } from './uri.ts';
import { walk } from './walk.ts';

/** A checklist by name, or a team's own by the URI of its file. */
export async function loadChecklist(
  name: string,
  project: Project,
  customUri: string | undefined,
): Promise<{
  readonly checklist: Checklist | undefined;
  readonly problems: readonly ChecklistProblem[];
  readonly text: string;
}> {
  const builtIn = CHECKLISTS.get(name);
  if (builtIn !== undefined) return { checklist: builtIn, problems: [], text: '' };
  const uri = customUri === undefined ? undefined : canonicalUri(customUri);
  if (uri === undefined) return { checklist: undefined, problems: [], text: '' };
  if (project.store.get(uri) === undefined) await project.store.read(uri);
  const file = project.store.get(uri);
  if (file?.state !== 'read') return { checklist: undefined, problems: [], text: '' };
  const rules = new Set([...RULES, ...BUILT_IN_RULES].map((rule) => rule.id));
  return { ...parseChecklist(file.text, { checklists: CHECKLISTS, rules }), text: file.text };
}

/** Evaluates a checklist over files that are checked already (with the checklist's rules on). `name` is how the settings call it. */
export function runChecklist(
  name: string,
  checklist: Checklist,
  reports: readonly FileReport[],
  today: string,
  ticks: Ticks = {},
): ChecklistResult {
  const deployment = new Deployment(reports);
  const settings = reports.find((report) => report.settings.checklists.has(name))?.settings.checklists.get(name);
  // Ticks that settings still hold count; those of the file of ticks win.
  return evaluateChecklist(checklist, deployment, { ...settings, manual: { ...settings?.manual, ...ticks } }, today);
}

/** What a door asks: a checklist over the files of a folder. */
export interface FolderChecklist {
  /** Built in, or the path of a team's own. */
  readonly name: string;
  /** The folder, as a URI. */
  readonly root: string;
  /** What the project is made with; `chosenFrom` is what a path is relative to. */
  readonly options: Omit<ProjectOptions, 'chosen'>;
  /** Texts that count instead of the files. */
  readonly open?: readonly (readonly [uri: string, text: string])[];
  readonly isCancelled?: () => boolean;
  /** For tests. */
  readonly limits?: RunLimits | undefined;
}

export interface FolderResult {
  readonly project: Project;
  /** `undefined`: there is no such checklist, or it could not be read. */
  readonly result: ChecklistResult | undefined;
  readonly reports: readonly FileReport[];
  /** Mistakes in a team's own checklist, with its text. */
  readonly problems: readonly ChecklistProblem[];
  readonly text: string;
  /** What was not taken in, in words. */
  readonly notes: readonly string[];
  /** What says that a production file was not checked, or not to its end: no item counts it. */
  readonly unchecked: readonly Finding[];
}

/** So many files that were not checked are named. */
const MOST_NAMED = 5;

/** Checks a folder with a checklist's rules on and evaluates it: the same for the editor and the command line. */
export async function checkFolder(asked: FolderChecklist): Promise<FolderResult> {
  const { name, root, options } = asked;
  const project = new Project({ ...options, chosen: [name] });
  for (const [uri, text] of asked.open ?? []) project.open(uri, text);
  const from = options.chosenFrom ?? root;
  const customUri = name.endsWith('.json') ? resolveUri(from, name) : undefined;
  const { checklist, problems, text } = await loadChecklist(name, project, customUri);
  const nothing = { project, result: undefined, reports: [], problems, text, notes: [], unchecked: [] };
  if (checklist === undefined) return nothing;
  const reports = await checkFiles(project, asked);
  const { ticks, notes } = await readTicks(project, root, [name, checklist.name]);
  const unchecked = reports
    .filter(({ stage }) => stage === 'production')
    .flatMap(({ findings }) => findings.filter(({ rule }) => rule === UNCHECKED || rule === CRASHED));
  const result = runChecklist(name, checklist, reports, options.today(), ticks);
  return { ...nothing, reports, notes: [...notes, ...uncheckedNotes(unchecked, project, root)], unchecked, result };
}

function uncheckedNotes(findings: readonly Finding[], project: Project, root: string): readonly string[] {
  const named = findings
    .slice(0, MOST_NAMED)
    .map(({ uri, message }) => `${relativePath(root, uri) ?? project.pathOf(uri)}: ${message}`);
  const more = findings.length - named.length;
  return more === 0 ? named : [...named, `and ${more} more of what was not checked; scan the folder to see them`];
}

/** The reports of all files below a folder. */
export async function checkFiles(
  project: Project,
  { root, options, isCancelled = () => false, limits }: FolderChecklist,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  const budget = new RunBudget(options.host, options.maxFileSize ?? Number.POSITIVE_INFINITY, limits);
  const behind: string[] = [];
  for await (const item of walk(options.host, root, { gitignore: false, ignore: [], isCancelled })) {
    if (item.kind !== 'file') continue;
    if (await budget.admits(item.uri)) {
      const report = await project.check(item.uri);
      budget.spend(report.work);
      reports.push(report);
    } else behind.push(item.uri);
  }
  const [first] = behind;
  return first === undefined ? reports : [...reports, uncheckedReport(first, budget.notReached(behind.length), true)];
}

/** The ticks of a folder and of those around it, up to the project's own; the nearest wins. */
async function readTicks(
  project: Project,
  root: string,
  names: readonly string[],
): Promise<{ readonly ticks: Ticks; readonly notes: readonly string[] }> {
  let ticks: Ticks = {};
  const notes: string[] = [];
  for (const folder of foldersUp(project, canonicalUri(root))) {
    const uri = canonicalUri(resolveUri(folder, `./${TICKS_PATH}`));
    await project.store.read(uri);
    const file = project.store.get(uri);
    if (file?.state !== 'read') continue;
    const read = parseTicks(file.text);
    for (const name of names) ticks = { ...read.ticks.get(name), ...ticks };
    if (read.mistake === undefined) continue;
    const line = new LineIndex(file.text).positionAt(read.mistake.offset).line + 1;
    notes.push(`${TICKS_PATH}:${line}: ${read.mistake.message}`);
  }
  return { ticks, notes };
}

/** A folder and those around it as far as the project may look, nearest first. */
function foldersUp(project: Project, folder: string): readonly string[] {
  const isInside = (uri: string) => project.roots.some((root) => relativePath(root, uri) !== undefined);
  const folders: string[] = [];
  for (let at = folder; isInside(at); at = parentUri(at)) {
    folders.push(at);
    if (parentUri(at) === at) break;
  }
  return folders;
}
