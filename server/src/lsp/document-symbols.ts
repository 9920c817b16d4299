import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type NginxSymbol, type NginxSymbolKind, nginxSymbols } from '../language/nginx/symbols.ts';
import type { FileReport } from '../project/project.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

const KINDS: Readonly<Record<NginxSymbolKind, SymbolKind>> = {
  module: SymbolKind.Module,
  server: SymbolKind.Class,
  location: SymbolKind.Method,
  upstream: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  condition: SymbolKind.Operator,
  include: SymbolKind.File,
  block: SymbolKind.Namespace,
};

/** The outline of an nginx file. The other formats have one from VS Code or from the extensions everybody uses. */
export function symbolsIn(report: FileReport): DocumentSymbol[] {
  const { model } = report;
  if (model?.format !== 'nginx') return [];
  const lines = new LineIndex(report.text);
  return nginxSymbols(model).map((symbol) => symbolOf(symbol, lines));
}

function symbolOf({ name, detail, kind, span, nameSpan, children }: NginxSymbol, lines: LineIndex): DocumentSymbol {
  return {
    // An empty name is refused by editors.
    name: name === '' ? kind : name,
    detail,
    kind: KINDS[kind],
    range: rangeOf(lines, span),
    selectionRange: rangeOf(lines, nameSpan),
    children: children.map((child) => symbolOf(child, lines)),
  };
}
