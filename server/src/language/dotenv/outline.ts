import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { OutlineSymbol } from '../item/outline-symbol.ts';

/** The names of a `.env` file in order, never their values. */
export function dotenvSymbols({ file }: DotenvModel): readonly OutlineSymbol[] {
  return file.entries.map(({ key, keySpan, span }) => ({
    name: key,
    detail: '',
    kind: 'variable',
    span: { start: Math.min(span.start, keySpan.start), end: Math.max(span.end, keySpan.end) },
    nameSpan: keySpan,
    children: [],
  }));
}
