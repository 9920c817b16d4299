import { Transform, type TransformCallback } from 'node:stream';

/** Bytes of one message; the largest text that a tool takes is a tenth of it. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** Of a message that is too long so much of both ends is kept, to find whose it was. */
const ENDS = 512;
const NEWLINE = 10;

/**
 * The messages of a client, a line each, whole. One that is too long is left out and told, so that the session goes on: `onTooLong` is given
 * the id of the request, or `null` when it has none that can be found.
 */
export class MessageLines extends Transform {
  readonly #onTooLong: (id: string | number | null) => void;
  #pieces: Buffer[] = [];
  #size = 0;
  #isTooLong = false;
  #head = '';
  #tail = '';

  constructor(onTooLong: (id: string | number | null) => void) {
    super();
    this.#onTooLong = onTooLong;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.#take(chunk.subarray(from, end + 1));
      this.#endLine();
      from = end + 1;
    }
    this.#take(chunk.subarray(from));
    done();
  }

  #take(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#isTooLong) {
      this.#tail = (this.#tail + piece.subarray(-ENDS).toString('latin1')).slice(-ENDS);
      return;
    }
    this.#pieces.push(piece);
    if (this.#size <= MOST_BYTES) return;
    this.#isTooLong = true;
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#head = all.subarray(0, ENDS).toString('latin1');
    this.#tail = all.subarray(-ENDS).toString('latin1');
  }

  #endLine(): void {
    if (this.#isTooLong) this.#onTooLong(idIn(this.#head, this.#tail));
    else this.push(Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#size = 0;
    this.#isTooLong = false;
  }
}

/** The id of a request whose middle is not there: before its parameters, or behind them. */
function idIn(head: string, tail: string): string | number | null {
  const member = /"id"\s*:\s*(\d{1,15}|"[\w.:-]{1,64}")/;
  const before = member.exec(head.slice(0, Math.max(0, head.indexOf('"params"'))));
  const behind = member.exec(tail.slice(tail.lastIndexOf('}', tail.trimEnd().length - 2) + 1));
  const found = (before ?? behind)?.[1];
  return found === undefined ? null : found.startsWith('"') ? found.slice(1, -1) : Number(found);
}
