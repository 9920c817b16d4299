import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
} from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import {
  type CompletionKind,
  type CompletionOptions,
  completionPage,
  completionsAt,
  type PageRequest,
} from '../language/completion.ts';
import type { Project } from '../project/project.ts';
import { LineIndex } from '../text/line-index.ts';
import { withoutPlaceholders } from '../text/snippet.ts';
import { rangeOf } from './positions.ts';

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  table: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  directive: CompletionItemKind.Keyword,
  block: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  reference: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
};

/** Folders looked up for one request, one after another. */
const MOST_FOLDERS = 8;

/** What the client can do with proposals. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  /** It has VS Code's command that asks for proposals again. */
  readonly asksAgain: boolean;
}

/** Opens the list of proposals: VS Code's own command, named to our own client only. */
const ASK_AGAIN = { title: '', command: 'editor.action.triggerSuggest' };

/** What can be typed at a position. The names of folders that a path there may mean are read on the way. */
export async function completionItemsAt(
  report: FileReport,
  { position, context }: Pick<CompletionParams, 'position' | 'context'>,
  project: Project,
  { snippets, asksAgain }: CompletionAbilities,
): Promise<CompletionItem[]> {
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  const afterBlank = context?.triggerCharacter === ' ';
  const found = await withFolders(project, (look) => completionsAt(report, offset, { look, afterBlank }));
  return found.map((item) => ({
    label: item.label,
    kind: KINDS[item.kind],
    detail: item.detail,
    sortText: item.sortText,
    insertTextFormat: item.isSnippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: rangeOf(lines, item.span),
      newText: item.isSnippet && !snippets ? withoutPlaceholders(item.insertText) : item.insertText,
    },
    ...(item.documentation === undefined
      ? {}
      : { documentation: { kind: 'markdown' as const, value: item.documentation } }),
    ...(item.page === undefined ? {} : { data: item.page }),
    ...(item.goesOn === true && asksAgain ? { command: ASK_AGAIN } : {}),
  }));
}

/** Runs `work` until every folder it asked for is known. Nothing outside the workspace is listed. */
async function withFolders<T>(project: Project, work: (look: NonNullable<CompletionOptions['look']>) => T): Promise<T> {
  for (let round = 0; ; round++) {
    let wanted: string | undefined;
    const result = work((folder) => {
      if (!project.isInside(folder)) return undefined;
      if (!project.store.hasFolder(folder)) wanted ??= folder;
      return project.store.folder(folder)?.map(({ name, kind }) => ({ name, isFolder: kind === 'folder' }));
    });
    if (wanted === undefined || round >= MOST_FOLDERS) return result;
    await project.store.list(wanted);
  }
}

/** A proposal with the page of its directive. */
export function withPage(item: CompletionItem): CompletionItem {
  const request = item.data as PageRequest | undefined;
  const page = request === undefined ? undefined : completionPage(request);
  return page === undefined ? item : { ...item, documentation: { kind: 'markdown', value: page } };
}
