import type { FileReport } from '../engine/file-report.ts';
import { type NginxSymbol, type NginxSymbolKind, nginxSymbols } from './nginx/symbols.ts';

export type OutlineSymbol = NginxSymbol;
export type OutlineKind = NginxSymbolKind;

/** The outline of an nginx file. The other formats have one from VS Code or from the extensions everybody uses: empty. */
export function outlineOf({ model }: FileReport): readonly OutlineSymbol[] {
  return model?.format === 'nginx' ? nginxSymbols(model) : [];
}
