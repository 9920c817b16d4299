/**
 * `npm run tarball [-- --built]`: builds the command line and writes `config-preflight-<version>.tgz`, the package as it is published: for
 * `npm install --global ./config-preflight-<version>.tgz`, or `npx --package <path> preflight`. `--built`: takes what is built already.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBundles, root } from './bundles.ts';

const { values } = parseArgs({ options: { built: { type: 'boolean' }, to: { type: 'string', default: root } } });
if (values.built !== true) await buildBundles(['server/dist']);

const stage = join(values.to, values.to === root ? 'dist/npm' : 'npm');
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
cpSync(join(root, 'server/dist'), join(stage, 'dist'), { recursive: true });
for (const name of ['README.md', 'LICENSE', 'THIRD-PARTY-NOTICES.md']) cpSync(join(root, name), join(stage, name));
const own = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8')) as object;
const { version, repository, bugs, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
} & Record<'repository' | 'bugs' | 'homepage', unknown>;
writeFileSync(
  join(stage, 'package.json'),
  `${JSON.stringify({ ...own, version, repository, bugs, homepage }, null, 2)}\n`,
);
execFileSync('npm', ['pack', '--silent', '--pack-destination', values.to], { cwd: stage, stdio: 'ignore' });
console.log(join(values.to, `config-preflight-${version}.tgz`));
