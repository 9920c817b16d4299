/** `node tools/animations.ts`: makes the moving pictures of the extension's page from a real VS Code, with `ffmpeg`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { launch } from '../test/vscode/launch.ts';
import { Unavailable } from '../test/vscode/obtain.ts';
import { buildBundles, root } from './bundles.ts';

const NAMES = ['typing', 'quick-fix', 'scan'] as const;
/** How long the last frame stays before the picture begins again, in hundredths of a second. */
const REST = 300;

if (spawnSync('ffmpeg', ['-version']).status === 0) await main();
else console.log('skipped: animations: there is no ffmpeg');

async function main(): Promise<void> {
  const suite = join(root, 'dist/test/animations.js');
  await buildBundles(['dist/client/', 'dist/server/']);
  const work = mkdtempSync(join(tmpdir(), 'preflight-animations-'));
  const frames = join(work, 'frames');
  await esbuild.build({
    entryPoints: [join(root, 'test/vscode/suite/animations.ts')],
    outfile: suite,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define: { PREFLIGHT_FRAMES: JSON.stringify(frames) },
    footer: { js: '0 && (module.exports = { run });' },
  });
  // A deployment without findings, in which something is typed, and the one with them, which the suite lays over it.
  cpSync(join(root, 'examples/shop-hardened'), join(work, 'shop'), { recursive: true });
  cpSync(join(root, 'examples/shop'), join(work, 'before'), { recursive: true });
  try {
    const options = [`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${suite}`, `--pictures=${frames}`];
    process.exitCode = await launch([join(work, 'shop'), ...options]);
    if (process.exitCode !== 0) return;
    for (const name of NAMES) encode(join(frames, name), join(root, 'docs/pictures/moving'), name);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`skipped: animations: ${error.message}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One GIF of its frames, with colours of its own and the time each frame was given. @throws Error with ffmpeg's words when it fails. */
function encode(frames: string, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.gif`);
  const filter =
    'split[a][b];[a]palettegen=max_colors=96:stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';
  const input = ['-f', 'concat', '-safe', '0', '-i', join(frames, 'frames.txt')];
  const output = ['-vf', filter, '-fps_mode', 'vfr', '-final_delay', String(REST), file];
  const run = spawnSync('ffmpeg', ['-y', '-loglevel', 'error', ...input, ...output], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ffmpeg: ${run.stderr.slice(0, 400)}`);
  console.log(`${file.slice(root.length + 1)} (${Math.round(statSync(file).size / 1024)} kB)`);
}
