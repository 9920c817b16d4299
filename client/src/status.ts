import * as vscode from 'vscode';
import { FILE_STATUS, type FileStatus, type SessionStatus, STATUS } from '../../server/src/protocol/messages.ts';
import { ownEntries } from './findings.ts';
import { protocolSelector } from './selector.ts';
import type { Session } from './session.ts';

/** Milliseconds until the server is asked how it reads the file, so that quick switching asks once. */
const PAUSE = 150;

/** What the items say now, for tests: VS Code lets nobody read them. */
export interface ShownStatus {
  readonly text: string;
  readonly detail: string;
  /** What is known of closed files and not shown; empty: nothing. */
  readonly resting: string;
}

export interface StatusItems extends vscode.Disposable {
  readonly shown: ShownStatus;
}

/**
 * The language status items: how many findings the file in front has and how it is read, or that it was not checked, with a spinner while
 * a scan runs; and what rests in files that are not open, with the scan that shows it. Details are short: the popup cuts its links off
 * behind long ones. The whole story is the page of Why Is Nothing Reported.
 */
export function showStatus(session: Session): StatusItems {
  const { t } = vscode.l10n;
  const item = vscode.languages.createLanguageStatusItem('preflight', protocolSelector());
  item.name = 'Config Preflight';
  item.command = { title: t('Actions'), command: 'preflight.showActions' };
  const rest = new RestItem();
  let status: SessionStatus = { scanning: false, enabled: true, resting: 0 };
  let file: FileStatus | null = null;
  const update = () => {
    const uri = frontUri();
    const findings = uri === undefined ? [] : ownEntries(uri);
    const errors = findings.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
    item.busy = status.scanning;
    const state = textOf(file, findings.length);
    item.text = `preflight: ${state}`;
    item.detail = file === null ? '' : detailOf(file, errors);
    item.severity =
      errors > 0 || (file?.state === 'checked' && !file.isComplete)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    const words = [`Config Preflight: ${state}`, item.detail].filter((part) => part !== '');
    item.accessibilityInformation = { label: words.join(', ') };
    rest.show(status.enabled ? status.resting : 0);
  };
  const follow = followFile(session, (next) => {
    file = next;
    update();
  });
  const subscriptions = vscode.Disposable.from(
    item,
    rest,
    follow,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    session.client.onNotification(STATUS, (next: SessionStatus) => {
      status = next;
      update();
    }),
  );
  return {
    get shown() {
      return { text: item.text, detail: item.detail ?? '', resting: rest.text };
    },
    dispose: () => subscriptions.dispose(),
  };
}

/** There only while something rests. */
class RestItem implements vscode.Disposable {
  #item: vscode.LanguageStatusItem | undefined;

  get text(): string {
    return this.#item?.text ?? '';
  }

  show(count: number): void {
    if (count === 0) {
      this.dispose();
      return;
    }
    const { t } = vscode.l10n;
    this.#item ??= vscode.languages.createLanguageStatusItem('preflight.resting', protocolSelector());
    this.#item.name = t('Config Preflight: Files That Are Not Open');
    this.#item.text = t('{0} less severe in closed files', count);
    this.#item.command = { title: t('Scan'), command: 'preflight.scanWorkspace' };
  }

  dispose(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
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
    client.onDidChangeState(soon),
    client.onNotification(STATUS, soon),
  );
}

function frontUri(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && vscode.languages.match(protocolSelector(), document) > 0 ? document.uri : undefined;
}

/** No finding and not checked are two things. */
function textOf(file: FileStatus | null, findings: number): string {
  const { t } = vscode.l10n;
  if (file === null) return t('not checked');
  if (file.state === 'off') return t('off');
  return file.state === 'checked' || findings > 0 ? String(findings) : t('not checked');
}

function detailOf(file: FileStatus, errors: number): string {
  const { t } = vscode.l10n;
  switch (file.state) {
    case 'off':
      return t('hidden or switched off');
    case 'ignored':
      return t('ignored by the settings');
    case 'not-ours':
      return t('no .env, compose, TOML or nginx file');
    case 'unreadable':
      return t('cannot be read');
    case 'checked':
      return [
        ...(errors === 0 ? [] : [t('{0} errors', errors)]),
        ...(file.format === null ? [] : [file.format]),
        ...(file.stage === 'production' ? [] : [file.stage]),
        ...(file.resting === 0 ? [] : [t('{0} rest', file.resting)]),
        ...(file.isComplete ? [] : [t('not read to its end')]),
      ].join(' · ');
  }
}
