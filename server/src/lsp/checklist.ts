import { modify } from 'jsonc-parser';
import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { CHECKLISTS } from '../checklists/checklists.ts';
import type { FileReport } from '../engine/file-report.ts';
import { Project } from '../project/project.ts';
import { loadChecklist, runChecklist } from '../project/run-checklist.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { canonicalUri, resolveUri } from '../project/uri.ts';
import { walk } from '../project/walk.ts';
import type {
  ChecklistItemView,
  ChecklistName,
  ChecklistParams,
  ChecklistPlace,
  ChecklistState,
  TickParams,
} from '../protocol/messages.ts';
import { type ChecklistItem, reportChecklist, tickWords } from '../report/checklist-report.ts';
import { RULES } from '../rules/registry.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';
import { jsonEdits } from './json-edits.ts';

/** The checklists that come with the product. */
export function checklistNames(): readonly ChecklistName[] {
  return [...CHECKLISTS.values()].map(({ name, title, sections }) => ({
    name,
    title,
    items: sections.reduce((sum, { items }) => sum + items.length, 0),
  }));
}

/** Evaluates a checklist over the files of a workspace folder, as the command line does; what is typed and not saved counts. */
export async function checklistState(
  { name, folder }: ChecklistParams,
  { folders }: FeatureContext,
  token: CancellationToken,
): Promise<ChecklistState | null> {
  const { host, uri: root } = folders.of(`${canonicalUri(folder)}/x`);
  if (root === undefined) return null;
  const today = () => new Date().toISOString().slice(0, 10);
  const project = new Project({ host, roots: [root], rules: RULES, today, chosen: [name] });
  for (const [uri, text] of folders.openTexts()) project.open(uri, text);
  const { checklist } = await loadChecklist(name, project, undefined);
  if (checklist === undefined) return null;
  const reports: FileReport[] = [];
  const isCancelled = () => token.isCancellationRequested;
  for await (const item of walk(host, root, { gitignore: false, ignore: [], isCancelled })) {
    if (item.kind === 'file') reports.push(await project.check(item.uri));
  }
  if (isCancelled()) return null;
  const report = reportChecklist(runChecklist(name, checklist, reports, today()), reports, (uri) => uri);
  const sections = report.sections.map(({ title, items }) => ({ title, items: items.map(viewOf) }));
  return { title: report.title, source: report.source, sections, summary: report.summary };
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
    isManual: item.kind === 'manual',
    command: item.command ?? null,
    expect: item.expect ?? null,
    tick: tickWords(item),
    places: [
      ...item.findings.map((finding) => place(finding, finding.message, false)),
      ...item.evidence.map((evidence) => place(evidence, evidence.note, item.state !== 'fail')),
    ],
  };
}

/** The change of the folder's own settings file that ticks an item; comments stay. The file is made when there is none. */
export async function tickItem(
  { name, folder, item, tick }: TickParams,
  context: FeatureContext,
): Promise<WorkspaceEdit | null> {
  const { project, uri: root } = context.folders.of(`${canonicalUri(folder)}/x`);
  if (root === undefined) return null;
  const target = canonicalUri(resolveUri(root, `./${SETTINGS_NAME}`));
  const edits = await jsonEdits(project.store, target, (text, options) =>
    modify(text, ['checklists', name, 'manual', item], tick, options),
  );
  return (await placeEdits(edits, context)) ?? null;
}
