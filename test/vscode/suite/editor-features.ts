import * as vscode from 'vscode';
import { actionsFor, apply, codeOf, fileUri, findings, show, until, untilRule, write } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { api, pause, untilIdle } from './idle.ts';

const USELESS = '# preflight-ignore env/debug-enabled -- was once on\nDEBUG=false\n';

/** Actions, settings and the workspace-wide fix. */
export function editorFeatureTests(harness: Harness): void {
  const { test } = harness;
  test('an idle editor costs nothing: one parked request, no pulls, no checks', async () => {
    await show('docker-compose.yml');
    await untilRule(fileUri('docker-compose.yml'), 'compose/privileged-container');
    equal((await untilIdle(4500)).parked, 1, 'parked requests');
  });

  test('the light bulb has its fixes, and one entry that leads to the rest', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    ok(finding !== undefined, 'not found');
    // The editor's own assistant has two entries with these words.
    const all = (await actionsFor(document.uri, finding)).map(({ title }) => title);
    const titles = all.filter((title) => title !== 'Fix' && title !== 'Explain');
    const rest = titles.filter((title) => !/^(?:Run "web"|Fix all)/.test(title));
    equal(rest, ['Ignore, explain or configure…'], titles.join(' | '));
    ok(/^Run "web" unprivileged \(.+\)$/.test(titles[0] ?? ''), titles.join(' | '));
    equal(titles.at(-1), rest[0], 'last entry');
    const more = (await actionsFor(document.uri, finding, 'quickfix.preflight')).map(({ title }) => title);
    equal(
      more.map((title) => title.split(' ')[0]),
      ['Ignore', 'Ignore', 'Explain', 'Configure'],
      more.join(' | '),
    );
  });

  test('fix-all on save is there for safe fixes', async () => {
    await write('fixall/.env', USELESS);
    const { document } = await show('fixall/.env');
    await untilRule(document.uri, 'preflight/suppression');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      all,
      'source.fixAll',
      5,
    );
    const edit = actions.find(({ kind }) => kind?.value === 'source.fixAll.preflight')?.edit;
    ok(edit !== undefined, 'no edit');
    await apply(edit);
    equal(document.getText(), 'DEBUG=false\n', 'text');
    await vscode.commands.executeCommand('undo');
    await untilRule(document.uri, 'preflight/suppression');
    // What the actions of the status item run.
    await vscode.commands.executeCommand('editor.action.sourceAction', {
      kind: 'source.fixAll.preflight',
      apply: 'first',
    });
    await untilText('fixall/.env', 'DEBUG=false\n');
    await vscode.commands.executeCommand('undo');
    await vscode.workspace.fs.delete(fileUri('fixall'), { recursive: true });
  });

  test('a syntax error that another extension shows is not shown twice', async () => {
    await write('broken/app.toml', 'name = "x"\nport = = 1\n[db]\npassword = "changeme"\n');
    const { document } = await show('broken/app.toml');
    await untilRule(document.uri, 'toml/syntax');
    const others = vscode.languages.createDiagnosticCollection('Other TOML');
    const error = new vscode.Diagnostic(new vscode.Range(1, 7, 1, 8), 'invalid value');
    others.set(document.uri, [error]);
    await untilRule(document.uri, 'toml/syntax', false);
    await untilRule(document.uri, 'secret/placeholder');
    others.dispose();
    await untilRule(document.uri, 'toml/syntax');
    await vscode.workspace.fs.delete(fileUri('broken'), { recursive: true });
  });

  test('the status item knows how the file in front is read', async () => {
    await write('status/preflight.json', '{ "extends": "strict" }\n');
    await write('status/compose.dev.yaml', 'services: { web: { image: "nginx:1.27", privileged: true } }\n');
    const { document } = await show('status/compose.dev.yaml');
    await untilRule(document.uri, 'compose/privileged-container');
    const status = await api().client.sendRequest<{ resting: number }>('preflight/fileStatus', {
      uri: document.uri.toString(),
    });
    equal(
      { ...status, resting: status.resting > 0 },
      {
        state: 'checked',
        format: 'compose',
        stage: 'development',
        because: 'development, because of its name',
        resting: true,
        profile: 'strict',
        settings: 'status/preflight.json',
        isComplete: true,
      },
      'status',
    );
    const asked = vscode.commands.executeCommand('preflight.showActions');
    await pause(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
    await vscode.workspace.fs.delete(fileUri('status'), { recursive: true });
  });

  test('a new preflight.json explains itself and is valid', async () => {
    await vscode.commands.executeCommand('preflight.createSettings');
    ok(
      await until(() => vscode.window.activeTextEditor?.document.uri.path.endsWith('/preflight.json') === true),
      'not open',
    );
    const { document } = vscode.window.activeTextEditor ?? {};
    ok((document?.getText() ?? '').includes('// '), 'no comments');
    await pause(1000);
    equal(findings(fileUri('preflight.json')).map(codeOf), [], 'mistakes in the template');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('preflight.json'));
  });

  test('a rule is explained and the log is shown on demand', async () => {
    await vscode.commands.executeCommand('preflight.explainRule', 'compose/privileged-container');
    await vscode.commands.executeCommand('preflight.showLog');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
}

/** Waits until the file, as the editor holds it, has a text. */
async function untilText(path: string, text: string): Promise<void> {
  const { document } = await show(path);
  ok(await until(() => document.getText() === text), `${path} is ${JSON.stringify(document.getText())}`);
}
