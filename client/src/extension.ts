import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { offerToAgents } from './agents.ts';
import { ChecklistView } from './checklist-view.ts';
import { clientOptions } from './client-options.ts';
import { registerCommands } from './commands/register.ts';
import { serveFiles } from './file-access.ts';
import { registerFindingLinks } from './finding-links.ts';
import { followCursor } from './focus-mode.ts';
import { Pages } from './pages.ts';
import { registerRulePages } from './rule-pages.ts';
import type { Session } from './session.ts';
import { startWhenKnown } from './start-when-known.ts';
import { type ShownStatus, showStatus } from './status.ts';
import { type CommandLine, provideTasks } from './tasks.ts';
import { followOthers } from './yield-syntax.ts';

/** Makes the language client of one host: desktop (a process) or browser (a worker). */
export type CreateClient = (
  context: vscode.ExtensionContext,
  options: LanguageClientOptions,
) => BaseLanguageClient | Promise<BaseLanguageClient>;

/** What the integration suite gets to see. */
export interface TestApi {
  readonly client: BaseLanguageClient;
  /** What the status items show now. */
  status(): ShownStatus;
}

/**
 * Sets up everything and starts the server when there is something for it to do. Nothing is shown unless the user asks for it.
 * `commandLine`: how a task runs it; absent where there are no processes.
 */
export async function start(
  context: vscode.ExtensionContext,
  create: CreateClient,
  commandLine?: CommandLine,
): Promise<TestApi | undefined> {
  const log = vscode.window.createOutputChannel('Config Preflight', { log: true });
  context.subscriptions.push(log);
  const client = await create(context, clientOptions(log));
  const pages = new Pages();
  const session: Session = { context, client, log, pages };
  const checklist = new ChecklistView(session);
  const status = showStatus(session);
  context.subscriptions.push(
    pages,
    serveFiles(client),
    status,
    followCursor(client),
    followOthers(client),
    registerRulePages(client, context.extensionUri),
    registerFindingLinks(),
    checklist,
    registerCommands(session, checklist),
    provideTasks(commandLine),
    offerToAgents(session, commandLine),
    { dispose: () => void client.dispose().catch((error: unknown) => log.debug(`dispose: ${String(error)}`)) },
  );
  context.subscriptions.push(await startWhenKnown(session));
  return context.extensionMode === vscode.ExtensionMode.Test ? { client, status: () => status.shown } : undefined;
}
