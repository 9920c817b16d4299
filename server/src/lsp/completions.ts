import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Position } from 'vscode-languageserver';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import { completeNginx, completionPage, type NginxCompletion } from '../language/nginx/completion.ts';
import { placeAt } from '../language/nginx/place.ts';
import { completeToml, type TomlCompletion } from '../language/toml/complete.ts';
import type { FileReport } from '../project/project.ts';
import { LineIndex } from '../text/line-index.ts';
import { withoutPlaceholders } from './edits.ts';
import { rangeOf } from './positions.ts';

const TOML_KINDS: Readonly<Record<TomlCompletion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  table: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
};

const NGINX_KINDS: Readonly<Record<NginxCompletion['kind'], CompletionItemKind>> = {
  directive: CompletionItemKind.Keyword,
  block: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
  reference: CompletionItemKind.Reference,
};

/** What a proposal needs to find its page when it is looked at. */
interface CompletionData {
  readonly directive: string;
  readonly protocol: string;
}

/** What can be typed at a position: settings of a recognised TOML application, what fits into an nginx block. `snippets`: the client takes them. */
export function completionsAt(report: FileReport, position: Position, snippets: boolean): CompletionItem[] {
  const { model, settings } = report;
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  if (model?.format === 'toml') return tomlItems(model, offset, lines, snippets);
  if (model?.format === 'nginx') return nginxItems(model, offset, lines, snippets, settings.nginx.version);
  return [];
}

function tomlItems(model: TomlModel, offset: number, lines: LineIndex, snippets: boolean): CompletionItem[] {
  return completeToml(model, offset).map((proposal, index) => ({
    label: proposal.label,
    kind: TOML_KINDS[proposal.kind],
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

function nginxItems(
  model: NginxModel,
  offset: number,
  lines: LineIndex,
  snippets: boolean,
  version: string | undefined,
): CompletionItem[] {
  const protocol = placeAt(model, offset)?.scope.protocol ?? 'http';
  return completeNginx(model, offset, { version }).map((proposal) => {
    const asSnippet = proposal.isSnippet && snippets;
    const newText = proposal.isSnippet && !snippets ? withoutPlaceholders(proposal.insertText) : proposal.insertText;
    const data: CompletionData = { directive: proposal.label, protocol };
    return {
      label: proposal.label,
      kind: NGINX_KINDS[proposal.kind],
      detail: proposal.detail,
      sortText: proposal.sortText,
      insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: rangeOf(lines, proposal.span), newText },
      ...(proposal.kind === 'directive' || proposal.kind === 'block' ? { data } : {}),
    };
  });
}

/** A proposal with the page of its directive. */
export function withPage(item: CompletionItem): CompletionItem {
  const data = item.data as CompletionData | undefined;
  const page = data === undefined ? undefined : completionPage(data.directive, data.protocol);
  return page === undefined ? item : { ...item, documentation: { kind: 'markdown', value: page } };
}
