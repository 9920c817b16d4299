import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWorkbench } from './browser.ts';
import { obtainServer } from './obtain.ts';

const LIMIT = 10 * 60_000;

interface Arguments {
  readonly options: ReadonlyMap<string, string>;
  readonly folder: string;
}

/** Starts a VS Code server build with VS Code's own arguments and runs the suite in it. Returns the exit code. */
export async function launch(argv: readonly string[]): Promise<number> {
  const { options, folder } = parse(argv);
  const server = await startServer();
  try {
    const authority = new URL(server.origin).host;
    const remote = (path: string) => `vscode-remote://${authority}${resolve(path)}`;
    const payload = [
      ...namedPaths(options, ['extensionDevelopmentPath', 'extensionTestsPath'], remote),
      ...(options.has('extensionDevelopmentKind') ? [['extensionDevelopmentKind', 'web']] : []),
      ['skipWelcome', 'true'],
    ];
    const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const query = `${kind}=${encodeURIComponent(resolve(folder))}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    return await runWorkbench({
      address: `${server.origin}/?${query}`,
      pictures: options.get('pictures'),
      limit: LIMIT,
    });
  } finally {
    server.stop();
  }
}

export interface RunningServer {
  /** `http://127.0.0.1:port`, also when the server was told to listen on another address of loopback. */
  readonly origin: string;
  stop(): void;
}

/** Starts a VS Code server on a free port of loopback, with its data in a temporary folder. */
export async function startServer(port = 0): Promise<RunningServer> {
  const root = obtainServer();
  const data = mkdtempSync(join(tmpdir(), 'preflight-vscode-'));
  const child = spawn(process.execPath, [join(root, 'out/server-main.js'), ...serverArguments(data, port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => {
    child.kill();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    return { origin: await originOf(child), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function serverArguments(data: string, port: number): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'],
    // Without it a built server ignores the payload that names the extension under test.
    '--enable-smoke-test-driver',
    ...['--server-data-dir', data, '--user-data-dir', join(data, 'user'), '--extensions-dir', join(data, 'extensions')],
  ];
}

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    const onData = (data: Buffer) => {
      output += data.toString();
      const found = /Web UI available at (\S+)/.exec(output)?.[1];
      if (found !== undefined) done(new URL(found).origin);
      if (process.env.PREFLIGHT_VERBOSE) process.stdout.write(data);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    child.on('exit', (code) => fail(new Error(`the VS Code server ended with ${code}\n${output.slice(-2000)}`)));
  });
}

function parse(argv: readonly string[]): Arguments {
  const options = new Map<string, string>();
  const plain: string[] = [];
  for (const argument of argv) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match?.[1] === undefined) plain.push(argument);
    else options.set(match[1], match[2] ?? '');
  }
  return { options, folder: plain[0] ?? '.' };
}

function namedPaths(options: Arguments['options'], names: readonly string[], toUri: (path: string) => string) {
  return names.flatMap((name) => {
    const path = options.get(name);
    return path === undefined ? [] : [[name, toUri(path)]];
  });
}
