import * as vscode from 'vscode';

const TYPE = 'preflight';
const MATCHERS = ['$preflight', '$preflight-warnings', '$preflight-notes'];

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
  const args = ['preflight', 'scan', '.', '--quiet', '--no-color', '--progress', 'never'];
  if (definition.profile !== undefined) args.push('--profile', definition.profile);
  // The command line names files relative to what it scans; the problem matchers look below the task's own folder.
  const cwd = vscode.Uri.joinPath(folder.uri, definition.path ?? '.').fsPath;
  const execution = new vscode.ShellExecution('npx', args, { cwd });
  const task = new vscode.Task(definition, folder, 'scan', 'Config Preflight', execution, MATCHERS);
  task.group = vscode.TaskGroup.Test;
  task.detail = vscode.l10n.t('Checks .env, compose, TOML and nginx files of {0}', folder.name);
  return task;
}
