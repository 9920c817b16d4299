import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { openFileAtOnce } from './open-file.ts';

/** Bytes before the code: V8 itself runs whatever begins like code. */
const CHECKSUM = 4;

/** CRC-32; Node has it since 22.2, code is kept since 22.8. */
const checksumOf = Reflect.get(zlib, 'crc32') as (data: Buffer) => number;

/**
 * What V8 compiled of a program while it ran, kept for its next run in a folder of the user's own. Node's compile cache keeps what is
 * compiled before a program runs; the functions a run calls are compiled anew each time, a quarter of what a small scan costs.
 */
export class KeptCode {
  readonly #program: string;
  readonly #path: string;

  /**
   * @param folder of Node's compile cache: one for each version of Node, its flags and the user
   * @param program path of the file that is compiled; another size or another time of change is another program
   */
  constructor(folder: string, program: string) {
    const { size, mtimeMs } = statSync(program);
    this.#program = program;
    this.#path = join(folder, `preflight-${size}-${Math.trunc(mtimeMs)}.code`);
  }

  /** The program's text. @throws the system's error */
  source(): string {
    return readFileSync(this.#program, 'utf8');
  }

  /** The code; `undefined` when there is none, it is not whole, or somebody else could have written it. Never throws. */
  read(): Buffer | undefined {
    let file: number | undefined;
    try {
      file = openFileAtOnce(this.#path);
      if (!isOwn(fstatSync(file))) return undefined;
      const written = readFileSync(file);
      const code = written.subarray(CHECKSUM);
      return written.length > CHECKSUM && written.readUInt32LE(0) === checksumOf(code) ? code : undefined;
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** Keeps the code, whole or not at all. Never throws: without it the next run is slower, and no more. */
  write(code: Buffer): void {
    const beside = `${this.#path}.${process.pid}`;
    try {
      const file = openSync(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
      try {
        const checksum = Buffer.alloc(CHECKSUM);
        checksum.writeUInt32LE(checksumOf(code));
        writeFileSync(file, checksum);
        writeFileSync(file, code);
      } finally {
        closeSync(file);
      }
      renameSync(beside, this.#path);
    } catch {
      forget(beside);
    }
  }
}

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is not ours to write to.
  }
}

/** Whether a file is the user's and nobody else may write to it; Windows has folders of the user's own instead. */
function isOwn(stats: Stats): boolean {
  if (!stats.isFile()) return false;
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
}
