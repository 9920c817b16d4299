import * as vscode from 'vscode';

const TYPE = 'preflight';

/** A task that runs the command line over a workspace folder, with its findings in the Problems panel. */
export function provideTasks(_context: vscode.ExtensionContext): vscode.Disposable {
  if (vscode.env.uiKind === vscode.UIKind.Web && vscode.env.remoteName === undefined) return { dispose: () => {} };
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => scanTask(folder, { type: TYPE })),
    resolveTask: (task) =>
      typeof task.scope === 'object' ? scanTask(task.scope, task.definition as PreflightTask) : undefined,
  });
}

interface PreflightTask extends vscode.TaskDefinition {
  readonly path?: string;
  readonly profile?: string;
}

/** `npx` finds the project's own copy first; nothing is run until the user starts the task. */
function scanTask(folder: vscode.WorkspaceFolder, definition: PreflightTask): vscode.Task {
  const args = ['preflight', 'scan', definition.path ?? '.', '--no-color', '--progress', 'never'];
  if (definition.profile !== undefined) args.push('--profile', definition.profile);
  const execution = new vscode.ShellExecution('npx', args, { cwd: folder.uri.fsPath });
  const task = new vscode.Task(definition, folder, 'scan', 'Config Preflight', execution, '$preflight');
  task.group = vscode.TaskGroup.Test;
  task.detail = vscode.l10n.t('Checks .env, compose, TOML and nginx files of {0}', folder.name);
  return task;
}
