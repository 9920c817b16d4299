import { ProgressType } from 'vscode-languageserver';
import { SETTINGS_TEMPLATE } from '../engine/settings-template.ts';
import { canonicalUri } from '../project/uri.ts';
import {
  CHECKLIST,
  CHECKLIST_NAMES,
  CHECKLIST_REPORT,
  CHECKLIST_RULES,
  type ChecklistParams,
  type ChecklistReportParams,
  CLEAR,
  CONFIGURE_RULE,
  COUNTERS,
  type ConfigureParams,
  EXPLAIN_FILE,
  FILE_STATUS,
  FILL_IN,
  FILL_INS,
  FIX_WORKSPACE,
  type FillInParams,
  type FillInsParams,
  type FixWorkspaceParams,
  FOUND,
  type FolderParams,
  type FoundParams,
  NEW_SETTINGS,
  RULE_PAGE,
  RULES_FOUND,
  type RuleParams,
  SCAN,
  type ScanParams,
  type ScanProgress,
  type SessionCounters,
  TICK,
  type TickParams,
  TOGGLE,
  type UriParams,
} from '../protocol/messages.ts';
import { pageMarkdown } from '../report/rule-page.ts';
import { checklistDocument, checklistNames, checklistRules, checklistState, tickItem } from './checklist.ts';
import { configureRule } from './configure-rule.ts';
import { explainFile } from './explain-file.ts';
import type { FeatureContext } from './feature-context.ts';
import { fileStatus } from './file-status.ts';
import { FILL_IN_FAILED, FILL_INS_FAILED, fillIn, fillIns } from './fill-ins.ts';
import { fixWorkspace, NO_RULES, NOTHING_FIXED, rulesFound } from './fix-workspace.ts';
import { findBelow, NOTHING_FOUND } from './found.ts';
import { guard } from './guard.ts';
import type { PullCounters } from './pull.ts';

const PROGRESS = new ProgressType<ScanProgress>();

/** Registers the handlers of `protocol/messages.ts`. */
export function answerOwnRequests(context: FeatureContext, pulls: PullCounters): void {
  const { connection, analysis, background, folders, ready } = context;
  connection.onRequest(SCAN, async ({ progressToken, folders: below }: ScanParams, token) => {
    await ready;
    let lastSent = 0;
    const tell = (progress: ScanProgress) => {
      // A message for each of thousands of files would only be in the way.
      const now = Date.now();
      if (now - lastSent < 100 && progress.done < progress.total) return;
      lastSent = now;
      connection.sendProgress(PROGRESS, progressToken, progress).catch(() => {});
    };
    return background.scan(token, tell, below?.map(canonicalUri));
  });
  connection.onRequest(CLEAR, () => {
    background.clear();
    return null;
  });
  connection.onRequest(TOGGLE, ({ enabled }: { readonly enabled: boolean }) => {
    analysis.enabled = enabled;
    folders.note();
    background.restart();
    context.refresh();
    return null;
  });
  connection.onRequest(RULE_PAGE, async ({ rule }: RuleParams) => {
    const page = (await context.loadPages())[rule];
    return page === undefined ? null : pageMarkdown(rule, page);
  });
  connection.onRequest(EXPLAIN_FILE, ({ uri }: UriParams) =>
    guard(connection, EXPLAIN_FILE, { markdown: 'The file could not be explained; see the log.' }, async () => {
      await ready;
      return explainFile(canonicalUri(uri), folders, analysis);
    }),
  );
  connection.onRequest(FILE_STATUS, ({ uri }: UriParams) =>
    guard(connection, FILE_STATUS, null, async () => {
      await ready;
      return fileStatus(canonicalUri(uri), folders, analysis);
    }),
  );
  connection.onRequest(CONFIGURE_RULE, (params: ConfigureParams) =>
    guard(connection, CONFIGURE_RULE, null, async () => {
      await ready;
      return configureRule(params, context);
    }),
  );
  answerWorkspace(context);
  answerChecklists(context);
  connection.onRequest(NEW_SETTINGS, () => SETTINGS_TEMPLATE);
  connection.onRequest(
    COUNTERS,
    (): SessionCounters => ({
      ...pulls,
      parked: background.stream.parked,
      lints: analysis.lints,
      streamedReports: background.stream.reports,
    }),
  );
}

function answerWorkspace(context: FeatureContext): void {
  const { connection, ready } = context;
  connection.onRequest(FIX_WORKSPACE, (params: FixWorkspaceParams, token) =>
    guard(connection, FIX_WORKSPACE, NOTHING_FIXED, async () => {
      await ready;
      return fixWorkspace(params, context, token);
    }),
  );
  connection.onRequest(FILL_INS, (params: FillInsParams, token) =>
    guard(connection, FILL_INS, FILL_INS_FAILED, async () => {
      await ready;
      return fillIns(params, context, token);
    }),
  );
  connection.onRequest(FILL_IN, (params: FillInParams) =>
    guard(connection, FILL_IN, FILL_IN_FAILED, async () => {
      await ready;
      return fillIn(params, context);
    }),
  );
  connection.onRequest(RULES_FOUND, (_params: object, token) =>
    guard(connection, RULES_FOUND, NO_RULES, async () => {
      await ready;
      return rulesFound(context, token);
    }),
  );
  connection.onRequest(FOUND, (params: FoundParams, token) =>
    guard(connection, FOUND, NOTHING_FOUND, async () => {
      await ready;
      return findBelow(params, context, token);
    }),
  );
}

function answerChecklists(context: FeatureContext): void {
  const { connection, ready } = context;
  connection.onRequest(CHECKLIST_NAMES, (params: Partial<FolderParams>) =>
    guard(connection, CHECKLIST_NAMES, [], async () => {
      await ready;
      return checklistNames(params, context);
    }),
  );
  connection.onRequest(CHECKLIST, (params: ChecklistParams, token) =>
    guard(connection, CHECKLIST, null, async () => {
      await ready;
      return checklistState(params, context, token);
    }),
  );
  connection.onRequest(CHECKLIST_REPORT, (params: ChecklistReportParams, token) =>
    guard(connection, CHECKLIST_REPORT, null, async () => {
      await ready;
      return checklistDocument(params, context, token);
    }),
  );
  connection.onRequest(CHECKLIST_RULES, (params: ChecklistParams) =>
    guard(connection, CHECKLIST_RULES, null, async () => {
      await ready;
      return checklistRules(params, context);
    }),
  );
  connection.onRequest(TICK, (params: TickParams) =>
    guard(connection, TICK, null, async () => {
      await ready;
      return tickItem(params, context);
    }),
  );
}
