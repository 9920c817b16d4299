import { chromium, type Page } from 'playwright-core';
import { Hands } from './hands.ts';
import { obtainChromium } from './obtain.ts';
import { Recorder } from './recorder.ts';

export interface WorkbenchRun {
  /** The workbench's address, with the payload that names extension and suite. */
  readonly address: string;
  /** Where pictures go; none are taken without it. */
  readonly pictures?: string | undefined;
  /** How long the suite may take, in milliseconds. */
  readonly limit: number;
}

/** Opens a VS Code workbench in a headless Chromium and waits for its test run. Returns the suite's exit code. */
export async function runWorkbench(run: WorkbenchRun): Promise<number> {
  const browser = await chromium.launch({ executablePath: obtainChromium(), args: CHROMIUM_ARGUMENTS });
  let timer: NodeJS.Timeout | undefined;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    if (process.env.PREFLIGHT_VERBOSE) page.on('console', (message) => console.log(`[page] ${message.text()}`));
    const exit = new Promise<number>((resolve) => {
      timer = setTimeout(() => {
        console.log(`the workbench did not finish within ${run.limit / 1000} s`);
        resolve(1);
      }, run.limit);
      page.on('crash', () => resolve(1));
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    const log = new Log(page, run.pictures);
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => log.take(args));
    // The limit of the run is the only one: a busy machine takes its time to load a workbench.
    await page.goto(run.address, { waitUntil: 'commit', timeout: run.limit });
    const code = await exit;
    log.finish(code);
    return code;
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** The suite's own lines are indented; the rest is the workbench's chatter, shown when the suite did not even start. */
class Log {
  readonly #chatter: string[] = [];
  readonly #hands: Hands;
  readonly #recorder: Recorder | undefined;
  #last: Promise<void> = Promise.resolve();
  #said = false;

  constructor(page: Page, pictures: string | undefined) {
    this.#hands = new Hands(page, pictures);
    this.#recorder = pictures === undefined ? undefined : new Recorder(page, pictures);
  }

  async take(args: readonly unknown[]): Promise<void> {
    const line = args.map(String).join(' ');
    if (line.trim().startsWith('@@')) await this.#act(line.trim());
    else if (line.startsWith('  ') || process.env.PREFLIGHT_VERBOSE) {
      this.#said = true;
      console.log(line);
    } else this.#chatter.push(line.split('\n').slice(0, 6).join('\n'));
  }

  /** One after the other: a frame shows what the hands did before it. */
  #act(line: string): Promise<void> {
    this.#last = this.#last
      .then(() => (line.startsWith('@@frame ') ? this.#recorder?.take(line) : this.#hands.do(line)))
      .catch((error: unknown) => console.log(`  (${line}: ${String(error).split('\n')[0]})`));
    return this.#last;
  }

  finish(code: number): void {
    if (code !== 0 && !this.#said) console.log(this.#chatter.slice(-30).join('\n'));
  }
}

// Chromium tries its own services otherwise, and waits for them where there is no network.
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
