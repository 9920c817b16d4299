/** `node tools/pictures.ts [--only=regular expression]`: takes the pictures of the docs and of the walkthrough in a real VS Code. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { launch } from '../test/vscode/launch.ts';
import { Unavailable } from '../test/vscode/obtain.ts';
import { buildBundles, root } from './bundles.ts';

const pictures = join(root, 'docs/pictures');
const suite = join(root, 'dist/test/pictures.js');
const walkthrough = join(root, 'media/walkthrough');
const only = process.argv.find((given) => given.startsWith('--only='))?.slice('--only='.length) ?? '';

await buildBundles(['dist/client/', 'dist/server/']);
await esbuild.build({
  entryPoints: [join(root, 'test/vscode/suite/pictures.ts')],
  outfile: suite,
  bundle: true,
  platform: 'browser',
  format: 'cjs',
  external: ['vscode'],
  define: { PREFLIGHT_ONLY: JSON.stringify(only) },
  footer: { js: '0 && (module.exports = { run });' },
});
const workspace = join(mkdtempSync(join(tmpdir(), 'preflight-shop-')), 'shop');
cpSync(join(root, 'examples/shop'), workspace, { recursive: true });
try {
  const options = [`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${suite}`, `--pictures=${pictures}`];
  process.exitCode = await launch([workspace, ...options]);
  mkdirSync(walkthrough, { recursive: true });
  for (const file of readdirSync(pictures))
    if (file.endsWith('.webp')) renameSync(join(pictures, file), join(walkthrough, file));
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`skipped: pictures: ${error.message}`);
} finally {
  rmSync(join(workspace, '..'), { recursive: true, force: true });
}
