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
/** Frames a second and width in pixels: small enough to load beside the text, large enough to read. */
const RATE = 8;
const WIDTH = 1000;

if (spawnSync('ffmpeg', ['-version']).status === 0) await main();
else console.log('skipped: animations: there is no ffmpeg');

async function main(): Promise<void> {
  const suite = join(root, 'dist/test/animations.js');
  await buildBundles(['dist/client/', 'dist/server/']);
  await esbuild.build({
    entryPoints: [join(root, 'test/vscode/suite/animations.ts')],
    outfile: suite,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    footer: { js: '0 && (module.exports = { run });' },
  });
  const work = mkdtempSync(join(tmpdir(), 'preflight-animations-'));
  cpSync(join(root, 'examples/shop'), join(work, 'shop'), { recursive: true });
  try {
    const options = [
      `--extensionDevelopmentPath=${root}`,
      `--extensionTestsPath=${suite}`,
      `--pictures=${join(work, 'frames')}`,
    ];
    process.exitCode = await launch([join(work, 'shop'), ...options]);
    for (const name of NAMES) encode(join(work, 'frames', name), join(root, 'docs/pictures/moving'), name);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`skipped: animations: ${error.message}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One GIF of its frames, with colours of its own. @throws Error with ffmpeg's words when it fails. */
function encode(frames: string, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.gif`);
  const filter = `fps=${RATE},scale=${WIDTH}:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=64:stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle`;
  const input = ['-f', 'concat', '-safe', '0', '-i', join(frames, 'frames.txt')];
  const run = spawnSync('ffmpeg', ['-y', '-loglevel', 'error', ...input, '-vf', filter, file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ffmpeg: ${run.stderr.slice(0, 400)}`);
  console.log(`${file.slice(root.length + 1)} (${Math.round(statSync(file).size / 1024)} kB)`);
}
