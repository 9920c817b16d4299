import { editsOf } from '../../server/src/engine/lint.ts';
import type { Finding } from '../../server/src/finding/finding.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { fillSnippet } from './fill-snippet.ts';
import { MemoryHost } from './memory-host.ts';

/** The files after fix number `index` of a finding; files are keyed by relative path, needs-input placeholders are taken as they are. */
export function applyFix(
  files: Readonly<Record<string, string>>,
  finding: Finding,
  index: number,
): Record<string, string> {
  const result: Record<string, string> = { ...files };
  const byUri = Map.groupBy(editsOf(finding, index), (edit) => edit.uri);
  for (const [uri, edits] of byUri) {
    const path = decodeURIComponent(uri.slice(MemoryHost.root.length + 1));
    const old = files[path];
    if (old === undefined && !edits.every((edit) => edit.create === true))
      throw new Error(`a fix edits a file that is not there: ${path}`);
    result[path] = applyEdits(
      old ?? '',
      edits.map(({ span, newText, snippet }) => ({ span, newText: snippet === true ? fillSnippet(newText) : newText })),
    );
  }
  return result;
}
