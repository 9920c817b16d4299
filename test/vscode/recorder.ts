import { appendFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A frame of a moving picture: `@@frame typing 12 90`, which is to be seen for 90 milliseconds. */
const FRAME = /^@@frame ([a-z0-9-]+) (\d+) (\d+)$/;
/** The window while something is recorded: small enough for a page to show it without shrinking its letters. */
const SIZE = { width: 900, height: 540 };
/** What only the host of a test shows: the name of its window, and items of the status bar about the keyboard, ports and tasks of VS Code. */
const OF_THE_HOST = [
  '.titlebar-center',
  '.titlebar-right',
  '[id="status.host"]',
  '[id="status.forwardedPorts"]',
  '[id="status.workbench.keyboardLayout"]',
  '[id="chat.statusBarEntry"]',
  '[id="status.notifications"]',
];

/**
 * Takes the frames of moving pictures, each when the suite says so and with the time the suite gives it: a busy machine records the same
 * as an idle one. Writes `<folder>/<name>/frame-0012.png`, and `frames.txt` beside them, the list of ffmpeg's concat demuxer.
 */
export class Recorder {
  readonly #page: Page;
  readonly #folder: string;
  #prepared = false;

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  /** A frame is on disk, under its name, when it is complete: the suite waits for that. */
  async take(line: string): Promise<void> {
    const [, name = '', number = '', duration = ''] = FRAME.exec(line) ?? [];
    if (name === '') return;
    await this.#prepare();
    const folder = join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    const file = `frame-${number.padStart(4, '0')}.png`;
    await this.#page.screenshot({ path: join(folder, 'taken.png') });
    appendFileSync(join(folder, 'frames.txt'), `file '${file}'\nduration ${(Number(duration) / 1000).toFixed(3)}\n`);
    renameSync(join(folder, 'taken.png'), join(folder, file));
  }

  async #prepare(): Promise<void> {
    if (this.#prepared) return;
    this.#prepared = true;
    await this.#page.setViewportSize(SIZE);
    await this.#page.addStyleTag({ content: `${OF_THE_HOST.join(', ')} { visibility: hidden !important; }` });
  }
}
