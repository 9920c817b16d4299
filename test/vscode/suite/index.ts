import * as vscode from 'vscode';
import { agentTests } from './agents.ts';
import { bulkFixTests } from './bulk-fixes.ts';
import { calmTests } from './calm.ts';
import { checklistFolderTests, checklistTests } from './checklists.ts';
import { diagnosticTests } from './diagnostics.ts';
import { closeAll } from './editing.ts';
import { editorFeatureTests } from './editor-features.ts';
import { featureTests } from './features.ts';
import { Harness, ok } from './harness.ts';
import { keyboardTests } from './keyboard.ts';
import { multiRootTests } from './multi-root.ts';
import { navigationTests } from './navigation.ts';
import { quietTests } from './quiet.ts';
import { settingTests } from './settings.ts';
import { speedTests } from './speed.ts';
import { workspaceTests } from './workspace.ts';

/** What VS Code calls. */
export async function run(): Promise<void> {
  const harness = new Harness();
  const host = 'importScripts' in globalThis ? 'web worker' : 'node';
  // In a browser VS Code saves by itself after a second, which would write to disk what a test only types.
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  // Most tests want to see what is found in files that are not open.
  await vscode.workspace.getConfiguration('preflight').update('mode', 'workspace', vscode.ConfigurationTarget.Global);
  harness.note(`VS Code ${vscode.version}, ${host} host`);
  harness.test('the extension starts', async () => {
    const extension = vscode.extensions.getExtension('config-preflight.config-preflight');
    ok(extension !== undefined, 'not found');
    const start = performance.now();
    await extension.activate();
    harness.note(`activation: ${Math.round(performance.now() - start)} ms (0: it had started by itself)`);
  });
  if (vscode.workspace.workspaceFile !== undefined) {
    multiRootTests(harness);
    checklistFolderTests(harness);
  } else if (vscode.workspace.workspaceFolders?.[0]?.name === 'strangers') quietTests(harness);
  else {
    diagnosticTests(harness);
    workspaceTests(harness);
    featureTests(harness);
    navigationTests(harness);
    editorFeatureTests(harness);
    bulkFixTests(harness);
    checklistTests(harness);
    calmTests(harness);
    settingTests(harness);
    keyboardTests(harness);
    agentTests(harness);
    speedTests(harness);
  }
  await harness.run(closeAll);
}
