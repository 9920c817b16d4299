import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { type OutlineKind, type OutlineSymbol, outlineOf } from '../language/outline.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  module: SymbolKind.Module,
  server: SymbolKind.Class,
  location: SymbolKind.Method,
  upstream: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  condition: SymbolKind.Operator,
  include: SymbolKind.File,
  block: SymbolKind.Namespace,
  service: SymbolKind.Class,
  key: SymbolKind.Property,
  table: SymbolKind.Struct,
};

/** The outline of a file as the protocol has it. */
export function symbolsIn(report: FileReport): DocumentSymbol[] {
  const lines = new LineIndex(report.text);
  return outlineOf(report).map((symbol) => symbolOf(symbol, lines));
}

function symbolOf({ name, detail, kind, span, nameSpan, children }: OutlineSymbol, lines: LineIndex): DocumentSymbol {
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
