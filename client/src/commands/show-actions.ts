import * as vscode from 'vscode';

interface Action extends vscode.QuickPickItem {
  readonly command: string;
  readonly argument?: unknown;
}

/** What the status item offers on a click: everything one does with a whole file or workspace, by name. */
export async function showActions(): Promise<void> {
  const { t } = vscode.l10n;
  const actions: readonly Action[] = [
    { command: 'preflight.whyNothing', label: `$(question) ${t('Why Is Nothing Reported Here?')}` },
    {
      // Not `editor.action.fixAll`: that one runs the fixes of every extension.
      command: 'editor.action.sourceAction',
      argument: { kind: 'source.fixAll.preflight', apply: 'first' },
      label: `$(wand) ${t('Fix All Safe Findings in This File')}`,
    },
    { command: 'preflight.fixWorkspace', label: `$(checklist) ${t('Fix All Safe Findings in Workspace')}` },
    { command: 'preflight.fixRule', label: `$(list-filter) ${t('Fix All of a Rule in Workspace…')}` },
    { command: 'preflight.fixEverything', label: `$(tools) ${t('Fix Everything in Workspace…')}` },
    { command: 'preflight.fillInValues', label: `$(edit) ${t('Fill In Values…')}` },
    { command: 'preflight.scanWorkspace', label: `$(search) ${t('Scan Workspace')}` },
    { command: 'preflight.createSettings', label: `$(gear) ${t('Open or Create preflight.json')}` },
    { command: 'preflight.chooseChecklist', label: `$(tasklist) ${t('Choose a Production Checklist')}` },
    { command: 'preflight.toggleFindings', label: `$(eye) ${t('Hide or Show All Findings')}` },
    { command: 'preflight.showLog', label: `$(output) ${t('Show Log')}` },
    { command: 'preflight.restartServer', label: `$(debug-restart) ${t('Restart Server')}` },
  ];
  const picked = await vscode.window.showQuickPick(actions, { title: 'Config Preflight' });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command, picked.argument);
}
