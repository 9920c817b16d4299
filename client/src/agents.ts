import * as vscode from 'vscode';
import { FOUND, type Found, type FoundEntry, type FoundParams } from '../../server/src/protocol/messages.ts';
import type { Session } from './session.ts';
import type { CommandLine } from './tasks.ts';

/** What VS Code has had since 1.95 (tools) and 1.101 (MCP servers), as far as it is used here; an older one has none of it. */
interface Newer {
  readonly lm?: {
    readonly registerTool?: (name: string, tool: Tool) => vscode.Disposable;
    readonly registerMcpServerDefinitionProvider?: (id: string, provider: McpProvider) => vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (content: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (value: string) => unknown;
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => unknown;
}

interface Tool {
  readonly invoke: (options: { readonly input: ToolInput }, token: vscode.CancellationToken) => Promise<unknown>;
}

interface McpProvider {
  readonly provideMcpServerDefinitions: () => readonly unknown[];
}

interface ToolInput {
  readonly path?: unknown;
}

/** The names in the manifest. */
const TOOL = 'preflight_check';
const SERVER = 'preflight';
/** So many findings are told to a model; how many there are more is said. */
const MOST = 40;
/** By their number in the protocol. */
const SEVERITIES: Readonly<Record<number, string>> = { 1: 'error', 2: 'warning', 3: 'information' };

/** Offers the MCP server of the command line and a tool for chat, where this VS Code knows of them. */
export function offerToAgents(session: Session, commandLine: CommandLine | undefined): vscode.Disposable {
  // A copy: the names are read once, and one that is refused here is no reason to fail later.
  const newer: Newer = { ...(vscode as unknown as Newer) };
  return vscode.Disposable.from(
    ...whereAllowed(() => offerTool(newer, session)),
    ...whereAllowed(() => offerServer(newer, session, commandLine)),
  );
}

/** A version between may have the name already and still refuse it to all but its own extensions: then there is nothing to offer. */
function whereAllowed(offer: () => readonly vscode.Disposable[]): readonly vscode.Disposable[] {
  try {
    return offer();
  } catch {
    return [];
  }
}

function offerServer(
  { lm, McpStdioServerDefinition: Definition }: Newer,
  { context }: Session,
  commandLine: CommandLine | undefined,
): readonly vscode.Disposable[] {
  const register = lm?.registerMcpServerDefinitionProvider?.bind(lm);
  if (register === undefined || Definition === undefined || commandLine === undefined) return [];
  const { program, script } = commandLine;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const provideMcpServerDefinitions = () => [
    // Read only: what an agent changes through VS Code goes through the editor's own edits.
    new Definition('Config Preflight', program, [script, 'mcp'], { ELECTRON_RUN_AS_NODE: '1' }, version),
  ];
  return [register(SERVER, { provideMcpServerDefinitions })];
}

function offerTool(
  { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Part }: Newer,
  session: Session,
): readonly vscode.Disposable[] {
  const register = lm?.registerTool?.bind(lm);
  if (register === undefined || Result === undefined || Part === undefined) return [];
  const invoke: Tool['invoke'] = async ({ input }, token) => new Result([new Part(await check(session, input, token))]);
  return [register(TOOL, { invoke })];
}

/** The findings of a file or folder of the workspace, or of all of it, one a line. The editor's list of problems stays as it is. */
async function check({ client }: Session, { path }: ToolInput, token: vscode.CancellationToken): Promise<string> {
  const wanted = typeof path === 'string' && path !== '' ? placeOf(path) : undefined;
  if (wanted === undefined && path !== undefined && path !== '') return 'That path is not in this workspace.';
  const params: FoundParams = wanted === undefined ? {} : { below: wanted.toString() };
  const { files, isWhole, isOff, entries } = await client.sendRequest<Found>(FOUND, params, token);
  if (isOff)
    return 'Nothing was checked: the user has hidden all findings, which switches checking off. Hide or Show All Findings shows them.';
  const note = isWhole ? '' : ' The check was stopped before its end: there may be more.';
  if (files === 0) return `Nothing was checked: no file there is one of ours, or checking is switched off.${note}`;
  if (entries.length === 0) return `No findings in ${files} files.${note}`;
  const more = entries.length > MOST ? [`${entries.length - MOST} more`] : [];
  return [
    `${entries.length} findings in ${files} files, the worst first:${note}`,
    ...entries.slice(0, MOST).map(lineOf),
    ...more,
  ].join('\n');
}

/** The file or folder that a model names, as it is written, inside a folder of the workspace. */
function placeOf(path: string): vscode.Uri | undefined {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const own = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    const place = path.startsWith('/') ? uri.with({ path }) : vscode.Uri.joinPath(uri, path);
    if (`${place.path}/`.startsWith(own)) return place;
  }
  return undefined;
}

function lineOf({ uri, line, character, severity, message, rule }: FoundEntry): string {
  const path = vscode.workspace.asRelativePath(
    vscode.Uri.parse(uri),
    (vscode.workspace.workspaceFolders ?? []).length > 1,
  );
  return `${SEVERITIES[severity] ?? 'note'} ${path}:${line + 1}:${character + 1} ${message} [${rule}]`;
}
