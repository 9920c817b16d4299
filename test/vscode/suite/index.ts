import * as vscode from 'vscode';
import { Harness, ok } from './harness.ts';

/** What VS Code calls. */
export async function run(): Promise<void> {
  const harness = new Harness();
  harness.test('the extension is here', async () => {
    const extension = vscode.extensions.getExtension('config-preflight.config-preflight');
    ok(extension !== undefined, 'not found');
    await extension.activate();
    harness.note(`host: ${'importScripts' in globalThis ? 'worker' : 'node'} ${vscode.version}`);
  });
  await harness.run(async () => {});
}
