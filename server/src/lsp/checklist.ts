import { modify } from 'jsonc-parser';
import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { CHECKLISTS } from '../checklists/checklists.ts';
import { parseTicks, TICKS_PATH } from '../checklists/ticks.ts';
import type { FileReport } from '../engine/file-report.ts';
import { Project } from '../project/project.ts';
import type { ProjectOptions } from '../project/project-options.ts';
import { checkFiles, checkFolder, type FolderChecklist, loadChecklist } from '../project/run-checklist.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { canonicalUri, relativePath, resolveUri } from '../project/uri.ts';
import type {
  ChecklistItemView,
  ChecklistName,
  ChecklistParams,
  ChecklistPlace,
  ChecklistReportParams,
  ChecklistRules,
  ChecklistState,
  FolderParams,
  TickParams,
} from '../protocol/messages.ts';
import { formatChecklistHtml } from '../report/checklist-html.ts';
import { formatChecklistMarkdown } from '../report/checklist-markdown.ts';
import {
  type ChecklistItem,
  type ChecklistReport,
  isTickable,
  reportChecklist,
  tickWords,
} from '../report/checklist-report.ts';
import { RULES } from '../rules/registry.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';
import { jsonEdits } from './json-edits.ts';

/** The checklists that come with the product, and those of a team that the settings of a folder name. */
export async function checklistNames(
  { folder }: Partial<FolderParams>,
  { folders }: FeatureContext,
): Promise<readonly ChecklistName[]> {
  const builtIn = [...CHECKLISTS.values()].map(({ name, title, sections }) => nameOf(name, title, sections));
  if (folder === undefined) return builtIn;
  const { project, uri: root } = folders.of(`${canonicalUri(folder)}/x`);
  if (root === undefined) return builtIn;
  const settings = await project.settingsFor(`${root}/x`);
  const own = await Promise.all(
    settings.layers.flatMap((layer) =>
      Object.keys(layer.values.checklists ?? {})
        .filter((name) => name.endsWith('.json'))
        .map(async (name) => {
          const { checklist } = await loadChecklist(name, project, resolveUri(layer.folder, name));
          return checklist === undefined ? [] : [nameOf(name, checklist.title, checklist.sections)];
        }),
    ),
  );
  return [...builtIn, ...own.flat()];
}

function nameOf(name: string, title: string, sections: readonly { readonly items: readonly unknown[] }[]) {
  return { name, title, items: sections.reduce((sum, { items }) => sum + items.length, 0) };
}

/** What a checklist is evaluated with: as on the command line, but what is typed and not saved counts. */
function asked(
  { name, folder }: ChecklistParams,
  { folders }: FeatureContext,
  token?: CancellationToken,
): (FolderChecklist & { readonly options: ProjectOptions }) | undefined {
  const { host, uri: root } = folders.of(`${canonicalUri(folder)}/x`);
  if (root === undefined) return undefined;
  const today = () => new Date().toISOString().slice(0, 10);
  const isCancelled = () => token?.isCancellationRequested === true;
  const options = { host, roots: [root], rules: RULES, today, chosenFrom: root };
  return { name, root, options, open: folders.openTexts(), isCancelled };
}

/** A checklist over the files of a workspace folder; `undefined`: there is no such checklist or folder, or nobody waits any more. */
async function evaluated(
  params: ChecklistParams,
  context: FeatureContext,
  token: CancellationToken,
  pathOf: (uri: string, root: string) => string,
): Promise<ChecklistReport | undefined> {
  const request = asked(params, context, token);
  if (request === undefined) return undefined;
  const { result, reports, problems, notes } = await checkFolder(request);
  if (result === undefined || token.isCancellationRequested) return undefined;
  const mistakes = problems.map(({ message }) => `${params.name}: ${message}`);
  return reportChecklist(result, reports, (uri) => pathOf(uri, request.root), [...mistakes, ...notes]);
}

