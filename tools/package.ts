/** `npm run package`: builds and writes `config-preflight-<version>.vsix`. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildBundles, root } from './bundles.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const packagePath = join(root, `config-preflight-${version}.vsix`);

await buildBundles(['dist/client/', 'dist/server/']);
// Everything is bundled: `dependencies: false` keeps vsce from asking npm what to carry along.
await createVSIX({ cwd: root, packagePath, dependencies: false, skipLicense: false, readmePath: 'client/README.md' });
console.log(`${packagePath} (${Math.round(statSync(packagePath).size / 1024)} kB)`);
