import * as vscode from 'vscode';
import { CHECKLIST_NAMES, type ChecklistName } from '../../server/src/protocol/messages.ts';
import type { Chosen } from './checklist-nodes.ts';
import type { Session } from './session.ts';

const KEY = 'preflight.checklists';
/** Where one name was kept while there was one. */
const OLD_KEY = 'preflight.checklist';

/** The checklists that are looked at, by folder. Looking at one changes nothing but the view: no finding comes of it. */
export class ChecklistChoice {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Those whose folder is open. */
  get all(): readonly Chosen[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const { workspaceState } = this.#session.context;
    const old = workspaceState.get<string>(OLD_KEY);
    const first = folders[0]?.uri.toString();
    const before = old === undefined || first === undefined ? [] : [{ name: old, folder: first }];
    const known = workspaceState.get<readonly Chosen[]>(KEY) ?? before;
    return known.filter(({ folder }) => folders.some(({ uri }) => uri.toString() === folder));
  }

  async set(chosen: readonly Chosen[]): Promise<void> {
    const { workspaceState } = this.#session.context;
    await workspaceState.update(KEY, chosen);
    await workspaceState.update(OLD_KEY, undefined);
  }

  /** Adds one, in the folder of the file in front where none is named. */
  async add(name: string, folder?: string): Promise<void> {
    const where = folder ?? folderInFront()?.uri.toString();
    if (where === undefined) return;
    const others = this.all.filter((one) => one.name !== name || one.folder !== where);
    await this.set([...others, { name, folder: where }]);
  }

  async remove({ name, folder }: Chosen): Promise<void> {
    await this.set(this.all.filter((one) => one.name !== name || one.folder !== folder));
  }

  /** Asks for a folder, where there are several, and for any number of checklists of it; none is an answer too. */
  async ask(): Promise<boolean> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder =
      folders.length > 1
        ? await vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('The folder to look at') })
        : folders[0];
    if (folder === undefined) return false;
    const names = await this.#askNames(folder);
    if (names === undefined) return false;
    const where = folder.uri.toString();
    const others = this.all.filter((one) => one.folder !== where);
    await this.set([...others, ...names.map((name) => ({ name, folder: where }))]);
    return true;
  }

  async #askNames(folder: vscode.WorkspaceFolder): Promise<readonly string[] | undefined> {
    const where = folder.uri.toString();
    const names = await this.#session.client.sendRequest<readonly ChecklistName[]>(CHECKLIST_NAMES, { folder: where });
    const before = new Set(this.all.filter((one) => one.folder === where).map(({ name }) => name));
    const own = [...before].filter((name) => !names.some((one) => one.name === name));
    const entries = [
      ...names.map(({ name, title, items }) => ({
        label: title,
        name,
        description: name,
        detail: vscode.l10n.t('{0} items', items),
      })),
      ...own.map((name) => ({ label: name, name, description: '', detail: vscode.l10n.t('your own') })),
    ];
    return askMany(folder, entries, before);
  }
}

interface Entry extends vscode.QuickPickItem {
  readonly name: string;
}

/** Names that are picked; a button leads to a file of one's own. */
function askMany(
  folder: vscode.WorkspaceFolder,
  entries: readonly Entry[],
  before: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  const picker = vscode.window.createQuickPick<Entry>();
  picker.title = vscode.l10n.t('Production Checklists for {0}', folder.name);
  picker.placeholder = vscode.l10n.t('Any number, or none');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = entries;
  picker.selectedItems = entries.filter(({ name }) => before.has(name));
  picker.buttons = [{ iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: vscode.l10n.t('A File of Your Own…') }];
  return new Promise((resolve) => {
    let isAnswered = false;
    const taken = () => {
      isAnswered = true;
      picker.hide();
      return picker.selectedItems.map(({ name }) => name);
    };
    picker.onDidAccept(() => resolve(taken()));
    picker.onDidTriggerButton(async () => {
      const kept = taken();
      const own = await askFile(folder);
      resolve(own === undefined ? undefined : [...new Set([...kept, own])]);
    });
    picker.onDidHide(() => {
      if (!isAnswered) resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** The path of a team's own checklist, relative to the folder it must lie in. */
async function askFile(folder: vscode.WorkspaceFolder): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({ defaultUri: folder.uri, filters: { JSON: ['json'] } });
  const file = picked?.[0];
  if (file === undefined) return undefined;
  const root = `${folder.uri.toString()}/`;
  if (file.toString().startsWith(root)) return file.path.slice(folder.uri.path.length + 1);
  void vscode.window.showWarningMessage(vscode.l10n.t('The file must lie in {0}.', folder.name));
  return undefined;
}

function folderInFront(): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return (
    (active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active)) ??
    vscode.workspace.workspaceFolders?.[0]
  );
}
