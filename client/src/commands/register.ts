import * as vscode from 'vscode';
import type { ChecklistView } from '../checklist-view.ts';
import type { Session } from '../session.ts';
import { clearResults } from './clear-results.ts';
import { configureRule } from './configure-rule.ts';
import { createSettings } from './create-settings.ts';
import { explainRule } from './explain-rule.ts';
import { fillInValues } from './fill-in-values.ts';
import { fixRule, fixWorkspace } from './fix-workspace.ts';
import { restartServer } from './restart-server.ts';
import { scanFolder, scanWorkspace } from './scan-workspace.ts';
import { showActions } from './show-actions.ts';
import { toggleFindings } from './toggle-findings.ts';
import { whyNothing } from './why-nothing.ts';

/** Every command of the manifest and its handler; a test compares the two lists. */
export function registerCommands(session: Session, checklist: ChecklistView): vscode.Disposable {
  const handlers: Record<string, (...args: never[]) => unknown> = {
    'preflight.scanWorkspace': () => scanWorkspace(session),
    'preflight.scanFolder': (clicked?: unknown, chosen?: unknown) => scanFolder(session, clicked, chosen),
    'preflight.fixWorkspace': () => fixWorkspace(session, { level: 'safe' }),
    'preflight.fixRule': (rule?: string) => fixRule(session, rule),
    'preflight.fixEverything': () => fixWorkspace(session, { level: 'unsafe' }),
    'preflight.fillInValues': () => fillInValues(session),
    'preflight.clearResults': () => clearResults(session),
    'preflight.toggleFindings': toggleFindings(session),
    'preflight.whyNothing': (uri?: vscode.Uri) => whyNothing(session, uri),
    'preflight.explainRule': (rule?: string) => explainRule(rule),
    'preflight.configureRule': (rule?: string, uri?: string) => configureRule(session, rule, uri),
    'preflight.chooseChecklist': (name?: string, folder?: string) => checklist.choose(name, folder),
    'preflight.closeChecklist': (node?: never) => checklist.close(node),
    'preflight.refreshChecklist': () => checklist.refresh(),
    'preflight.filterChecklist': (state?: never) => checklist.filter(state),
    'preflight.previewChecklist': (node?: never) => checklist.preview(node),
    'preflight.saveChecklist': (node?: never, target?: never) => checklist.save(node, target),
    'preflight.checkChecklistRules': (node?: never, isAgreed?: never) => checklist.checkRules(node, isAgreed),
    'preflight.copyChecklistCommand': (node?: never) => checklist.copyCommand(node),
    'preflight.tickChecklistItem': (node?: never, tick?: never) => checklist.tick(node, tick),
    'preflight.createSettings': () => createSettings(session),
    'preflight.restartServer': () => restartServer(session),
    'preflight.showActions': () => showActions(),
    'preflight.showLog': () => session.log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) => vscode.commands.registerCommand(name, handler)),
  );
}
