import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import {
  type AskedValue,
  FILL_IN,
  FILL_INS,
  type FillIn,
  type FillInParams,
  type FillInResult,
} from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

interface Item extends vscode.QuickPickItem {
  readonly first: number;
}

/** How one step of the walk ended; the walk goes on unless it was stopped. */
type Outcome = 'filled' | 'skipped' | 'stopped';

/**
 * Walks through the findings that only a person can repair, those of the file in the editor first: shows each place, asks for its value
 * and puts it there. An empty answer goes on to the next one, Escape ends the walk.
 */
export async function fillInValues(session: Session): Promise<void> {
  const { t } = vscode.l10n;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Config Preflight: scanning'),
    cancellable: true,
  };
  const found = await vscode.window.withProgress(options, (_, token) =>
    session.client.sendRequest<readonly FillIn[]>(FILL_INS, {}, token),
  );
  const fillIns = hereFirst(found);
  if (fillIns.length === 0) {
    void vscode.window.showInformationMessage(t('No finding waits for a value of yours.'));
    return;
  }
  const first = await pickFirst(fillIns);
  if (first === undefined) return;
  let filled = 0;
  for (let at = first; at < fillIns.length; at++) {
    const fillIn = fillIns[at];
    if (fillIn === undefined) break;
    const outcome = await fill(session, fillIn, `${at + 1}/${fillIns.length}`);
    if (outcome === 'stopped') break;
    if (outcome === 'filled') filled += 1;
  }
  void vscode.window.showInformationMessage(t('{0} of {1} values are filled in.', filled, fillIns.length));
}

function hereFirst(found: readonly FillIn[]): readonly FillIn[] {
  const here = vscode.window.activeTextEditor?.document.uri.toString();
  const isHere = ({ uri }: FillIn) => vscode.Uri.parse(uri).toString() === here;
  return [...found.filter(isHere), ...found.filter((one) => !isHere(one))];
}

function placeOf(path: string, line: number): string {
  return `${path}:${line + 1}`;
}

/** Where the walk begins; it goes on with what stands below. */
async function pickFirst(fillIns: readonly FillIn[]): Promise<number | undefined> {
  const items = fillIns.map(
    ({ title, path, line, message }, first): Item => ({
      label: title,
      description: placeOf(path, line),
      detail: message,
      first,
    }),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Fill In Values'),
    placeHolder: vscode.l10n.t('Where to begin'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.first;
}

async function fill(session: Session, fillIn: FillIn, progress: string): Promise<Outcome> {
  await show(fillIn);
  const values: Record<string, string> = {};
  for (const asked of fillIn.asked) {
    const value = await ask(asked, fillIn, progress);
    if (value === undefined) return 'stopped';
    if (value === '') return 'skipped';
    values[asked.name] = value;
  }
  const { uri, rule, fingerprint } = fillIn;
  const params: FillInParams = { uri, rule, fingerprint, values };
  const { edit, refusal } = await session.client.sendRequest<FillInResult>(FILL_IN, params);
  if (edit === null) {
    if (refusal !== undefined) void vscode.window.showWarningMessage(vscode.l10n.t('Not applied: {0}', refusal));
    return 'skipped';
  }
  const change = await session.client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit);
  return (await vscode.workspace.applyEdit(change)) ? 'filled' : 'skipped';
}

async function show({ uri, line, character }: FillIn): Promise<void> {
  const place = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    preserveFocus: true,
    selection: new vscode.Range(place, place),
  });
}

/** `undefined`: Escape. */
async function ask(
  { shown, isUsable }: AskedValue,
  { title, message }: FillIn,
  progress: string,
): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} ({1})', title, progress),
    prompt: `${message}. ${vscode.l10n.t('Leave it empty to go on to the next one.')}`,
    placeHolder: shown,
    ...(isUsable && { value: shown }),
    ignoreFocusOut: true,
  });
  return value?.trim();
}
