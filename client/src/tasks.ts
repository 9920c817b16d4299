import * as vscode from 'vscode';

const TYPE = 'preflight';
const MATCHERS = ['$preflight', '$preflight-warnings', '$preflight-notes'];

/** The command line as a process: the Node that the extension itself runs in. */
export interface CommandLine {
  /** Path of the executable. */
  readonly program: string;
  /** Path of the command line's own file, in the extension. */
  readonly script: string;
}

/**
 * A task that runs the command line over a workspace folder, with its findings in the Problems panel. It runs the file that the extension
 * carries, never a program by its name: what a name stands for is for the workspace or a registry to say.
 */
export function provideTasks(commandLine: CommandLine | undefined): vscode.Disposable {
  if (commandLine === undefined) return { dispose: () => {} };
  const folders = () => (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () => folders().map((folder) => scanTask(commandLine, folder, { type: TYPE })),
    resolveTask: ({ scope, definition }) =>
      typeof scope === 'object' && scope.uri.scheme === 'file'
        ? scanTask(commandLine, scope, definition as PreflightTask)
        : undefined,
  });
}

interface PreflightTask extends vscode.TaskDefinition {
  readonly path?: string;
  readonly profile?: string;
}

/** Nothing is run until the user starts the task. */
function scanTask(
  { program, script }: CommandLine,
  folder: vscode.WorkspaceFolder,
  definition: PreflightTask,
): vscode.Task {
  const args = [script, 'scan', '.', '--quiet', '--no-color', '--progress', 'never'];
  if (definition.profile !== undefined) args.push('--profile', definition.profile);
  // The command line names files relative to what it scans; the problem matchers look below the task's own folder.
  const cwd = vscode.Uri.joinPath(folder.uri, definition.path ?? '.').fsPath;
  // On a desktop the program is VS Code's own, which is a Node only when it is told to be.
  const execution = new vscode.ProcessExecution(program, args, { cwd, env: { ELECTRON_RUN_AS_NODE: '1' } });
  const task = new vscode.Task(definition, folder, 'scan', 'Config Preflight', execution, MATCHERS);
  task.group = vscode.TaskGroup.Test;
  task.detail = vscode.l10n.t('Checks .env, compose, TOML and nginx files of {0}', folder.name);
  return task;
}
