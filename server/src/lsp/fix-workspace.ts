import type { CancellationToken } from 'vscode-languageserver';
import { fixFiles, type Refused } from '../project/fix-files.ts';
import type { Project } from '../project/project.ts';
import type { Ended, FixWorkspaceParams, FixWorkspaceResult, RefusedFix, RulesFound } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import { grouped } from '../text/grouped.ts';
import { LineIndex } from '../text/line-index.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';
import { rowsOf } from './fix-rows.ts';

export const NOTHING_FIXED = nothing('failed');
export const NO_RULES: RulesFound = { ended: 'failed', rules: [], resting: 0 };

function nothing(ended: Ended): FixWorkspaceResult {
  return { ended, files: 0, fixes: 0, refused: [], needInput: 0, resting: 0, edit: null };
}

/**
 * The fixes of the whole workspace as one change, each with an annotation of its own, so that an editor can show them one by one in its
 * preview: behavior-changing ones need confirmation there. Scans before.
 */
export async function fixWorkspace(
  { level, rule }: FixWorkspaceParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<FixWorkspaceResult> {
  if (isOff(context)) return nothing('disabled');
  if ((await context.background.look(token)).cancelled) return nothing('cancelled');
  const isCancelled = () => token.isCancellationRequested;
  const wants = rule === undefined ? undefined : (finding: { readonly rule: string }) => finding.rule === rule;
  const edits: PlacedEdit[] = [];
  const refused: RefusedFix[] = [];
  const edited: string[] = [];
  const files = new Set<string>();
  let [fixes, needInput, projects] = [0, 0, 0];
  for (const [project, uris] of grouped(filesWith(rule, context), (uri) => context.folders.of(uri).project)) {
    const choice = { level, wants, sameFileOnly: level === 'safe', apart: true, isCancelled };
    const fixed = await fixFiles(project, uris, choice);
    if (isCancelled()) return nothing('cancelled');
    for (const refusal of fixed.refused) refused.push(await toldOf(refusal, project));
    append(edited, uris);
    append(
      edits,
      rowsOf(fixed, (uri) => project.pathOf(uri), `${projects}.`),
    );
    for (const [uri, list] of fixed.repaired) {
      files.add(uri);
      fixes += list.length;
    }
    needInput += fixed.needInput;
    projects += 1;
  }
  const edit = edits.length === 0 ? undefined : await placeEdits(edits, context);
  for (const uri of edited) context.analysis.release(uri);
  return {
    ended: 'complete',
    files: files.size,
    fixes,
    refused,
    needInput,
    resting: restingIn(context),
    edit: edit ?? null,
  };
}

/** The rules that have findings, those at the most places first: each place is repaired by itself. Scans before. */
export async function rulesFound(context: FeatureContext, token: CancellationToken): Promise<RulesFound> {
  if (isOff(context)) return { ...NO_RULES, ended: 'disabled' };
  if ((await context.background.look(token)).cancelled) return { ...NO_RULES, ended: 'cancelled' };
  const all = context.background.results.all.flatMap(({ diagnostics }) => diagnostics);
  const rules = [...grouped(all, ({ code }) => String(code))]
    .map(([rule, list]) => ({ rule, places: list.length }))
    .sort((a, b) => b.places - a.places || (a.rule < b.rule ? -1 : 1));
  return { ended: 'complete', rules, resting: restingIn(context) };
}

/** Whether it is switched off, for now or by the settings of every folder; without folders by those of the session. */
function isOff({ analysis, folders }: FeatureContext): boolean {
  if (!analysis.enabled) return true;
  const all = folders.all.length === 0 ? [folders] : folders.all;
  return all.every(({ settings }) => !settings.enable);
}

function restingIn({ background }: FeatureContext): number {
  return background.results.all.reduce((sum, { resting }) => sum + resting, 0);
}

function filesWith(rule: string | undefined, { background }: FeatureContext): readonly string[] {
  return background.results.all
    .filter(({ diagnostics }) => diagnostics.some(({ code }) => rule === undefined || code === rule))
    .map(({ uri }) => uri)
    .sort();
}

async function toldOf({ finding, title, reason }: Refused, project: Project): Promise<RefusedFix> {
  await project.store.read(finding.uri);
  const file = project.store.get(finding.uri);
  const line = file?.state === 'read' ? new LineIndex(file.text).positionAt(finding.span.start).line + 1 : 1;
  return { uri: finding.uri, rule: finding.rule, path: project.pathOf(finding.uri), line, title, reason };
}
