import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { buildBundles, root, selectBundles } from './bundles.ts';

// `build.ts [word …]` builds the bundles whose path holds a word, all without one; `--dev` with source maps, `--watch` goes on.
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

if (process.argv.includes('--watch')) {
  for (const options of selectBundles(words)) await (await esbuild.context(options)).watch();
} else {
  for (const outfile of await buildBundles(words)) {
    console.log(`${outfile.padEnd(24)} ${Math.round(statSync(join(root, outfile)).size / 1024)} kB`);
  }
}
