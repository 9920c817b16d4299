import * as vscode from 'vscode';
import { FILE_STATUS, type FileStatus, type SessionStatus, STATUS } from '../../server/src/protocol/messages.ts';
import { ownEntries } from './findings.ts';
import { protocolSelector } from './selector.ts';
import type { Session } from './session.ts';

/** Milliseconds until the server is asked how it reads the file, so that quick switching asks once. */
const PAUSE = 150;

/**
 * The language status item: how many findings the file in front has, how it is read and by which settings, and a spinner while a scan
 * runs. A click offers what can be done.
 */
export function showStatus(session: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('preflight', protocolSelector());
  item.name = 'Config Preflight';
  item.command = { title: vscode.l10n.t('Actions'), command: 'preflight.showActions' };
  let status: SessionStatus = { scanning: false, enabled: true };
  let file: FileStatus | null = null;
  const update = () => {
    const uri = frontUri();
    const findings = uri === undefined ? [] : ownEntries(uri);
    const errors = findings.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
    item.busy = status.scanning;
    item.text = status.enabled ? `preflight: ${findings.length}` : 'preflight: off';
    item.detail = detailOf(status.enabled, findings.length, errors, file);
    item.severity =
      errors > 0 || file?.isComplete === false
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    item.accessibilityInformation = { label: `Config Preflight: ${item.text}, ${item.detail}` };
  };
  const follow = followFile(session, (next) => {
    file = next;
    update();
  });
  return vscode.Disposable.from(
    item,
    follow,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    session.client.onNotification(STATUS, (next: SessionStatus) => {
      status = next;
      update();
    }),
  );
}

/** Asks the server how it reads the file in front: when another comes to the front, and when its findings change. */
function followFile({ client }: Session, tell: (status: FileStatus | null) => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    const uri = frontUri();
    if (uri === undefined || !client.isRunning()) return tell(null);
    const answer = await client.sendRequest<FileStatus | null>(FILE_STATUS, { uri: uri.toString() }).catch(() => null);
    if (uri.toString() === frontUri()?.toString()) tell(answer);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE);
  };
  soon();
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(timer) },
    vscode.window.onDidChangeActiveTextEditor(soon),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const front = frontUri()?.toString();
      if (uris.some((uri) => uri.toString() === front)) soon();
    }),
    client.onNotification(STATUS, soon),
  );
}

function frontUri(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && vscode.languages.match(protocolSelector(), document) > 0 ? document.uri : undefined;
}

function detailOf(enabled: boolean, findings: number, errors: number, file: FileStatus | null): string {
  const { t } = vscode.l10n;
  if (!enabled) return t('findings are hidden');
  if (file?.isIgnored === true) return t('ignored by the settings');
  const counts =
    findings === 0
      ? t('no findings in this file')
      : t('{0} findings in this file, {1} of them errors', findings, errors);
  if (file === null) return counts;
  const settings = file.settings ?? t('no preflight.json');
  return [
    file.isComplete ? counts : t('{0}, not read to its end', counts),
    ...(file.format === null ? [] : [file.format]),
    ...(file.because === null ? [] : [file.because]),
    ...(file.resting === 0 ? [] : [t('{0} findings rest', file.resting)]),
    t('profile {0}', file.profile),
    settings,
  ].join(' · ');
}
