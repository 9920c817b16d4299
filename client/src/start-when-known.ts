import * as vscode from 'vscode';
import type { Session } from './session.ts';

/** Names that say by themselves that the file is for us. */
const BY_NAME = [
  '**/{.env,.env.*,.env-*,*.env,.flaskenv}',
  '**/*compose*.{yml,yaml}',
  '**/{nginx.conf,*.nginx,*.nginx.conf,*.vhost}',
  '**/{sites-available,sites-enabled}/*',
  '**/{preflight.json,*.checklist.json}',
] as const;
const TOML = '**/*.toml';
/** TOML of nearly every source tree in some language: worth a look when it is open, no reason to start anything because it is there. */
const MANIFESTS =
  '{Cargo,pyproject,Pipfile,rust-toolchain,rustfmt,.rustfmt,clippy,deny,ruff,uv,poetry,taplo,bunfig,book,Project,Manifest}.toml';
const ELSEWHERE = '**/{node_modules,.git,target,vendor}/**';
/** Names under which files of many kinds go: their content decides. */
const BY_CONTENT: readonly (readonly [pattern: string, content: RegExp])[] = [
  ['**/*.{yml,yaml}', /^services[ \t]*:/m],
  ['**/{*.conf,*.conf.*,nginx*.template}', /^[ \t]*(?:server|http|upstream|location|stream)\b[^;\n]*\{/m],
];
const LANGUAGES = ['dotenv', 'dockercompose', 'toml', 'nginx', 'NGINX'] as const;
/** Characters that are looked at. */
const HEAD = 65_536;

/**
 * Starts the server when there is something for it: a file we know in the workspace, or an open one. Until then nothing runs but this.
 * A command starts it as well, as the client does for every request.
 */
export async function startWhenKnown(session: Session): Promise<vscode.Disposable> {
  const subscriptions: vscode.Disposable[] = [];
  const stopWaiting = () => {
    for (const subscription of subscriptions.splice(0)) subscription.dispose();
  };
  const begin = async () => {
    stopWaiting();
    await startServer(session);
  };
  const beginFor = (document: vscode.TextDocument | undefined) => {
    if (document !== undefined && isKnown(document)) void begin();
  };
  if (vscode.workspace.textDocuments.some(isKnown) || (await hasKnownFile())) {
    await begin();
    return { dispose: () => {} };
  }
  session.log.info('No file to check yet: the server starts with the first one');
  subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(beginFor),
    vscode.workspace.onDidSaveTextDocument(beginFor),
    vscode.window.onDidChangeActiveTextEditor((editor) => beginFor(editor?.document)),
    vscode.workspace.onDidChangeWorkspaceFolders(async () => {
      if (await hasKnownFile()) await begin();
    }),
  );
  return { dispose: stopWaiting };
}

async function startServer({ client, log }: Session): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    // The status item and Restart Server stay usable; the reason is in the log.
    log.error(`The language server did not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function hasKnownFile(): Promise<boolean> {
  const found = async (pattern: string, exclude: string) =>
    (await vscode.workspace.findFiles(pattern, exclude, 1)).length > 0;
  for (const pattern of BY_NAME) if (await found(pattern, ELSEWHERE)) return true;
  return found(TOML, `{${ELSEWHERE},**/${MANIFESTS}}`);
}

function isKnown(document: vscode.TextDocument): boolean {
  const matches = (filter: vscode.DocumentSelector) => vscode.languages.match(filter, document) > 0;
  if (matches([...LANGUAGES]) || [...BY_NAME, TOML].some((pattern) => matches({ pattern }))) return true;
  return BY_CONTENT.some(
    ([pattern, content]) => matches({ pattern }) && content.test(document.getText(head(document))),
  );
}

function head(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.positionAt(HEAD));
}
