import * as vscode from 'vscode';
import {
  changeText,
  closeAll,
  fileUri,
  findings,
  read,
  show,
  until,
  untilFindings,
  untilRule,
  write,
} from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';

interface Summary {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

const PRIVILEGED = 'compose/privileged-container';

export function workspaceTests({ test }: Harness): void {
  test('files never opened have their findings', async () => {
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
    await untilRule(fileUri('closed/app.env'), 'env/debug-enabled');
    ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.path.includes('/closed/')), 'it was opened');
  });

  test('Scan Workspace tells what it found', async () => {
    const summary = await vscode.commands.executeCommand<Summary>('preflight.scanWorkspace');
    ok(summary.files >= 7 && summary.findings >= 5 && !summary.cancelled, JSON.stringify(summary));
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
  });

  test('a closed file edited on disk changes its findings, a new one brings some, a deleted one takes them', async () => {
    const path = 'closed/docker-compose.yml';
    const text = await read(path);
    await write(path, text.replace('privileged: true', 'privileged: false'));
    await untilRule(fileUri(path), PRIVILEGED, false);
    await write(path, text);
    await untilRule(fileUri(path), PRIVILEGED);
    await write('fresh/compose.yaml', text);
    await untilRule(fileUri('fresh/compose.yaml'), PRIVILEGED);
    await vscode.workspace.fs.delete(fileUri('fresh'), { recursive: true });
    await untilFindings(fileUri('fresh/compose.yaml'), (all) => all.length === 0, 'cleared after deletion');
  });

  test('closing with unsaved edits brings the findings of the disk back, and they stay', async () => {
    const editor = await show('closed/docker-compose.yml');
    const { document } = editor;
    await untilRule(document.uri, PRIVILEGED);
    const at = document.getText().indexOf('true');
    await changeText(editor, (edit) =>
      edit.replace(new vscode.Range(document.positionAt(at), document.positionAt(at + 4)), 'false'),
    );
    await untilRule(document.uri, PRIVILEGED, false);
    await closeAll();
    await untilRule(document.uri, PRIVILEGED);
  });

  test('Clear Results takes the findings of closed files away, a scan brings them back', async () => {
    await closeAll();
    await vscode.commands.executeCommand('preflight.clearResults');
    await untilFindings(fileUri('closed/docker-compose.yml'), (all) => all.length === 0, 'cleared');
    await vscode.commands.executeCommand('preflight.scanWorkspace');
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
  });

  test('preflight.json is live, and its mistakes stand on their keys', async () => {
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
    try {
      await write('preflight.json', '{ "rules": { "compose/privileged-container": "off" } }\n');
      await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED, false);
      await write('preflight.json', '{ "rulez": {} }\n');
      await untilRule(fileUri('preflight.json'), 'preflight/settings');
      const { document } = await show('preflight.json');
      equal(document.languageId, 'jsonc', 'language of preflight.json');
      // The editor's JSON support, where it runs, says it too, by our schema: one of the two stays, once both have spoken.
      const marked = () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ range }) => document.getText(range).replaceAll('"', '') === 'rulez');
      await until(() => marked().some(({ source }) => source !== 'preflight'), 15_000);
      ok(await until(() => marked().length === 1), `${marked().length} at the key`);
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(fileUri('preflight.json'));
    }
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
  });

  test('Hide or Show All Findings hides and shows', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, PRIVILEGED);
    await vscode.commands.executeCommand('preflight.toggleFindings');
    await untilFindings(document.uri, (all) => all.length === 0, 'hidden');
    ok(await until(() => findings(fileUri('closed/app.env')).length === 0), 'closed files still show');
    await vscode.commands.executeCommand('preflight.toggleFindings');
    await untilRule(document.uri, PRIVILEGED);
  });

  test('Restart Server comes back with the same findings', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, PRIVILEGED);
    await vscode.commands.executeCommand('preflight.restartServer');
    await untilRule(document.uri, PRIVILEGED);
    await untilRule(fileUri('closed/docker-compose.yml'), PRIVILEGED);
  });
}
