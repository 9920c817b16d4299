import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Position } from 'vscode-languageserver';
import { completeToml, type TomlCompletion } from '../engine/toml-language/complete.ts';
import type { FileReport } from '../project/project.ts';
import { LineIndex } from '../text/line-index.ts';
import { withoutPlaceholders } from './edits.ts';
import { rangeOf } from './positions.ts';

const KINDS: Readonly<Record<TomlCompletion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  table: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
};

/** What can be typed at a position: keys, tables and values of a recognised TOML application. `snippets`: the client takes them. */
export function completionsAt(report: FileReport, position: Position, snippets: boolean): CompletionItem[] {
  const { model } = report;
  if (model?.format !== 'toml') return [];
  const lines = new LineIndex(report.text);
  return completeToml(model, lines.offsetAt(position)).map((proposal, index) => ({
    label: proposal.label,
    kind: KINDS[proposal.kind],
    detail: proposal.detail,
    ...(proposal.documentation === ''
      ? {}
      : { documentation: { kind: 'markdown' as const, value: proposal.documentation } }),
    // Unsafe values stay at hand, below everything else.
    sortText: `${proposal.unsafe ? 1 : 0}${String(index).padStart(4, '0')}`,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: rangeOf(lines, proposal.span),
      newText: snippets ? proposal.snippet : withoutPlaceholders(proposal.snippet),
    },
  }));
}
