import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Position } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { type CompletionKind, completionPage, completionsAt, type PageRequest } from '../language/completion.ts';
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
};

/** What can be typed at a position. `snippets`: the client takes them. */
export function completionItemsAt(report: FileReport, position: Position, snippets: boolean): CompletionItem[] {
  const lines = new LineIndex(report.text);
  return completionsAt(report, lines.offsetAt(position)).map((item) => ({
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
  }));
}

/** A proposal with the page of its directive. */
export function withPage(item: CompletionItem): CompletionItem {
  const request = item.data as PageRequest | undefined;
  const page = request === undefined ? undefined : completionPage(request);
  return page === undefined ? item : { ...item, documentation: { kind: 'markdown', value: page } };
}
