import * as vscode from 'vscode';
import { fileUri, show, until, untilRule } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { pause } from './idle.ts';

/** A workspace of YAML, properties and TOML that are not for us. */
export function quietTests({ test }: Harness): void {
  test('no server runs for YAML, properties and build manifests, in the workspace or open', async () => {
    for (const path of ['values.yaml', 'app.properties']) await show(path);
    await pause(3000);
    equal(isRunning(), false, 'running');
  });

  test('it starts with the first file it knows', async () => {
    const path = fileUri('stack.yml');
    await vscode.workspace.fs.writeFile(
      path,
      new TextEncoder().encode('services:\n  web:\n    image: nginx:1.27\n    privileged: true\n'),
    );
    const { document } = await show('stack.yml');
    ok(await until(isRunning), 'never started');
    await untilRule(document.uri, 'compose/privileged-container');
  });
}

function isRunning(): boolean {
  const api = vscode.extensions.getExtension('config-preflight.config-preflight')?.exports as {
    readonly client: { isRunning(): boolean };
  };
  return api.client.isRunning();
}
