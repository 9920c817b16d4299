import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { obtainChromium, obtainServer, Unavailable } from './obtain.ts';
import { runWebFloor } from './web-floor.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const suiteFile = join(root, 'dist/test/suite.js');

/** The value of an option of the command line: `--host=node,web`, `--only=regular expression for names of tests`. */
function argument(name: string): string | undefined {
  return process.argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** The ways the one suite is run: see the words of `--host=`. */
type Way = 'node' | 'multi' | 'quiet' | 'web' | 'floor' | 'desktop';
const DEFAULT_WAYS: readonly Way[] = ['node', 'multi', 'quiet', 'web', 'floor'];

/** What the web extension consists of, besides its manifest. */
const WEB_FILES = [
  'package.nls.json',
  'l10n',
  'dist/client/browser.js',
  'dist/server/browser.js',
  'dist/server/rule-pages.json',
  'schemas',
  'media',
  'client/syntaxes',
  'client/language-configuration',
];

/** Builds the suite and runs it in every way asked for. Returns the exit code. */
async function main(): Promise<number> {
  const asked = argument('host');
  const ways = asked === undefined ? DEFAULT_WAYS : (asked.split(',') as Way[]);
  if (!existsSync(join(root, 'dist/client/node.js'))) throw new Error('build first: npm run build');
  try {
    if (!ways.includes('desktop')) {
      obtainServer();
      obtainChromium();
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`skipped: VS Code suite: ${error.message}`);
    return 0;
  }
  await buildSuite();
  const tally = tallyOutput();
  let broken = 0;
  for (const way of ways) broken += (await runOne(way)) ? 0 : 1;
  const { passed, failed } = tally();
  // Other words than the hosts' lines: `npm test` adds those up.
  console.log(`\nVS Code, all hosts: ${passed} of ${passed + failed} passed`);
  return broken === 0 && failed === 0 ? 0 : 1;
}

/** Adds up the result lines of every host, whichever process they come from. */
function tallyOutput(): () => { readonly passed: number; readonly failed: number } {
  const sums = { passed: 0, failed: 0 };
  const write = process.stdout.write.bind(process.stdout) as (...args: unknown[]) => boolean;
  process.stdout.write = ((...args: unknown[]) => {
    for (const [, passed, failed] of String(args[0]).matchAll(/^ {2}(\d+) passed, (\d+) failed$/gm)) {
      sums.passed += Number(passed);
      sums.failed += Number(failed);
    }
    return write(...args);
  }) as typeof process.stdout.write;
  return () => sums;
}

async function runOne(way: Way): Promise<boolean> {
  const workspace = way === 'multi' ? makeMultiRoot() : way === 'quiet' ? makeStrangers() : makeWorkspace();
  console.log(`\nVS Code suite, ${way} host`);
  try {
    if (way === 'floor') return await runWebFloor({ root, suiteFile, workspace });
    await runTests({
      ...(way === 'web' ? makeWebExtension() : { extensionDevelopmentPath: root, extensionTestsPath: suiteFile }),
      launchArgs: [workspace, ...launchArguments(way)],
      ...(way === 'desktop'
        ? { version: process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'stable' }
        : { vscodeExecutablePath: join(here, 'launch-server.mjs') }),
    });
    return true;
  } catch (error) {
    if (error instanceof Unavailable) {
      console.log(`skipped: ${way} host: ${error.message}`);
      return true;
    }
    console.log(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    rmSync(dirname(workspace), { recursive: true, force: true, maxRetries: 5 });
  }
}

function launchArguments(way: Way): string[] {
  const data = mkdtempSync(join(tmpdir(), 'preflight-data-'));
  process.on('exit', () => rmSync(data, { recursive: true, force: true }));
  const folders = [`--user-data-dir=${join(data, 'user')}`, `--extensions-dir=${join(data, 'extensions')}`];
  if (way === 'web') return folders;
  if (way === 'desktop') return [...folders, '--disable-extensions'];
  return process.argv.includes('--pictures') ? [...folders, `--pictures=${join(root, 'docs/pictures')}`] : folders;
}

/** A fresh copy of the suite's workspace, in a folder whose name is as unfriendly as names get. */
function makeWorkspace(): string {
  const workspace = join(mkdtempSync(join(tmpdir(), 'preflight-ws-')), 'a (b) [c] %23 ü');
  cpSync(join(here, 'workspace'), workspace, { recursive: true });
  // Git does not keep a `.env` that its own ignore rules of a user may name; and the suite wants one with CRLF.
  writeFileSync(join(workspace, 'crlf.env'), 'DEBUG=true\r\nJWT_SECRET=changeme\r\n');
  return workspace;
}

/** A workspace with files of our endings and nothing for us. */
function makeStrangers(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'preflight-quiet-')), 'strangers');
  mkdirSync(folder);
  writeFileSync(join(folder, 'values.yaml'), 'apiVersion: v1\nkind: ConfigMap\n');
  writeFileSync(join(folder, 'app.properties'), 'name=x\n');
  writeFileSync(join(folder, 'Cargo.toml'), '[package]\nname = "x"\n');
  return folder;
}

/** Two folders in one workspace; the second is switched off by its own settings. Returns the workspace's file. */
function makeMultiRoot(): string {
  const parent = mkdtempSync(join(tmpdir(), 'preflight-multi-'));
  for (const name of ['loud', 'quiet']) {
    mkdirSync(join(parent, name, '.vscode'), { recursive: true });
    cpSync(join(here, 'workspace/closed/docker-compose.yml'), join(parent, name, 'docker-compose.yml'));
  }
  writeFileSync(join(parent, 'quiet/.vscode/settings.json'), '{ "preflight.enable": false }\n');
  const file = join(parent, 'two.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'loud' }, { path: 'quiet' }] }));
  return file;
}

/**
 * A copy of the extension without its `main`, with the suite inside: VS Code 1.139's browser workbench ignores
 * `extensionDevelopmentKind`, and an extension that has only `browser` runs in the web-worker host for certain.
 */
function makeWebExtension(): { extensionDevelopmentPath: string; extensionTestsPath: string } {
  const folder = join(root, 'dist/test/web');
  rmSync(folder, { recursive: true, force: true });
  for (const path of WEB_FILES) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  cpSync(suiteFile, join(folder, 'dist/test/suite.js'));
  const { main: _, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return { extensionDevelopmentPath: folder, extensionTestsPath: join(folder, 'dist/test/suite.js') };
}

async function buildSuite(): Promise<void> {
  mkdirSync(dirname(suiteFile), { recursive: true });
  await esbuild.build({
    entryPoints: [join(here, 'suite/index.ts')],
    outfile: suiteFile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    define: { PREFLIGHT_ONLY: JSON.stringify(argument('only') ?? '') },
    // Hosts that load the suite with `import` find the names of a CommonJS file by this pattern.
    footer: { js: '0 && (module.exports = { run });' },
    logLevel: 'warning',
  });
}

process.exitCode = await main();
