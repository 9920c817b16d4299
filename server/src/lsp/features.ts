import {
  type CodeAction,
  CodeActionKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  MessageType,
  ResponseError,
  type ServerCapabilities,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { canonicalUri } from '../project/uri.ts';
import { withFixes } from '../project/with-fixes.ts';
import { type ActionData, actionsFor, FIX_ALL_KIND, hasActions } from './code-actions.ts';
import { completionItemsAt, withPage } from './completions.ts';
import { definitionAt, referencesAt } from './definitions.ts';
import { linksIn } from './document-links.ts';
import { symbolsIn } from './document-symbols.ts';
import { type EditContext, type PlacedEdit, workspaceEditOf } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { foldingRangesIn } from './folding.ts';
import { guard } from './guard.ts';
import { hoverAt } from './hover.ts';
import { inlayHintsIn } from './inlay-hints.ts';
import { editsFor, withoutRefused } from './proven-actions.ts';
import { renameAt, renameRangeAt } from './rename.ts';

/** What the server says it can do. */
export function featureCapabilities(): Partial<ServerCapabilities> {
  return {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
      resolveProvider: true,
    },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentLinkProvider: { resolveProvider: false },
    inlayHintProvider: true,
    completionProvider: { triggerCharacters: ['[', '.', '=', '"', '$', '/', '@', '{', ' '], resolveProvider: true },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    renameProvider: { prepareProvider: true },
  };
}

/** Registers the handlers of the protocol's features, diagnostics aside. None of them rejects. */
export function answerFeatures(context: FeatureContext): void {
  const { connection } = context;
  answerCodeActions(context);
  answerHover(context);
  answerNavigation(context);
  answerRename(context);
  connection.onCompletion((params) =>
    onReport(context, params.textDocument.uri, 'completion', [], (report) =>
      completionItemsAt(report, params, context),
    ),
  );
  connection.onCompletionResolve((item) =>
    answer(context, 'completionItem/resolve', item, () => Promise.resolve(withPage(item))),
  );
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    onReport(context, uri, 'inlayHint', null, (report) =>
      context.folders.of(canonicalUri(uri)).settings.inlayHints ? inlayHintsIn(report, range) : null,
    ),
  );
}

function answerNavigation(context: FeatureContext): void {
  const { connection } = context;
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    onReport<Location[] | null>(context, uri, 'definition', null, (report) =>
      definitionAt(report, position, context.folders.of(report.uri).project),
    ),
  );
  connection.onReferences((params) =>
    onReport<Location[] | null>(context, params.textDocument.uri, 'references', null, (report) =>
      referencesAt(report, params, context),
    ),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }) =>
    onReport<DocumentLink[] | null>(context, uri, 'documentLink', null, (report) =>
      linksIn(report, context.folders.of(report.uri).project),
    ),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    onReport<DocumentSymbol[] | null>(context, uri, 'documentSymbol', null, symbolsIn),
  );
  connection.onFoldingRanges(({ textDocument: { uri } }) =>
    onReport<FoldingRange[] | null>(context, uri, 'foldingRange', null, foldingRangesIn),
  );
}

function answerRename(context: FeatureContext): void {
  const { connection } = context;
  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    onReport<ReturnType<typeof renameRangeAt>>(context, uri, 'prepareRename', null, (report) =>
      renameRangeAt(report, position),
    ),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    onReport<WorkspaceEdit | ResponseError<void> | null>(context, uri, 'rename', null, async (report) => {
      const edits = await renameAt(report, position, newName, context);
      if (edits === null || edits instanceof ResponseError) return edits;
      return (await placeEdits(edits, context)) ?? null;
    }),
  );
}

/** Answers from the report of a document; `fallback` when nothing is shown for it. */
function onReport<T>(
  context: FeatureContext,
  uri: string,
  what: string,
  fallback: T,
  handler: (report: FileReport) => T | Promise<T>,
): Promise<T> {
  return answer(context, what, fallback, async () => {
    const report = await context.analysis.report(uri);
    return report === undefined ? fallback : handler(report);
  });
}

