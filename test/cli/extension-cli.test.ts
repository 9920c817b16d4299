import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, selectBundles, writePages } from '../../tools/bundles.ts';
import { type CliResult, folderWith, runCli } from './run-cli.ts';

/** The command line as the extension carries it, with the engine of the worker's bundle beside it. */
const folder = join(root, 'dist/test/extension', String(process.pid));

beforeAll(async () => {
  for (const name of ['dist/server/cli.js', 'dist/server/browser.js'])
    for (const options of selectBundles([name]))
      await esbuild.build({ ...options, outfile: join(folder, name.slice('dist/server/'.length)) });
  writePages(`dist/test/extension/${process.pid}`);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the task runs it: the program that the extension host is, told to be a Node. */
function runCarried(args: readonly string[], cwd: string, path = process.env['PATH'] ?? ''): Promise<CliResult> {
  return runCli(args, { cwd, cli: join(folder, 'cli.js'), env: { ELECTRON_RUN_AS_NODE: '1', PATH: path } });
}

describe('the command line that the extension carries', () => {
  it('says what the published one says, in every format and command', { timeout: 120_000 }, async () => {
    const cwd = folderWith({
      '.env': 'ADMIN_PASSWORD=changeme\nDEBUG=true\n',
      'docker-compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true\n',
      'nginx.conf': 'events {}\nhttp { server { listen 80; autoindex on; } }\n',
      'a.toml': 'debug = true\n',
    });
    const formats = ['text', 'json', 'sarif', 'junit', 'github', 'markdown', 'html'];
    const commands: readonly (readonly string[])[] = [
      ...formats.map((format) => ['scan', '.', '--format', format]),
      ['scan', '--fix-unsafe', '--dry-run'],
      ['checklist', 'bap', '--format', 'html'],
      ['explain', 'secret/weak'],
      ['rules'],
      ['scan', '--frobnicate'],
    ];
    for (const args of commands) {
      const [published, carried] = await Promise.all([runCli(args, { cwd }), runCarried(args, cwd)]);
      expect(carried, args.join(' ')).toEqual(published);
    }
  });

  it('is what the task runs, whatever the workspace and the path call preflight or npx', async () => {
    const trap = '#!/bin/sh\necho trapped > "$PWD/trapped"\n';
    const cwd = folderWith({ '.env': 'ADMIN_PASSWORD=changeme\n' });
    for (const name of ['npx', 'preflight', 'node']) {
      mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
      writeFileSync(join(cwd, 'node_modules/.bin', name), trap, { mode: 0o755 });
    }
    const args = ['scan', '.', '--quiet', '--no-color', '--progress', 'never'];
    const { stdout, code } = await runCarried(
      args,
      cwd,
      [join(cwd, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    );
    expect([code, stdout.split('\n')[0]]).toEqual([
      1,
      '.env:1:16 high ADMIN_PASSWORD still holds a placeholder everybody can read; set a real password [secret/placeholder]',
    ]);
    expect((await runCarried(['explain', 'secret/weak'], cwd, join(cwd, 'node_modules/.bin'))).code).toBe(0);
  });
});
