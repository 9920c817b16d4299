import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import {
  type AskedValue,
  FILL_IN,
  FILL_INS,
  type FillIn,
  type FillInParams,
  type FillInResult,
  type FillIns,
} from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

interface Item extends vscode.QuickPickItem {
  readonly fillIn: FillIn;
}

/** How one answer ended: `undefined`: Escape. */
type Outcome = { readonly isWritten: boolean } | undefined;

/**
 * Lists the findings that only a person can repair, those of the file in the editor first, asks for the values of the chosen one and
 * writes them. Then it lists anew what is left, so that no place is one of before. Escape ends it.
 */
export async function fillInValues(session: Session): Promise<void> {
  const { t } = vscode.l10n;
  let written = 0;
  for (;;) {
    const fillIns = await waiting(session);
    if (fillIns === undefined) return;
    if (fillIns.length === 0) {
      const none =
        written === 0 ? t('No finding waits for a value of yours.') : t('No other finding waits for a value of yours.');
      void vscode.window.showInformationMessage(none);
      return;
    }
    const chosen = await pick(fillIns, written);
    const outcome = chosen && (await fill(session, chosen));
    if (outcome === undefined) {
      if (written > 0)
        void vscode.window.showInformationMessage(t('{0} written; {1} findings still wait.', written, fillIns.length));
      return;
    }
    if (outcome.isWritten) written += 1;
  }
}

/** The list as it is now, those of the active file first; `undefined`: there is none, and why is told. */
async function waiting({ client, log }: Session): Promise<readonly FillIn[] | undefined> {
  const { t } = vscode.l10n;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Config Preflight: scanning'),
    cancellable: true,
  };
  const { ended, fillIns } = await vscode.window.withProgress(options, async (_, token): Promise<FillIns> => {
    try {
      const found = await client.sendRequest<FillIns>(FILL_INS, {}, token);
      return token.isCancellationRequested ? { ended: 'cancelled', fillIns: [] } : found;
    } catch (error) {
      if (token.isCancellationRequested) return { ended: 'cancelled', fillIns: [] };
      log.error(FILL_INS, error instanceof Error ? error.name : typeof error);
      return { ended: 'failed', fillIns: [] };
    }
  });
  if (ended === 'complete') return hereFirst(fillIns);
  const why = {
    cancelled: t('Cancelled: the workspace was not looked through for values to fill in.'),
    disabled: t('Config Preflight is switched off: nothing was looked at for values to fill in.'),
    failed: t('Values to fill in could not be listed; the log says why.'),
  };
  void vscode.window.showWarningMessage(why[ended]);
  return undefined;
}

function hereFirst(found: readonly FillIn[]): readonly FillIn[] {
  const here = vscode.window.activeTextEditor?.document.uri.toString();
  const isHere = ({ uri }: FillIn) => vscode.Uri.parse(uri).toString() === here;
  return [...found.filter(isHere), ...found.filter((one) => !isHere(one))];
}

function placeOf({ path, line }: FillIn): string {
  return `${path}:${line + 1}`;
}

async function pick(fillIns: readonly FillIn[], written: number): Promise<FillIn | undefined> {
  const { t } = vscode.l10n;
  const items = fillIns.map((fillIn): Item => {
    const keys = [...new Set(fillIn.asked.map(({ key }) => key).filter((key) => key !== ''))].join(', ');
    const label = keys === '' ? placeOf(fillIn) : t('{0}: {1}', placeOf(fillIn), keys);
    return { label, description: fillIn.title, detail: fillIn.message, fillIn };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: written === 0 ? t('Fill In Values') : t('Fill In Values ({0} written)', written),
    placeHolder: t('What to fill in; Escape ends'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.fillIn;
}

async function fill(session: Session, fillIn: FillIn): Promise<Outcome> {
  await show(fillIn);
  const values: Record<string, string> = {};
  for (const [index, asked] of fillIn.asked.entries()) {
    const value = await ask(asked, index + 1, fillIn);
    if (value === undefined) {
      if (index > 0) notWritten(fillIn, vscode.l10n.t('Not all of its values were given.'));
      return undefined;
    }
    if (value === '') {
      notWritten(fillIn, vscode.l10n.t('The answer was empty.'));
      return { isWritten: false };
    }
    values[asked.name] = value;
  }
  const refusal = await write(session, fillIn, values);
  if (refusal !== undefined) notWritten(fillIn, refusal);
  return { isWritten: refusal === undefined };
}

/** Has the values written. @returns why they are not, as a sentence. */
async function write(
  { client, log }: Session,
  { uri, rule, line, character, fingerprint, stamp }: FillIn,
  values: FillInParams['values'],
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const params: FillInParams = { uri, rule, line, character, fingerprint, stamp, values };
  try {
    const result = await client.sendRequest<FillInResult>(FILL_IN, params);
    if (result.edit === null) return result.refusal;
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit as WorkspaceEdit);
    return (await vscode.workspace.applyEdit(edit)) ? undefined : t('The editor did not make the change.');
  } catch (error) {
    log.error(FILL_IN, error instanceof Error ? error.name : typeof error);
    return t('The server did not answer.');
  }
}

function notWritten(fillIn: FillIn, why: string): void {
  void vscode.window.showWarningMessage(vscode.l10n.t('Nothing is written in {0}. {1}', placeOf(fillIn), why));
}

async function show({ uri, line, character }: FillIn): Promise<void> {
  const place = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    preserveFocus: true,
    selection: new vscode.Range(place, place),
  });
}

/** `undefined`: Escape. Nothing is filled in: what is suggested would not be right everywhere. */
async function ask({ shown, key, isSecret }: AskedValue, at: number, fillIn: FillIn): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const { length } = fillIn.asked;
  const value = await vscode.window.showInputBox({
    title: t('{0}: {1}', placeOf(fillIn), fillIn.title),
    prompt:
      key === '' ? t('{0}, {1} of {2}', shown, at, length) : t('{0}, {1} of {2}, for {3}', shown, at, length, key),
    placeHolder: shown,
    password: isSecret,
    ignoreFocusOut: true,
  });
  return value?.trim();
}
