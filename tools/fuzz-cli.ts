import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli } from '../test/cli/run-cli.ts';
import { setup as buildCli } from '../test/support/build-cli.ts';

/** Files a folder: enough to have neighbours, few enough that a file that vanishes leaves others. */
const A_FOLDER = 20;

/** Keeps some mutated files of a fuzz run and sends them through the built command line as a process. */
export class CliFuzz {
  readonly #root = mkdtempSync(join(tmpdir(), 'preflight-fuzz-'));
  readonly #paths: string[] = [];

  /** Takes one mutated file; `name` decides its format. */
  take(name: string, text: string): void {
    const count = this.#paths.length;
    const path = join(this.#root, `${Math.floor(count / A_FOLDER)}`, `${count}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    this.#paths.push(path);
  }

  /** Scans the tree in three formats, the last time while its files vanish. Gives what went wrong, one line each. */
  async run(): Promise<{ readonly files: number; readonly problems: readonly string[] }> {
    const problems: string[] = [];
    try {
      buildCli();
      for (const format of ['text', 'sarif', 'json']) problems.push(...(await this.#scan(format)));
      const scan = this.#scan('json');
      for (const path of this.#paths.filter((_, index) => index % 3 !== 0)) {
        rmSync(path, { force: true });
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      problems.push(...(await scan).map((problem) => `files vanishing: ${problem}`));
    } finally {
      rmSync(this.#root, { recursive: true, force: true });
    }
    return { files: this.#paths.length, problems };
  }

  async #scan(format: string): Promise<readonly string[]> {
    const problems: string[] = [];
    const { code, stdout, stderr } = await runCli(['scan', '--format', format], { cwd: this.#root });
    if (code !== 1 && code !== 2) problems.push(`${format}: exit code ${code}`);
    if (/\n {4}at /.test(stderr) || stderr.includes('rule-crashed'))
      problems.push(`${format}: a stack or a crash on stderr`);
    if (stdout.includes('internal/rule-crashed')) problems.push(`${format}: a rule crashed`);
    if (stdout.includes('\u001b') || stderr.includes('\u001b'))
      problems.push(`${format}: an escape sequence got through`);
    if (format !== 'text') {
      try {
        JSON.parse(stdout);
      } catch {
        problems.push(`${format}: not valid JSON`);
      }
    }
    return problems;
  }
}