/** Evaluates a checklist for the view. */
export async function checklistState(
  params: ChecklistParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<ChecklistState | null> {
  const report = await evaluated(params, context, token, (uri) => uri);
  if (report === undefined) return null;
  const { title, source, summary, progress, notes } = report;
  const sections = report.sections.map((section) => ({ ...section, items: section.items.map(viewOf) }));
  return { title, source, sections, summary, progress, notes };
}

/** Evaluates a checklist as a document to read, to keep or to send. */
export async function checklistDocument(
  params: ChecklistReportParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<string | null> {
  const report = await evaluated(params, context, token, (uri, root) => relativePath(root, uri) ?? uri);
  if (report === undefined) return null;
  return params.format === 'html' ? formatChecklistHtml(report) : formatChecklistMarkdown(report);
}

function viewOf(item: ChecklistItem): ChecklistItemView {
  const place = (at: { path: string; line: number; column: number }, text: string, ok: boolean): ChecklistPlace => ({
    uri: at.path,
    line: at.line - 1,
    character: at.column - 1,
    text,
    ok,
  });
  return {
    id: item.id,
    title: item.title,
    state: item.state,
    isTickable: isTickable(item),
    command: item.command ?? null,
    expect: item.expect ?? null,
    tick: tickWords(item),
    places: [
      ...item.findings.map((finding) => place(finding, finding.message, false)),
      ...item.evidence.map((evidence) => place(evidence, evidence.note, item.state !== 'fail')),
    ],
  };
}

/** What it would add to have the checklist's rules checked while editing, and the change of the folder's settings that does so. */
export async function checklistRules(params: ChecklistParams, context: FeatureContext): Promise<ChecklistRules | null> {
  const request = asked(params, context);
  if (request === undefined) return null;
  const { name } = params;
  const { project } = context.folders.of(`${request.root}/x`);
  const target = canonicalUri(resolveUri(request.root, `./${SETTINGS_NAME}`));
  const isOn = (await project.settingsFor(`${request.root}/x`)).layers.some(
    ({ uri, values }) => uri === target && values.checklists?.[name] !== undefined,
  );
  const edits = await jsonEdits(project.store, target, (text, options) =>
    modify(text, ['checklists', name], isOn ? undefined : {}, options),
  );
  const counts = await counted(request, isOn ? edits : [], name);
  return { isOn, ...counts, edit: (await placeEdits(edits, context)) ?? null };
}

/** Findings with a checklist's rules less those without. `without`: what takes the checklist out of the settings. */
async function counted(
  request: FolderChecklist & { readonly options: ProjectOptions },
  without: readonly PlacedEdit[],
  name: string,
): Promise<{ readonly findings: number; readonly files: number }> {
  const project = (chosen: readonly string[], edits: readonly PlacedEdit[]) => {
    const one = new Project({ ...request.options, chosen });
    for (const [uri, text] of request.open ?? []) one.open(uri, text);
    return withEdits(one, edits);
  };
  const after = await checkFiles(await project([name], []), request);
  const before = new Map<string, FileReport>();
  for (const report of await checkFiles(await project([], without), request)) before.set(report.uri, report);
  const more = after.map(({ uri, findings }) => findings.length - (before.get(uri)?.findings.length ?? 0));
  const added = more.filter((count) => count > 0);
  return { findings: added.reduce((sum, count) => sum + count, 0), files: added.length };
}

/** A project that sees a file with edits made. */
async function withEdits(project: Project, edits: readonly PlacedEdit[]): Promise<Project> {
  const [first] = edits;
  if (first === undefined) return project;
  if (!project.store.isOpen(first.uri)) await project.store.read(first.uri);
  const file = project.store.get(first.uri);
  if (file?.state !== 'read') return project;
  const fromEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
  let { text } = file;
  for (const { span, newText } of fromEnd) text = text.slice(0, span.start) + newText + text.slice(span.end);
  project.open(first.uri, text);
  return project;
}

/**
 * The change that ticks an item, or takes its tick away: in the folder's file of ticks, which is made when there is none. Ticks of the
 * checklist that still stand in the folder's settings move there.
 */
export async function tickItem(params: TickParams, context: FeatureContext): Promise<WorkspaceEdit | null> {
  const { name, folder, item, tick } = params;
  const { project, uri: root } = context.folders.of(`${canonicalUri(folder)}/x`);
  if (root === undefined) return null;
  const settings = canonicalUri(resolveUri(root, `./${SETTINGS_NAME}`));
  const layer = (await project.settingsFor(`${root}/x`)).layers.find(({ uri }) => uri === settings);
  const old = layer?.values.checklists?.[name]?.manual;
  const { checklist } = await loadChecklist(name, project, resolveUri(root, name));
  const key = checklist?.name ?? name;
  const target = canonicalUri(resolveUri(root, `./${TICKS_PATH}`));
  const edits = await jsonEdits(project.store, target, (text, options) => {
    // The old ones first, below what the file says already; then the one that is asked for.
    const known = parseTicks(text).ticks.get(key);
    const all: Record<string, unknown> = { ...old, ...known };
    if (tick === undefined) delete all[item];
    else all[item] = tick;
    if (old === undefined) return modify(text, [key, item], tick, options);
    return modify(text, [key], all, options);
  });
  const moved =
    old === undefined
      ? []
      : await jsonEdits(project.store, settings, (text, options) =>
          modify(text, ['checklists', name, 'manual'], undefined, options),
        );
  return (await placeEdits([...edits, ...moved], context)) ?? null;
}
