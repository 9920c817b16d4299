import * as vscode from 'vscode';
import { apply, codeOf, fileUri, findings, show, until, untilRule } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { pause, untilIdle } from './idle.ts';

/** Settings of the editor that change when and what is shown. */
export function settingTests({ test }: Harness): void {
  test('run: onSave waits for the file to be saved', async () => {
    await withSetting('run', 'onSave', async () => {
      const { document } = await show('closed/app.env');
      await untilRule(document.uri, 'env/debug-enabled');
      // The new setting makes the server ask for all diagnostics once more.
      await untilIdle(2000);
      await replace(document, 'true', 'false');
      await pause(800);
      ok(findings(document.uri).map(codeOf).includes('env/debug-enabled'), 'gone before saving');
      await document.save();
      await untilRule(document.uri, 'env/debug-enabled', false);
      await replace(document, 'false', 'true');
      await document.save();
      await untilRule(document.uri, 'env/debug-enabled');
    });
  });

  test('focusMode hides what stands on the line of the cursor', async () => {
    await withSetting('focusMode', true, async () => {
      const editor = await show('.env');
      editor.selection = new vscode.Selection(2, 0, 2, 0);
      await untilRule(editor.document.uri, 'env/debug-enabled');
      editor.selection = new vscode.Selection(0, 3, 0, 3);
      await untilRule(editor.document.uri, 'env/debug-enabled', false);
      await untilRule(editor.document.uri, 'secret/placeholder');
      editor.selection = new vscode.Selection(2, 0, 2, 0);
      await untilRule(editor.document.uri, 'env/debug-enabled');
    });
  });

  test('enable: false silences everything, closed files too, without a restart', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, 'compose/privileged-container');
    await withSetting('enable', false, async () => {
      const left = () => vscode.languages.getDiagnostics().filter(([uri]) => findings(uri).length > 0);
      const gone = await until(() => left().length === 0);
      ok(
        gone,
        `left: ${left()
          .map(([uri]) => describe(uri))
          .join(', ')}`,
      );
    });
    await untilRule(document.uri, 'compose/privileged-container');
    await untilRule(fileUri('closed/docker-compose.yml'), 'compose/privileged-container');
  });

  test('mode: openFiles drops closed files, and workspace brings them back', async () => {
    await untilRule(fileUri('closed/docker-compose.yml'), 'compose/privileged-container');
    await withSetting('mode', 'openFiles', async () => {
      ok(await until(() => findings(fileUri('closed/docker-compose.yml')).length === 0), 'closed file still shows');
    });
    await untilRule(fileUri('closed/docker-compose.yml'), 'compose/privileged-container');
  });

  test('inlay hints are off until switched on, and masked', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, 'compose/privileged-container');
    equal(await hints(document), [], 'hints while off');
    await withSetting('inlayHints', true, async () => {
      ok(await until(async () => (await hints(document)).length > 0), 'no hints');
      const shown = JSON.stringify(await hints(document));
      ok(!shown.includes('8080'), shown);
    });
  });
}

/** A file with what is reported for it, and whether an editor still holds it. */
function describe(uri: vscode.Uri): string {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  const state = open === undefined ? 'not open' : `open, ${open.isDirty ? 'dirty' : 'saved'}, version ${open.version}`;
  return `${uri.path} (${state}; tabs ${tabs.join(' ')}; ${JSON.stringify(findings(uri).map(({ message }) => message))})`;
}

async function hints(document: vscode.TextDocument): Promise<readonly string[]> {
  const range = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    range,
  );
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

/** Runs with a setting of the workspace, and takes it away again. */
export async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration('preflight', fileUri('.env'));
  await settings().update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await body();
  } finally {
    await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  await apply(edit);
}
