import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** How long an element is waited for, in milliseconds. */
const PATIENCE = 20_000;
/** How long a key pressed by `@@reach` is given, in milliseconds, and how often it is pressed. */
const KEY_PATIENCE = 3000;
const KEY_PRESSES = 3;
/** Of the pictures inside the extension, where size counts. */
const WEBP_QUALITY = 0.5;

/**
 * What the suite has done at the screen by logging a line:
 *
 * - `@@picture hover-dark.png`, of a part with `@@picture fix.webp 50 90 800 500` (left, top, width, height in pixels);
 * - `@@press Control+.`: a key, as Playwright names it;
 * - `@@await .action-widget`: until such an element is in sight;
 * - `@@reach ArrowDown .focused`: a key, pressed again as somebody would whose key was not taken, until such an element is in sight;
 * - `@@hover #id`: the mouse goes there;
 * - `@@labels [role=treeitem]`: prints what a screen reader says of such elements.
 *
 * One after the other, in the order of the lines.
 */
export class Hands {
  readonly #page: Page;
  readonly #pictures: string | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(page: Page, pictures: string | undefined) {
    this.#page = page;
    this.#pictures = pictures;
  }

  /** Never rejects: what cannot be done is said, and the suite sees what is missing. */
  do(line: string): Promise<void> {
    const space = line.indexOf(' ');
    const [verb, rest] = [line.slice(2, space), line.slice(space + 1)];
    this.#last = this.#last
      .then(() => this.#act(verb, rest))
      .catch(async (error: unknown) => {
        console.log(`  (${line}: ${String(error).split('\n')[0]}; keys go to ${await this.#focus()})`);
      });
    return this.#last;
  }

  async #act(verb: string, rest: string): Promise<void> {
    switch (verb) {
      case 'picture':
        return this.#picture(rest);
      case 'press':
        return this.#page.keyboard.press(rest);
      case 'await':
        return void (await this.#page.waitForSelector(rest, { state: 'visible', timeout: PATIENCE }));
      case 'reach':
        return this.#reach(rest);
      case 'hover':
        return this.#page.hover(rest, { timeout: PATIENCE });
      case 'labels':
        return this.#labels(rest);
    }
  }

  async #reach(rest: string): Promise<void> {
    const space = rest.indexOf(' ');
    const [key, selector] = [rest.slice(0, space), rest.slice(space + 1)];
    for (let press = 1; press <= KEY_PRESSES; press++) {
      await this.#page.keyboard.press(key);
      const last = press === KEY_PRESSES;
      const seen = this.#page.waitForSelector(selector, { state: 'visible', timeout: KEY_PATIENCE });
      if (last) await seen;
      else if (await seen.then(Boolean, () => false)) return;
    }
  }

  /** Where a key would go: says why one was not taken. */
  async #focus(): Promise<string> {
    const described = '(at => `${at?.tagName}.${at?.className} "${at?.ariaLabel ?? ""}"`)(document.activeElement)';
    return this.#page.evaluate<string>(described).catch(() => 'no page');
  }

  async #picture(rest: string): Promise<void> {
    const [name = '', ...numbers] = rest.split(' ');
    if (this.#pictures === undefined || !/^[a-z0-9-]+\.(?:png|webp)$/.test(name)) return;
    mkdirSync(this.#pictures, { recursive: true });
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    const png = await this.#page.screenshot(width > 0 ? { clip: { x, y, width, height } } : {});
    writeFileSync(join(this.#pictures, name), name.endsWith('.webp') ? await this.#webp(png) : png);
  }

  /** The browser can write what its own screenshots cannot be. */
  async #webp(png: Buffer): Promise<Buffer> {
    const page = await this.#page.context().browser()?.newPage();
    if (page === undefined) throw new Error('no browser');
    const bytes = await page.evaluate(
      async ({ source, quality }) => {
        const image = await createImageBitmap(await (await fetch(source)).blob());
        const canvas = new OffscreenCanvas(image.width, image.height);
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      { source: `data:image/png;base64,${png.toString('base64')}`, quality: WEBP_QUALITY },
    );
    await page.close();
    return Buffer.from(bytes);
  }

  async #labels(selector: string): Promise<void> {
    const labels = await this.#page
      .locator(selector)
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''));
    for (const label of labels) console.log(`  "${label}"`);
  }
}
