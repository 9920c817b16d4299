import * as vscode from 'vscode';
import {
  apply,
  closeAll,
  codeOf,
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
import { pause } from './idle.ts';
import { withSetting } from './settings.ts';

interface Summary {
  readonly files: number;
  readonly findings: number;
  readonly errors: number;
}

interface Status {
  readonly text: string;
  readonly detail: string;
  readonly resting: string;
}

const PRIVILEGED = 'compose/privileged-container';
const LESSER = 'compose/data-not-persisted';
const CLOSED = 'closed/docker-compose.yml';

/** What a user sees without having asked for it, and what stays away once it was sent away. */
export function calmTests({ test }: Harness): void {
  test('mode focused: of closed files only high and critical, the rest is counted, a scan shows it', async () => {
    await closeAll();
    await untilRule(fileUri(CLOSED), LESSER);
    await withSetting('mode', 'focused', async () => {
      await untilRule(fileUri(CLOSED), LESSER, false);
      await untilRule(fileUri(CLOSED), PRIVILEGED);
      const { document } = await show('docker-compose.yml');
      await untilFindings(document.uri, (all) => all.some(isLesser), 'a lesser finding of an open file');
      ok(await until(() => /^\d+ less severe in closed files$/.test(status().resting)), `rests: ${status().resting}`);
      await vscode.commands.executeCommand('preflight.scanWorkspace');
      await untilRule(fileUri(CLOSED), LESSER);
      ok(await until(() => status().resting === ''), `still rests: ${status().resting}`);
    });
    await untilRule(fileUri(CLOSED), LESSER);
  });

  test('a file that was not checked is not one without findings', async () => {
    await write('quiet/values.yaml', 'apiVersion: v1\nkind: ConfigMap\n');
    await write('quiet/clean.env', 'PORT=8080\n');
    await show('quiet/values.yaml');
    const isStranger = () => status().detail === 'no .env, compose, TOML or nginx file';
    ok(await until(isStranger), JSON.stringify(status()));
    equal(status().text, 'preflight: not checked', 'text');
    await show('quiet/clean.env');
    ok(await until(() => status().text === 'preflight: 0'), status().text);
    await show('docker-compose.yml');
    ok(await until(() => /^preflight: [1-9]\d*$/.test(status().text) && status().detail !== ''), status().text);
    // The popup is 500 pixels wide: behind a long detail its link is cut off.
    ok(status().detail.length <= 45, status().detail);
    await vscode.workspace.fs.delete(fileUri('quiet'), { recursive: true });
  });

  test('what was cleared stays cleared when files change, until a scan is asked for', async () => {
    await closeAll();
    await untilRule(fileUri(CLOSED), PRIVILEGED);
    await vscode.commands.executeCommand('preflight.clearResults');
    await untilFindings(fileUri(CLOSED), (all) => all.length === 0, 'cleared');
    const text = await read(CLOSED);
    await write(CLOSED, `${text}# changed\n`);
    await write('new/compose.yaml', text);
    await pause(3000);
    equal(findings(fileUri(CLOSED)).map(codeOf), [], 'findings of the changed file');
    equal(findings(fileUri('new/compose.yaml')).map(codeOf), [], 'findings of the new file');
    await write(CLOSED, text);
    await vscode.workspace.fs.delete(fileUri('new'), { recursive: true });
    await vscode.commands.executeCommand('preflight.scanWorkspace');
    await untilRule(fileUri(CLOSED), PRIVILEGED);
  });

  test('Scan This Folder looks at that folder alone, and tells how severe it is', async () => {
    const summary = await vscode.commands.executeCommand<Summary>('preflight.scanFolder', fileUri('closed'));
    equal(summary.files, 2, 'files');
    ok(summary.errors >= 1 && summary.errors <= summary.findings, JSON.stringify(summary));
  });

  test('names of rules are completed and checked in the settings of VS Code', async () => {
    await write('.vscode/settings.json', '{\n  "preflight.rules": { "compose/no-such-rule": "off" }\n}\n');
    const { document } = await show('.vscode/settings.json');
    ok(
      await until(() => vscode.languages.getDiagnostics(document.uri).some(({ range }) => range.start.line === 1)),
      'no mistake is shown',
    );
    const at = document.positionAt(document.getText().indexOf('compose/no') + 3);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    ok(
      labels.some((label) => label.includes(PRIVILEGED)),
      labels.slice(0, 10).join(' '),
    );
    // Through the editor: VS Code refuses to write settings that are newer on disk than the text it holds.
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '{}\n');
    await apply(edit);
    ok(await document.save(), 'the settings were not saved');
    await closeAll();
  });
}

function isLesser({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Warning || severity === vscode.DiagnosticSeverity.Information;
}

function status(): Status {
  const api = vscode.extensions.getExtension('config-preflight.config-preflight')?.exports as { status(): Status };
  return api.status();
}
