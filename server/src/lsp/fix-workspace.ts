import type { CancellationToken } from 'vscode-languageserver';
import { fixFiles } from '../project/fix-files.ts';
import type { FixWorkspaceResult } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import { grouped } from '../text/grouped.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';

/** Every safe fix of the workspace as one change whose parts can be shown in the editor's preview, each file by its own annotation. Scans before. */
export async function fixWorkspace(context: FeatureContext, token: CancellationToken): Promise<FixWorkspaceResult> {
  const nothing: FixWorkspaceResult = { files: 0, fixes: 0, edit: null };
  const { cancelled } = await context.background.scan(token, () => {});
  if (cancelled) return nothing;
  const uris = context.background.results.all
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map(({ uri }) => uri)
    .sort();
  const edits: PlacedEdit[] = [];
  const counts = new Map<string, number>();
  for (const [project, files] of grouped(uris, (uri) => context.folders.of(uri).project)) {
    const isCancelled = () => token.isCancellationRequested;
    const fixed = await fixFiles(project, files, { level: 'safe', sameFileOnly: true, isCancelled });
    if (isCancelled()) return nothing;
    for (const [file, list] of fixed.repaired) counts.set(file, list.length);
    for (const [uri, list] of fixed.edits)
      append(
        edits,
        list.map((edit) => ({ ...edit, uri })),
      );
  }
  if (edits.length === 0) return nothing;
  const edit = await placeEdits(edits, context, (uri) => ({
    id: uri,
    label: 'Config Preflight: safe fixes',
    description: `${counts.get(uri) ?? 0} in ${context.folders.of(uri).project.pathOf(uri)}`,
    needsConfirmation: false,
  }));
  for (const uri of uris) context.analysis.release(uri);
  const fixes = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { files: counts.size, fixes, edit: edit ?? null };
}
