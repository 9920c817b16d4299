import type { FileReport } from '../engine/file-report.ts';
import { composeSymbols } from './compose/outline.ts';
import { dotenvSymbols } from './dotenv/outline.ts';
import type { OutlineSymbol } from './item/outline-symbol.ts';
import { nginxSymbols } from './nginx/symbols.ts';
import { tomlSymbols } from './toml/outline.ts';

export type { OutlineKind, OutlineSymbol } from './item/outline-symbol.ts';

/** The outline of a file; empty when it is none of ours. */
export function outlineOf({ model }: FileReport): readonly OutlineSymbol[] {
  switch (model?.format) {
    case 'nginx':
      return nginxSymbols(model);
    case 'compose':
      return composeSymbols(model);
    case 'toml':
      return tomlSymbols(model);
    case 'dotenv':
      return dotenvSymbols(model);
    default:
      return [];
  }
}
