import type { CancellationToken } from 'vscode-languageserver';
import { planFixes } from '../engine/fixing.ts';
import type { FixWorkspaceResult } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';

/** Every safe fix of the workspace as one change whose parts can be shown in the editor's preview, each file by its own annotation. Scans before. */
export async function fixWorkspace(context: FeatureContext, token: CancellationToken): Promise<FixWorkspaceResult> {
  const nothing: FixWorkspaceResult = { files: 0, fixes: 0, edit: null };
  const { cancelled } = await context.background.scan(token, () => {});
  if (cancelled) return nothing;
  const edits: PlacedEdit[] = [];
  const counts = new Map<string, number>();
  const files = context.background.results.all
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  for (const { uri } of files) {
    if (token.isCancellationRequested) return nothing;
    const report = await context.analysis.report(uri);
    if (report === undefined) continue;
    const plan = planFixes(report.findings, { level: 'safe', sameFileOnly: true });
    context.analysis.release(uri);
    if (plan.findings.length === 0) continue;
    counts.set(uri, plan.findings.length);
    for (const [file, list] of plan.edits)
      append(
        edits,
        list.map((edit) => ({ ...edit, uri: file })),
      );
  }
  if (edits.length === 0) return nothing;
  const edit = await placeEdits(edits, context, (uri) => ({
    id: uri,
    label: 'Config Preflight: safe fixes',
    description: `${counts.get(uri) ?? 0} in ${context.folders.of(uri).project.pathOf(uri)}`,
    needsConfirmation: false,
  }));
  const fixes = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { files: counts.size, fixes, edit: edit ?? null };
}
