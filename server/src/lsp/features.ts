import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type Connection,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { canonicalUri } from '../project/uri.ts';
import { type RuleInfo, ruleIndex } from '../report/rule-info.ts';
import { RULES } from '../rules/registry.ts';
import type { Analysis } from './analysis.ts';
import type { Background } from './background.ts';
import { type ActionData, actionsFor, FIX_ALL_KIND, resolveEdit } from './code-actions.ts';
import { completionsAt } from './completions.ts';
import { definitionAt, referencesAt } from './definitions.ts';
import { linksIn } from './document-links.ts';
import type { EditContext } from './edits.ts';
import type { Folders } from './folders.ts';
import { guard } from './guard.ts';
import { hoverAt } from './hover.ts';
import { hintsIn } from './inlay-hints.ts';
import type { InitializationOptions } from './wire.ts';

/** What every feature of a session works with. */
export interface FeatureContext {
  readonly connection: Connection;
  /** Resolves when folders and settings are known. */
  readonly ready: Promise<void>;
  readonly folders: Folders;
  readonly analysis: Analysis;
  readonly background: Background;
  readonly abilities: { readonly capabilities: ClientCapabilities; readonly options: InitializationOptions };
  /** Has the editor ask for the diagnostics of open documents again. */
  refresh(): void;
  /** The version of an open document, `null` when it is not open. */
  versionOf(uri: string): number | null;
}

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
    completionProvider: { triggerCharacters: ['[', '.', '=', '"'] },
  };
}

/** Registers the handlers of the protocol's features, diagnostics aside. None of them rejects. */
export function answerFeatures(context: FeatureContext): void {
  const { connection } = context;
  const rules = ruleIndex(RULES);
  answerCodeActions(context);
  answerHover(context, rules);
  connection.onDefinition(({ textDocument, position }) =>
    answer(context, 'textDocument/definition', null, async () => {
      const report = await context.analysis.report(textDocument.uri);
      return report === undefined ? null : definitionAt(report, position);
    }),
  );
  connection.onReferences(({ textDocument, position }) =>
    answer(context, 'textDocument/references', null, async () => {
      const report = await context.analysis.report(textDocument.uri);
      return report === undefined ? null : referencesAt(report, position, context);
    }),
  );
  connection.onCompletion(({ textDocument, position }) =>
    answer(context, 'textDocument/completion', [], async () => {
      const report = await context.analysis.report(textDocument.uri);
      const { completionItem } = context.abilities.capabilities.textDocument?.completion ?? {};
      return report === undefined ? [] : completionsAt(report, position, completionItem?.snippetSupport === true);
    }),
  );
  connection.onDocumentLinks(({ textDocument }) =>
    answer(context, 'textDocument/documentLink', null, async () => {
      const report = await context.analysis.report(textDocument.uri);
      return report === undefined ? null : linksIn(report);
    }),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    answer(context, 'textDocument/inlayHint', null, async () => {
      if (!context.folders.of(canonicalUri(textDocument.uri)).settings.inlayHints) return null;
      const report = await context.analysis.report(textDocument.uri);
      return report === undefined ? null : hintsIn(report, range);
    }),
  );
}

function answerCodeActions(context: FeatureContext): void {
  const { connection, abilities } = context;
  const hasCommands = abilities.options.commands === true;
  const lazy = abilities.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
  connection.onCodeAction((params, token) =>
    answer(context, 'textDocument/codeAction', [], async () => {
      const report = await context.analysis.report(params.textDocument.uri);
      if (report === undefined || token.isCancellationRequested) return [];
      const actions = actionsFor(report, params, hasCommands);
      if (lazy) return actions;
      return actions.map((action) => withEdit(action, context, report)).filter(({ edit, command }) => edit ?? command);
    }),
  );
  connection.onCodeActionResolve((action) =>
    answer(context, 'codeAction/resolve', action, async () => {
      const data = action.data as ActionData | undefined;
      const report = data === undefined ? undefined : await context.analysis.report(data.uri);
      return report === undefined ? action : withEdit(action, context, report);
    }),
  );
}

function withEdit(
  action: CodeAction,
  context: FeatureContext,
  report: NonNullable<Awaited<ReturnType<Analysis['report']>>>,
): CodeAction {
  const data = action.data as ActionData | undefined;
  const edit = data === undefined ? undefined : resolveEdit(data, report, editContext(context));
  return edit === undefined ? action : { ...action, edit };
}

/** What edits need to become protocol edits: texts as the engine sees them now, versions as the editor counts them. */
export function editContext({ abilities, folders, versionOf }: FeatureContext): EditContext {
  return {
    capabilities: abilities.capabilities,
    textOf: (uri) => {
      const file = folders.of(uri).project.store.get(uri);
      return file?.state === 'read' ? file.text : undefined;
    },
    versionOf,
  };
}

function answerHover(context: FeatureContext, rules: ReadonlyMap<string, RuleInfo>): void {
  context.connection.onHover(({ textDocument, position }) =>
    answer(context, 'textDocument/hover', null, async () => {
      const report = await context.analysis.report(textDocument.uri);
      if (report === undefined) return null;
      const { project } = context.folders.of(report.uri);
      return hoverAt(report, position, rules, (uri) => project.pathOf(uri));
    }),
  );
}

async function answer<T>(context: FeatureContext, what: string, fallback: T, handler: () => Promise<T>): Promise<T> {
  return guard(context.connection, what, fallback, async () => {
    await context.ready;
    return handler();
  });
}
