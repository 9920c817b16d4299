import * as vscode from 'vscode';
import {
  actionsFor,
  apply,
  changeText,
  codeOf,
  fileUri,
  findings,
  show,
  untilFindings,
  untilRule,
  write,
} from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { untilIdle } from './idle.ts';

/** One finding of each format, and the text it must stand on. */
const EXPECTED: readonly {
  readonly path: string;
  readonly rule: string;
  readonly line: string;
  readonly on: string;
}[] = [
  { path: '.env', rule: 'env/debug-enabled', line: 'DEBUG=true', on: 'true' },
  { path: 'crlf.env', rule: 'secret/placeholder', line: 'JWT_SECRET=changeme', on: 'changeme' },
  { path: 'docker-compose.yml', rule: 'compose/privileged-container', line: '    privileged: true', on: 'true' },
  { path: 'app.toml', rule: 'secret/placeholder', line: 'secret_key = "changeme"', on: 'changeme' },
  {
    path: 'nginx.conf',
    rule: 'nginx/tls-protocols-weak',
    line: '    ssl_protocols TLSv1 TLSv1.2 TLSv1.3;',
    on: 'TLSv1',
  },
];

export function diagnosticTests({ test }: Harness): void {
  for (const { path, rule, line, on } of EXPECTED) {
    test(`${path}: ${rule} stands on exactly its text`, async () => {
      const { document } = await show(path);
      const finding = await untilRule(document.uri, rule);
      const number = document.getText().split(/\r?\n/).indexOf(line);
      const range = new vscode.Range(number, line.indexOf(on), number, line.indexOf(on) + on.length);
      equal(finding?.range, range, 'range');
      ok(typeof finding?.code === 'object', 'no page');
      equal(finding.code.target.toString(), `preflight-rule:/${rule}.md`, 'page');
    });

    test(`${path}: a fix for ${rule} from the light bulb makes it go`, async () => {
      const { document } = await show(path);
      const finding = await untilRule(document.uri, rule);
      ok(finding !== undefined, 'not found');
      // What a closed file shows is less: wait for what the open one shows.
      await untilIdle(300);
      const before = findings(document.uri).map(codeOf);
      const text = document.getText();
      const fix = (await actionsFor(document.uri, finding)).find(({ title, edit }) => edit && !/^Fix all/.test(title));
      ok(fix?.edit !== undefined, 'no fix');
      await apply(fix.edit);
      await untilRule(document.uri, rule, false);
      const after = findings(document.uri).map(codeOf);
      equal(
        after.filter((code) => !before.includes(code)),
        [],
        'new findings',
      );
      ok(document.getText() !== text, 'nothing changed');
      await vscode.commands.executeCommand('undo');
      await untilRule(document.uri, rule);
    });
  }

  test('untitled documents are checked by their language', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'dockercompose',
      content: 'services:\n  a:\n    image: b:1\n    privileged: true\n',
    });
    await vscode.window.showTextDocument(document);
    await untilRule(document.uri, 'compose/privileged-container');
  });

  test('ignore here leaves the cursor in the reason, and the finding goes', async () => {
    const { document } = await show('docker-compose.yml');
    const finding = await untilRule(document.uri, 'compose/privileged-container');
    ok(finding !== undefined, 'not found');
    const actions = await actionsFor(document.uri, finding, 'quickfix.preflight.ignore');
    const action = actions.find(({ title }) => / here, with a reason$/.test(title));
    ok(action?.edit !== undefined, 'no edit');
    await apply(action.edit);
    await untilRule(document.uri, 'compose/privileged-container', false);
    ok(/# preflight-ignore compose\/privileged-container -- reason\n/.test(document.getText()), document.getText());
    await vscode.commands.executeCommand('undo');
  });

  test('typing in a dependency updates the file that reads it', async () => {
    await write('dep/docker-compose.yml', 'services:\n  a:\n    image: b:1\n    privileged: ${PRIV}\n');
    await write('dep/.env', 'PRIV=false\n');
    const compose = await show('dep/docker-compose.yml');
    await untilFindings(compose.document.uri, (all) => all.length >= 0, 'opened');
    const env = await show('dep/.env');
    await changeText(env, (edit) => edit.replace(new vscode.Range(0, 5, 0, 10), 'true'));
    await untilRule(fileUri('dep/docker-compose.yml'), 'compose/privileged-container');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await untilRule(fileUri('dep/docker-compose.yml'), 'compose/privileged-container', false);
  });
}
