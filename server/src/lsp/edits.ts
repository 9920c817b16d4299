import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type ClientCapabilities,
  CreateFile,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdit } from '../finding/fix.ts';
import { LineIndex } from '../text/line-index.ts';
import { withoutPlaceholders } from '../text/snippet.ts';
import { rangeOf } from './positions.ts';

/** One edit of one file, spans as in the text that was checked. */
export type PlacedEdit = FileEdit & { readonly uri: string; readonly annotation?: EditAnnotation | undefined };

export interface EditContext {
  readonly capabilities: ClientCapabilities;
  /** The text the spans refer to; `undefined` for a file that does not exist. */
  textOf(uri: string): string | undefined;
  /** Version of an open document, `null` for a file that is not open. */
  versionOf(uri: string): number | null;
}

/** Puts a label on edits, so that an editor can show them in a preview first. */
export interface EditAnnotation extends ChangeAnnotation {
  readonly id: string;
}

/** Edits of any number of files as one change of the workspace; `undefined` when the client cannot take it. */
export function workspaceEditOf(edits: readonly PlacedEdit[], context: EditContext): WorkspaceEdit | undefined {
  const { workspaceEdit } = context.capabilities.workspace ?? {};
  const byFile = new Map<string, PlacedEdit[]>();
  for (const edit of edits) byFile.set(edit.uri, [...(byFile.get(edit.uri) ?? []), edit]);
  if (workspaceEdit?.documentChanges !== true) {
    if ([...byFile.keys()].some((uri) => context.textOf(uri) === undefined)) return undefined;
    return { changes: Object.fromEntries([...byFile].map(([uri, list]) => [uri, plainEdits(uri, list, context)])) };
  }
  const changes: (TextDocumentEdit | CreateFile)[] = [];
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const [uri, list] of byFile) {
    for (const { annotation } of list) {
      if (annotation === undefined) continue;
      const { id, ...shown } = annotation;
      changeAnnotations[id] = shown;
    }
    if (context.textOf(uri) === undefined) {
      if (workspaceEdit.resourceOperations?.includes('create') !== true) return undefined;
      changes.push(CreateFile.create(uri, { ignoreIfExists: true }, creationOf(list)?.id));
    }
    changes.push({
      textDocument: { uri, version: context.versionOf(uri) },
      edits: list.map((edit) => protocolEdit(edit, context)),
    });
  }
  return Object.keys(changeAnnotations).length === 0
    ? { documentChanges: changes }
    : { documentChanges: changes, changeAnnotations };
}

/** A file is made when the first of its edits is: the one that is applied without asking, if there is one. */
function creationOf(edits: readonly PlacedEdit[]): EditAnnotation | undefined {
  const annotations = edits.flatMap(({ annotation }) => annotation ?? []);
  return annotations.find(({ needsConfirmation }) => needsConfirmation !== true) ?? annotations[0];
}

function plainEdits(uri: string, edits: readonly PlacedEdit[], context: EditContext): TextEdit[] {
  const lines = new LineIndex(context.textOf(uri) ?? '');
  return edits.map(({ span, newText, snippet }) => ({
    range: rangeOf(lines, span),
    newText: snippet === true ? withoutPlaceholders(newText) : newText,
  }));
}

function protocolEdit(edit: PlacedEdit, context: EditContext): TextEdit | SnippetTextEdit | AnnotatedTextEdit {
  const range = rangeOf(new LineIndex(context.textOf(edit.uri) ?? ''), edit.span);
  if (edit.snippet === true && context.capabilities.workspace?.workspaceEdit?.snippetEditSupport === true) {
    return { range, snippet: { kind: 'snippet', value: edit.newText } };
  }
  const newText = edit.snippet === true ? withoutPlaceholders(edit.newText) : edit.newText;
  return edit.annotation === undefined ? { range, newText } : { range, newText, annotationId: edit.annotation.id };
}
