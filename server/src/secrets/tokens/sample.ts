import { base62, crc32 } from './checksum.ts';
import { SHAPE_FORMATS, type TokenFormat } from './formats.ts';
import { KEYED_FORMATS } from './keyed-formats.ts';
import { compilePatterns, type Piece } from './pattern.ts';

/**
 * A made-up token of a format, checksum included, the same each time: for examples and tests, so that no file of this project
 * holds anything shaped like a leak. Throws when there is no such format: a programmer error.
 */
export function sampleToken(id: string): string {
  const format = [...SHAPE_FORMATS, ...KEYED_FORMATS].find((candidate) => candidate.id === id);
  const pattern = format === undefined ? undefined : compilePatterns(format.pattern)[0];
  if (format === undefined || pattern === undefined) throw new Error(`no token format ${id}`);
  const next = sequence(id);
  return withChecksum(format, pattern.pieces.map((piece) => write(piece, next)).join(''));
}

function write(piece: Piece, next: () => number): string {
  if (piece.kind === 'text') return piece.text;
  const letters = Array.from(piece.members.keys()).filter((code) => piece.members[code] === 1);
  const length = Math.min(piece.max, Math.max(piece.min, Math.min(piece.max, piece.min + 8)));
  return Array.from({ length }, () => String.fromCharCode(letters[next() % letters.length] ?? 65)).join('');
}

function withChecksum(format: TokenFormat, token: string): string {
  if (format.checksum === 'github') {
    const body = token.slice(token.indexOf('_') + 1, -6);
    return token.slice(0, -6) + base62(crc32(body), 6);
  }
  if (format.checksum === 'gitlab') return token.slice(0, -7) + crc32(token.slice(0, -7)).toString(36).padStart(7, '0');
  return token;
}

/** A fixed sequence of numbers that depends on the name only (xorshift). */
function sequence(seed: string): () => number {
  let state = crc32(seed) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) >>> 7;
  };
}
