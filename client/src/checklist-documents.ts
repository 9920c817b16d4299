import * as vscode from 'vscode';
import { CHECKLIST_REPORT } from '../../server/src/protocol/messages.ts';
import type { Chosen } from './checklist-nodes.ts';
import type { Session } from './session.ts';

const SCHEME = 'preflight-checklist';

/** Reports on checklists: a read-only preview, and files to keep. */
export class ChecklistDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registered: vscode.Disposable;

  constructor(session: Session) {
    this.#session = session;
    this.#registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { name, folder } = JSON.parse(query) as Chosen;
    return (await this.#text({ name, folder }, 'markdown')) ?? vscode.l10n.t('There is no such checklist.');
  }

  /** Shows the report in the Markdown preview beside the editor. */
  async preview(chosen: Chosen, title: string): Promise<void> {
    const query = JSON.stringify({ name: chosen.name, folder: chosen.folder });
    const path = `/${title.replaceAll(/[/\\:]/g, ' ')}.md`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path, query });
    this.#changed.fire(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch {
      // The Markdown extension may be off; the text is readable as it is.
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    }
  }

  /** Writes the report where somebody says: HTML for a name that ends so, else Markdown. */
  async save(chosen: Chosen, given?: vscode.Uri): Promise<vscode.Uri | undefined> {
    const folder = vscode.Uri.parse(chosen.folder);
    const name = `${chosen.name.replace(/\.json$/, '').replaceAll(/[/\\]/g, '-')}-report.html`;
    const target =
      given ??
      (await vscode.window.showSaveDialog({
        defaultUri: vscode.Uri.joinPath(folder, name),
        filters: { HTML: ['html'], Markdown: ['md'] },
      }));
    if (target === undefined) return undefined;
    const text = await this.#text(chosen, target.path.toLowerCase().endsWith('.md') ? 'markdown' : 'html');
    if (text === null) return undefined;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Written: {0}', vscode.workspace.asRelativePath(target)), 5000);
    return target;
  }

  #text({ name, folder }: Chosen, format: 'markdown' | 'html'): Promise<string | null> {
    return this.#session.client.sendRequest<string | null>(CHECKLIST_REPORT, { name, folder, format });
  }
}
