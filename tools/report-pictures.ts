/** `node tools/report-pictures.ts`: pictures of the HTML pages the command line writes, light and dark, for the docs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { obtainChromium, Unavailable } from '../test/vscode/obtain.ts';
import { root } from './bundles.ts';

const folder = mkdtempSync(join(tmpdir(), 'preflight-report-'));
const cli = join(root, 'server/dist/cli.js');
const PAGES = [
  ['checklist-report', ['checklist', 'bap', 'examples/shop', '--format', 'html']],
  ['scan-report', ['scan', 'examples/shop', '--format', 'html', '--fail-on', 'never']],
] as const;

try {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser = await chromium.launch({ executablePath: obtainChromium(), args });
  for (const [name, command] of PAGES) {
    const file = join(folder, `${name}.html`);
    spawnSync(process.execPath, [cli, ...command, '--output', file], { cwd: root, stdio: 'inherit' });
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, colorScheme });
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({
        path: join(root, 'docs/pictures', colorScheme === 'dark' ? `${name}-dark.png` : `${name}.png`),
      });
    }
  }
  await browser.close();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`skipped: report pictures: ${error.message}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
