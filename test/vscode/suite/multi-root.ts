import * as vscode from 'vscode';
import { codeOf, findings, until } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';

const PRIVILEGED = 'compose/privileged-container';

/** Two folders, `quiet` switched off by its own settings: each folder is held to its own. */
export function multiRootTests({ test }: Harness): void {
  test('a file that was never opened is checked in the folder that is on, and not in the one that is off', async () => {
    const loud = compose('loud');
    ok(await until(() => codes(loud).includes(PRIVILEGED)), `loud has ${codes(loud).join(', ')}`);
    equal(codes(compose('quiet')), [], 'findings of quiet');
  });

  test('the same for open files', async () => {
    await vscode.window.showTextDocument(compose('quiet'));
    await vscode.window.showTextDocument(compose('loud'), { viewColumn: vscode.ViewColumn.Beside });
    ok(await until(() => codes(compose('loud')).includes(PRIVILEGED)), 'loud is silent');
    equal(codes(compose('quiet')), [], 'findings of quiet');
  });

  test('a folder setting changed while open counts at once', async () => {
    const settings = vscode.workspace.getConfiguration('preflight', compose('quiet'));
    await settings.update('enable', true, vscode.ConfigurationTarget.WorkspaceFolder);
    ok(await until(() => codes(compose('quiet')).includes(PRIVILEGED)), 'quiet is still silent');
    await settings.update('enable', false, vscode.ConfigurationTarget.WorkspaceFolder);
    ok(await until(() => codes(compose('quiet')).length === 0), 'quiet still speaks');
  });

  test('each folder has its own preflight.json', async () => {
    const uri = vscode.Uri.joinPath(folder('loud'), 'preflight.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`{ "rules": { "${PRIVILEGED}": "off" } }`));
    ok(await until(() => !codes(compose('loud')).includes(PRIVILEGED)), 'still reported');
    await vscode.workspace.fs.delete(uri);
    ok(await until(() => codes(compose('loud')).includes(PRIVILEGED)), 'never came back');
  });
}

function folder(name: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((one) => one.name === name);
  ok(found !== undefined, `no folder ${name}`);
  return found.uri;
}

function compose(name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(name), 'docker-compose.yml');
}

function codes(uri: vscode.Uri): readonly string[] {
  return findings(uri).map(codeOf);
}
