import * as vscode from 'vscode';
import { fileUri, show, until, untilRule } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

export function featureTests({ test }: Harness): void {
  test('every command of the manifest is there', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const known = new Set(await vscode.commands.getCommands(true));
    equal(
      contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
      'missing',
    );
  });

  test('the task runs the file that the extension carries, where there are processes', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'preflight' });
    if ('importScripts' in globalThis) {
      equal(tasks.length, 0, 'tasks in a browser');
      return;
    }
    const execution = tasks[0]?.execution;
    ok(execution instanceof vscode.ProcessExecution, 'a process');
    const carried = vscode.Uri.joinPath(extension().extensionUri, 'dist/server/cli.js');
    equal(execution.args[0], carried.fsPath, 'script');
    await vscode.workspace.fs.stat(carried);
    ok(!/^(?:npx|preflight)$/.test(execution.process), execution.process);
  });

  test('the hover of a finding is the page of its rule', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    const text = await hoverText(document.uri, finding?.range.start ?? new vscode.Position(0, 0));
    ok(text.includes('compose/privileged-container') && text.includes('Severity'), text);
  });

  test('the hover of a variable says where its value comes from, masked', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, 'compose/privileged-container');
    const text = await hoverText(document.uri, document.positionAt(document.getText().indexOf('${PORT}') + 3));
    ok(/`PORT` is .* set in `\.env:3`/.test(text), text);
    ok(!text.includes('8080'), 'shown in clear');
  });

  test('definition and references lead from a variable to its file and back', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, 'compose/privileged-container');
    const position = document.positionAt(document.getText().indexOf('${PORT}') + 3);
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    const [target] = found.map((one) => ('uri' in one ? one : { uri: one.targetUri, range: one.targetRange }));
    equal(target?.uri.toString(), fileUri('.env').toString(), 'file');
    equal(target?.range.start.line, 2, 'line');
    const uses = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      position,
    );
    ok(
      uses.some(({ uri }) => uri.toString() === document.uri.toString()),
      'no use found',
    );
  });

  test('paths of env_file and include are links', async () => {
    const { document } = await show('docker-compose.yml');
    await untilRule(document.uri, 'compose/privileged-container');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    ok(
      links.some(({ target }) => target?.toString() === fileUri('.env').toString()),
      'no link to .env',
    );
    const nginx = await show('nginx.conf');
    await untilRule(nginx.document.uri, 'nginx/tls-protocols-weak');
    const position = nginx.document.positionAt(nginx.document.getText().indexOf('conf.d/') + 2);
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      nginx.document.uri,
      position,
    );
    const targets = found.map((one) => ('uri' in one ? one.uri : one.targetUri).path);
    ok(
      targets.some((path) => path.endsWith('/conf.d/status.conf')),
      `include leads to ${targets.join(', ') || 'nothing'}`,
    );
  });

  test('Why Is Nothing Reported Here? says how a file was read', async () => {
    await show('app.toml');
    await untilRule(fileUri('app.toml'), 'secret/placeholder');
    await vscode.commands.executeCommand('preflight.whyNothing');
    const shown = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'preflight-page');
    ok(await until(() => shown() !== undefined), 'no page');
    const page = shown()?.getText() ?? '';
    // Nothing to save, nothing that survives a reload.
    equal(vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).length, 0, 'unsaved documents');
    for (const part of ['**Format**: toml', '**Stage**: production', '**Profile**: recommended', 'secret/placeholder'])
      ok(page.includes(part), page);
  });

  test('a rule is explained offline', async () => {
    const uri = vscode.Uri.from({ scheme: 'preflight-rule', path: '/compose/privileged-container.md' });
    const page = (await vscode.workspace.openTextDocument(uri)).getText();
    ok(page.startsWith('# compose/privileged-container') && page.includes('## Reported'), page.slice(0, 200));
  });
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('config-preflight.config-preflight');
  ok(found !== undefined, 'no extension');
  return found;
}

async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((part) => (typeof part === 'string' ? part : part.value))
    .join('\n');
}
