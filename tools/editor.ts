/** `npm run editor`: opens VS Code with the extension on `examples/`: the desktop `code` on the PATH, else a server build on loopback. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../test/vscode/launch.ts';
import { Unavailable } from '../test/vscode/obtain.ts';
import { buildBundles, root } from './bundles.ts';

const named = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const folder = join(root, named ?? 'examples');

async function openServer(): Promise<void> {
  const server = await startServer();
  const authority = new URL(server.origin).host;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', `vscode-remote://${authority}${root}`],
    ['skipWelcome', 'true'],
  ]);
  const query = `folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`;
  const first = named === undefined ? 'Open shop/docker-compose.yml to see findings. ' : '';
  console.log(
    `\nVS Code with Config Preflight on ${folder}:\n\n  ${server.origin}/?${query}\n\n${first}Ctrl+C ends it.`,
  );
  const stop = () => {
    server.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function openDesktop(): void {
  const data = mkdtempSync(join(tmpdir(), 'preflight-editor-'));
  const args = [`--extensionDevelopmentPath=${root}`, `--user-data-dir=${data}`, '--new-window', '--wait', folder];
  const child = spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  child.on('exit', (code) => {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    process.exitCode = code ?? 0;
  });
}

await buildBundles(['dist/client/', 'dist/server/node.js', 'dist/server/browser.js']);
const desktop = spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
try {
  if (desktop && !process.argv.includes('--server')) openDesktop();
  else await openServer();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`cannot open an editor: ${error.message}`);
  process.exitCode = 2;
}