function answerCodeActions(context: FeatureContext): void {
  const { connection, abilities } = context;
  const hasCommands = abilities.options.commands === true;
  const lazy = abilities.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  connection.onCodeAction((params, token) =>
    answer(context, 'textDocument/codeAction', [], async () => {
      const bare = await context.analysis.report(params.textDocument.uri);
      // Most places have no finding: nothing is read and no fix is made for them.
      if (bare === undefined || token.isCancellationRequested || !hasActions(bare, params)) return [];
      const report = await reportWithFixes(context, params.textDocument.uri);
      if (report === undefined || token.isCancellationRequested) return [];
      const actions = await withoutRefused(actionsFor(report, params, hasCommands), report, context);
      if (lazy) return [...actions];
      const whole = await Promise.all(actions.map((action) => withEdit(action, context, report)));
      return whole.filter(({ edit, command }) => edit ?? command);
    }),
  );
  connection.onCodeActionResolve((action) =>
    answer(context, 'codeAction/resolve', action, async () => {
      const data = action.data as ActionData | undefined;
      const report = data === undefined ? undefined : await reportWithFixes(context, data.uri);
      if (report === undefined) return action;
      return withEdit(action, context, report, (reason) => {
        const message = `Nothing was changed: ${reason}.`;
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
      });
    }),
  );
}

async function reportWithFixes({ analysis, folders }: FeatureContext, uri: string): Promise<FileReport | undefined> {
  const report = await analysis.report(uri);
  return report === undefined ? undefined : withFixes(folders.of(report.uri).project, report);
}

/** An action with its edit, when there is one; `refused` is told why a fix is not applied. */
async function withEdit(
  action: CodeAction,
  context: FeatureContext,
  report: FileReport,
  refused?: (reason: string) => void,
): Promise<CodeAction> {
  const data = action.data as ActionData | undefined;
  if (data === undefined) return action;
  const { edits, refusal } = await editsFor(data, report, context);
  if (refusal !== undefined) refused?.(refusal);
  const edit = edits.length === 0 ? undefined : await placeEdits(edits, context);
  return edit === undefined ? action : { ...action, edit };
}

/** Tries to have all texts at once. */
const MOST_READS = 4;

/** Edits as a change of the workspace. The files they touch are read before: one that is not known would be taken for a new one. */
export async function placeEdits(
  edits: readonly PlacedEdit[],
  context: FeatureContext,
): Promise<WorkspaceEdit | undefined> {
  const { folders } = context;
  const uris = [...new Set(edits.map((edit) => edit.uri))];
  const storeOf = (uri: string) => folders.of(uri).project.store;
  // While one is read, a scan may let go of another.
  for (let round = 0; round < MOST_READS; round++) {
    const unknown = uris.filter((uri) => storeOf(uri).get(uri) === undefined);
    if (unknown.length === 0) break;
    await Promise.all(unknown.map((uri) => storeOf(uri).read(uri)));
  }
  return workspaceEditOf(edits, editContext(context));
}

/** What edits need to become protocol edits: texts as the engine sees them now, versions as the editor counts them. */
function editContext({ abilities, folders, versionOf }: FeatureContext): EditContext {
  return {
    capabilities: abilities.capabilities,
    textOf: (uri) => {
      const file = folders.of(uri).project.store.get(uri);
      return file?.state === 'read' ? file.text : undefined;
    },
    versionOf,
  };
}

function answerHover(context: FeatureContext): void {
  context.connection.onHover(({ textDocument, position }) =>
    answer(context, 'textDocument/hover', null, async () => {
      const report = await context.analysis.report(textDocument.uri);
      if (report === undefined) return null;
      const { project } = context.folders.of(report.uri);
      return hoverAt(report, position, {
        loadPages: context.loadPages,
        pathOf: (uri) => project.pathOf(uri),
        hasCommands: context.abilities.options.commands === true,
      });
    }),
  );
}

async function answer<T>(context: FeatureContext, what: string, fallback: T, handler: () => Promise<T>): Promise<T> {
  return guard(context.connection, what, fallback, async () => {
    await context.ready;
    return handler();
  });
}
