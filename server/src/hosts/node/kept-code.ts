import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { openFileAtOnce } from './open-file.ts';

/** Bytes before the code: V8 itself runs whatever begins like code. */
const CHECKSUM = 4;

/** CRC-32; Node has it since 22.2, code is kept since 22.8. */
const checksumOf = Reflect.get(zlib, 'crc32') as (data: Buffer) => number;

/** What this program keeps, and what it leaves when it is ended while it writes. */
const KEPT = /^preflight-[\da-f-]+\.code(?:\.\d+)?$/;

/**
 * What V8 compiled of a program while it ran, kept for its next run in a folder of the user's own. Node's compile cache keeps what is
 * compiled before a program runs; the functions a run calls are compiled anew each time, a quarter of what a small scan costs.
 */
export class KeptCode {
  readonly #folder: string;
  readonly #name: string;
  readonly #source: string;

  /**
   * @param folder of Node's compile cache: one for each version of Node, its flags and the user
   * @param program path of the file that is compiled; another text is another program: V8 itself compares lengths only
   * @throws the system's error where the program cannot be read
   */
  constructor(folder: string, program: string) {
    const text = readFileSync(program);
    this.#folder = folder;
    this.#source = text.toString('utf8');
    this.#name = `preflight-${text.length.toString(16)}-${checksumOf(text).toString(16).padStart(8, '0')}.code`;
  }

  /** The program's text. */
  source(): string {
    return this.#source;
  }

  /** The code; `undefined` when there is none, it is not whole, or somebody else could have written it. Never throws. */
  read(): Buffer | undefined {
    let file: number | undefined;
    try {
      file = openFileAtOnce(this.#path());
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

  /**
   * Keeps the code, whole or not at all, and removes what was kept for programs before this one. Never throws: without it the next run is
   * slower, and no more.
   */
  write(code: Buffer): void {
    const beside = `${this.#path()}.${process.pid}`;
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
      renameSync(beside, this.#path());
    } catch {
      forget(beside);
      return;
    }
    this.#forgetOthers();
  }

  #path(): string {
    return join(this.#folder, this.#name);
  }

  #forgetOthers(): void {
    try {
      for (const name of readdirSync(this.#folder)) {
        const path = join(this.#folder, name);
        if (name !== this.#name && KEPT.test(name) && isOwn(lstatSync(path))) forget(path);
      }
    } catch {
      // They stay where they are.
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
