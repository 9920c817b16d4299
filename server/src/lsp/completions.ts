import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
} from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { wantsAskedNames } from '../language/asked-names.ts';
import { type CompletionKind, completionPage, completionsAt, type PageRequest } from '../language/completion.ts';
import { LineIndex } from '../text/line-index.ts';
import { withoutPlaceholders } from '../text/snippet.ts';
import { askedNames } from './asked-names.ts';
import type { FeatureContext } from './feature-context.ts';
import { withFolders } from './folder-look.ts';
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
  snippet: CompletionItemKind.Snippet,
};

/** What the client can do with proposals. `asksAgain`: it has VS Code's command that asks for them again. */
function abilitiesOf({ abilities: { capabilities, options } }: FeatureContext): {
  readonly snippets: boolean;
  readonly asksAgain: boolean;
} {
  const snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  return { snippets, asksAgain: options.commands === true };
}

/** Opens the list of proposals: VS Code's own command, named to our own client only. */
const ASK_AGAIN = { title: '', command: 'editor.action.triggerSuggest' };

/** What can be typed at a position. The names of folders that a path there may mean are read on the way. */
export async function completionItemsAt(
  report: FileReport,
  { position, context }: Pick<CompletionParams, 'position' | 'context'>,
  features: FeatureContext,
): Promise<CompletionItem[]> {
  const { snippets, asksAgain } = abilitiesOf(features);
  const { project } = features.folders.of(report.uri);
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  const afterBlank = context?.triggerCharacter === ' ';
  const asked = wantsAskedNames(report, offset) && !afterBlank ? await askedNames(report.uri, features) : new Map();
  const found = await withFolders(project, (look) => completionsAt(report, offset, { look, afterBlank, asked }));
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

/** A proposal with the page of its directive. */
export function withPage(item: CompletionItem): CompletionItem {
  const request = item.data as PageRequest | undefined;
  const page = request === undefined ? undefined : completionPage(request);
  return page === undefined ? item : { ...item, documentation: { kind: 'markdown', value: page } };
}
