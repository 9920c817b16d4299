import * as vscode from 'vscode';
import { apply, changeText, closeAll, fileUri, show, until, untilRule, write } from './editing.ts';
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

  test('the hover of a finding says in two lines what it is about, and leads to fix, ignore and explain', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    const text = await hoverText(document.uri, finding?.range.start ?? new vscode.Position(0, 0));
    ok(text.startsWith('**Container runs with full host privileges**'), text);
    for (const command of ['fixFinding', 'ignoreFinding', 'explainRule'])
      ok(text.includes(`(command:preflight.${command}?`), text);
    ok(!text.includes('## '), text);
  });

  test('the code of a finding opens the page of its rule as a preview, offline', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    ok(typeof finding?.code === 'object', 'no link');
    await vscode.commands.executeCommand('vscode.open', finding.code.target);
    const isShown = () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(
          ({ input, isActive }) =>
            isActive &&
            input instanceof vscode.TabInputCustom &&
            input.viewType === 'vscode.markdown.preview.editor' &&
            input.uri.scheme === 'preflight-rule',
        ),
      );
    ok(await until(isShown, 10_000), tabsShown());
  });

  test('the links of a hover put the cursor on the finding, and nothing changes until something is chosen', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    ok(finding !== undefined, 'not found');
    const { line, character } = finding.range.start;
    const place = { uri: document.uri.toString(), rule: 'compose/privileged-container', line, character };
    const version = document.version;
    for (const command of ['preflight.fixFinding', 'preflight.ignoreFinding', 'preflight.moreActions']) {
      await vscode.commands.executeCommand(command, place);
      equal(vscode.window.activeTextEditor?.selection.active.line, line, 'line of the cursor');
      await vscode.commands.executeCommand('hideCodeActionWidget').then(undefined, () => {});
    }
    equal(document.version, version, 'version');
  });

  test('nginx completes the values of a directive before its `;` is typed', async () => {
    const editor = await show('nginx.conf');
    const { document } = editor;
    await untilRule(document.uri, 'nginx/tls-protocols-weak');
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('ssl_protocols'));
    const typed = '    return \n    include conf.d/\n    ssl_\n';
    await changeText(editor, (edit) => edit.insert(new vscode.Position(line, 0), typed));
    const labels = async (row: number, column: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(row, column),
      );
      return list.items
        .filter(({ sortText = '' }) => /^\d{5}$/.test(sortText))
        .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
        .map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    ok(await until(async () => (await labels(line, 11))[0] === '301 https://$host$request_uri', 10_000), 'no values');
    ok((await labels(line + 1, 19)).includes('conf.d/status.conf'), (await labels(line + 1, 19)).join(' '));
    const names = await labels(line + 2, 8);
    ok(names.indexOf('ssl_certificate') >= 0 && names.indexOf('ssl_certificate') < 10, names.slice(0, 12).join(' '));
    ok(!(await labels(line, 11)).includes('access_log'), 'directives where values belong');
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

  test('names are completed in .env, renamed in every file that has them, and .env has an outline', async () => {
    await write('names/.env.example', 'APP_TAG=\nAPP_HOST=\n');
    await write('names/.env', 'APP_TAG=1.2.3\n\n');
    await write(
      'names/compose.yml',
      'services:\n  web:\n    image: example/app:${APP_TAG}\n    ports: ["${APP_PORT}:80"]\n',
    );
    const { document } = await show('names/.env');
    const labels = async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(1, 0),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    ok(await until(async () => (await labels()).includes('APP_HOST'), 10_000), 'the name of the template');
    ok((await labels()).includes('APP_PORT'), (await labels()).join(' '));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    ok(
      symbols.some(({ name }) => name === 'APP_TAG'),
      symbols.map(({ name }) => name).join(' '),
    );
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      new vscode.Position(0, 2),
      'APP_VERSION',
    );
    equal(
      edit.entries().map(([uri]) => uri.path.split('/').at(-1)),
      ['.env', '.env.example', 'compose.yml'],
      'files',
    );
    await apply(edit);
    equal(document.getText(), 'APP_VERSION=1.2.3\n\n', '.env');
    const compose = await vscode.workspace.openTextDocument(fileUri('names/compose.yml'));
    ok(compose.getText().includes('app:${APP_VERSION}'), compose.getText());
    await closeAll();
    await vscode.workspace.fs.delete(fileUri('names'), { recursive: true });
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

function tabsShown(): string {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) =>
      tabs.map(({ label, input }) => `${label} ${(input as object | undefined)?.constructor.name}`),
    )
    .join(', ');
}
