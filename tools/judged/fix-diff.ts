import { createTwoFilesPatch } from 'diff';
import { editsOf } from '../../server/src/engine/lint.ts';
import { secretSpans } from '../../server/src/engine/secret-spans.ts';
import type { Project } from '../../server/src/project/project.ts';
import { maskForDisplay } from '../../server/src/report/mask-text.ts';
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
  const sides = [await masked(project, uri, text), await masked(project, uri, after)] as const;
  const patch = createTwoFilesPatch(name, name, ...sides, undefined, undefined, { context: 2 });
  const others = new Set(edits.filter((edit) => edit.uri !== one.finding.uri).map((edit) => edit.uri));
  const also = [...others].map((other) => `also changes ${project.pathOf(other)}\n`).join('');
  return patch.split('\n').slice(1).join('\n') + also;
}

async function masked(project: Project, uri: string, text: string): Promise<string> {
  project.open(uri, text);
  const { model } = await project.check(uri);
  return maskForDisplay(text, 0, model === undefined ? [] : secretSpans(model), text);
}
