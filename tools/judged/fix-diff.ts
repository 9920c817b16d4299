import { diffSide, maskedDiff } from '../../server/src/cli/masked-diff.ts';
import { editsOf } from '../../server/src/engine/lint.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { fillSnippet } from '../../test/support/fill-snippet.ts';
import { type CorpusFinding, corpusProject } from '../corpus-scan.ts';

/** What a fix changes in the finding's own file as a unified diff with secrets masked, and the names of other files it changes. */
export async function maskedFixDiff(one: CorpusFinding, index: number): Promise<string> {
  const { project, uri } = corpusProject(one.file);
  const { text } = await project.check(uri);
  const edits = editsOf(one.finding, index);
  const own = edits.filter((edit) => edit.uri === one.finding.uri);
  const after = applyEdits(
    text,
    own.map(({ span, newText, snippet }) => ({ span, newText: snippet === true ? fillSnippet(newText) : newText })),
  );
  const name = one.file.slice(one.file.lastIndexOf('/') + 1);
  const before = await diffSide(project, uri, name, text);
  const patch = maskedDiff(name, before, await diffSide(project, uri, name, after));
  const others = new Set(edits.filter((edit) => edit.uri !== one.finding.uri).map((edit) => edit.uri));
  const also = [...others].map((other) => `also changes ${project.pathOf(other)}\n`).join('');
  return patch + also;
}
