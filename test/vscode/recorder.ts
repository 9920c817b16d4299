import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A line the suite logs to begin a moving picture, `@@record typing`; `@@record-end` ends it. */
const BEGIN = /^@@record ([a-z0-9-]+)$/;

/**
 * Takes frames of a page until it is told to stop: `<folder>/<name>/frame-0001.png` and on, and `frames.txt` beside them, the list of
 * ffmpeg's concat demuxer with how long each frame was to be seen, in seconds.
 */
export class Recorder {
  readonly #page: Page;
  readonly #folder: string;
  #running: { stop: boolean; readonly done: Promise<void> } | undefined;

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  async take(line: string): Promise<void> {
    const name = BEGIN.exec(line)?.[1];
    await this.#end();
    if (name !== undefined) this.#begin(join(this.#folder, name));
  }

  #begin(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const state = { stop: false };
    const record = async () => {
      const taken: { readonly name: string; readonly at: number }[] = [];
      while (!state.stop) {
        const name = `frame-${String(taken.length + 1).padStart(4, '0')}.png`;
        taken.push({ name, at: Date.now() });
        await this.#page.screenshot({ path: join(folder, name) });
      }
      taken.push({ name: '', at: Date.now() });
      const list = taken.slice(0, -1).map(({ name, at }, index) => {
        const next = taken[index + 1]?.at ?? at;
        return `file '${name}'\nduration ${((next - at) / 1000).toFixed(3)}\n`;
      });
      writeFileSync(join(folder, 'frames.txt'), list.join(''));
    };
    const done = record();
    this.#running = Object.assign(state, { done });
  }

  async #end(): Promise<void> {
    if (this.#running === undefined) return;
    this.#running.stop = true;
    await this.#running.done;
    this.#running = undefined;
  }
}
