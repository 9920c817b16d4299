import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import {
  type Ended,
  FIX_WORKSPACE,
  type FixWorkspaceParams,
  type FixWorkspaceResult,
  type RefusedFix,
  RULES_FOUND,
  type RulesFound,
} from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Milliseconds after which the preview is asked to group by consequence: it opens when it has read the files. */
const GROUPING = [400, 1200, 3000] as const;

/**
 * Shows fixes of the workspace in VS Code's Refactor Preview, a row a change: safe ones ticked, behavior-changing ones not. What is
 * accepted there is one undo step, files that it makes included. What is refused is told.
 */
export async function fixWorkspace(session: Session, params: FixWorkspaceParams): Promise<void> {
  const { client } = session;
  const title = vscode.l10n.t('Config Preflight: proving fixes');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const result = await vscode.window.withProgress(options, (_, token) =>
    client.sendRequest<FixWorkspaceResult>(FIX_WORKSPACE, params, token),
  );
  void tellRest(session, result);
  if (result.edit === null) return;
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit as WorkspaceEdit);
  if (params.level === 'safe' || !needsConfirmation(result.edit as WorkspaceEdit)) askForPreview(edit);
  groupByConsequence();
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

/** Asks for a rule, where none is given, and shows all of its fixes. */
export async function fixRule(session: Session, rule?: string): Promise<void> {
  const wanted = typeof rule === 'string' ? rule : await pickRule(session);
  if (wanted !== undefined) await fixWorkspace(session, { level: 'unsafe', rule: wanted });
}

async function pickRule({ client }: Session): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const options = { location: vscode.ProgressLocation.Window, title: t('Config Preflight: scanning') };
  const { ended, rules, resting } = await vscode.window.withProgress(options, () =>
    client.sendRequest<RulesFound>(RULES_FOUND, {}),
  );
  if (rules.length === 0) {
    const told =
      ended === 'complete'
        ? [t('No finding is reported in this workspace.'), ...aboutResting(resting)]
        : [whyNot(ended)];
    void vscode.window.showInformationMessage(told.join(' '));
    return undefined;
  }
  const items = rules.map(({ rule, places }) => ({ label: rule, description: t('{0} places', places) }));
  const picked = await vscode.window.showQuickPick(items, { title: t('Fix All of a Rule in Workspace') });
  return picked?.label;
}

/** Why nothing is known of the workspace. */
function whyNot(ended: Exclude<Ended, 'complete'>): string {
  const { t } = vscode.l10n;
  const why = {
    cancelled: t('Cancelled: the workspace was not looked through to its end.'),
    disabled: t('Config Preflight is switched off: nothing was looked at.'),
    failed: t('The workspace could not be looked through; the log says why.'),
  };
  return why[ended];
}

/** What is there and not told. */
function aboutResting(resting: number): readonly string[] {
  return resting === 0 ? [] : [vscode.l10n.t('{0} rest because of what their files are for.', resting)];
}

function needsConfirmation({ changeAnnotations }: WorkspaceEdit): boolean {
  return Object.values(changeAnnotations ?? {}).some((annotation) => annotation.needsConfirmation === true);
}

/**
 * VS Code opens its preview when any part of an edit needs confirmation, and leaves exactly those parts unticked. Were it all of them,
 * a user with fifty safe fixes would have fifty boxes to tick: so one part that changes nothing asks for the preview, and the others
 * stand ticked in it.
 */
function askForPreview(edit: vscode.WorkspaceEdit): void {
  const [first] = edit.entries();
  if (first === undefined) return;
  edit.insert(first[0], new vscode.Position(0, 0), '', {
    needsConfirmation: true,
    label: vscode.l10n.t('Config Preflight: review before applying'),
  });
}

/** The preview groups by file until it is told otherwise; the consequence of a change is what somebody decides by. */
function groupByConsequence(): void {
  const group = async () => {
    try {
      await vscode.commands.executeCommand('refactorPreview.groupByType');
    } catch {
      // An editor without that preview.
    }
  };
  for (const delay of GROUPING) setTimeout(() => void group(), delay);
}

/** What is not in the preview, and why. */
async function tellRest({ pages }: Session, result: FixWorkspaceResult): Promise<void> {
  const { t } = vscode.l10n;
  const { ended, edit, refused, needInput, resting } = result;
  const none = ended === 'complete' ? [t('There is nothing to fix.'), ...aboutResting(resting)] : [whyNot(ended)];
  const parts = [
    ...(edit === null ? none : []),
    ...(refused.length === 0
      ? []
      : [t('{0} fixes are refused, most because {1}.', refused.length, mostCommon(refused))]),
    ...(needInput === 0 ? [] : [t('{0} findings need your input.', needInput)]),
  ];
  if (parts.length === 0) return;
  const list = t('Show Refused Fixes');
  const walk = t('Fill In Values…');
  const buttons = [...(refused.length === 0 ? [] : [list]), ...(needInput === 0 ? [] : [walk])];
  const pressed = await vscode.window.showInformationMessage(parts.join(' '), ...buttons);
  if (pressed === list) await pages.show('refused-fixes', refusedPage(refused));
  if (pressed === walk) await vscode.commands.executeCommand('preflight.fillInValues');
}

function mostCommon(refused: readonly RefusedFix[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** Every refused fix with its reason, by file. */
function refusedPage(refused: readonly RefusedFix[]): string {
  const { t } = vscode.l10n;
  const lines = refused.map(
    ({ uri, path, line, rule, title, reason }) =>
      `* [${escaped(path)}:${line}](${uri}#L${line}) \`${rule}\`: ${escaped(title)}: ${escaped(reason)}`,
  );
  return [
    `# ${t('Fixes That Are Refused')}`,
    t('Each was tried in memory first, and would have done harm.'),
    ...lines,
  ].join('\n\n');
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
