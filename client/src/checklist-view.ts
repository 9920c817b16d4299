import * as vscode from 'vscode';
import { State, type WorkspaceEdit } from 'vscode-languageclient';
import {
  CHECKLIST,
  CHECKLIST_NAMES,
  CHOOSE_CHECKLIST,
  type ChecklistItemState,
  type ChecklistItemView,
  type ChecklistName,
  type ChecklistParams,
  type ChecklistPlace,
  type ChecklistState,
  TICK,
  type TickParams,
} from '../../server/src/protocol/messages.ts';
import type { Session } from './session.ts';

const CHOSEN = 'preflight.checklist';
const PERSON = 'preflight.checklistPerson';
/** Milliseconds after the last change of findings until a visible checklist is evaluated again. */
const CALM = 1500;

type Node =
  | { readonly kind: 'section'; readonly title: string; readonly items: readonly ChecklistItemView[] }
  | { readonly kind: 'item'; readonly item: ChecklistItemView }
  | { readonly kind: 'place'; readonly place: ChecklistPlace };

const ICONS: Readonly<Record<ChecklistItemState, vscode.ThemeIcon>> = {
  pass: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  fail: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  manual: new vscode.ThemeIcon('person'),
  'not-evidenced': new vscode.ThemeIcon('question'),
  'not-applicable': new vscode.ThemeIcon('circle-slash'),
  runtime: new vscode.ThemeIcon('terminal'),
};

/** The *Production Checklist* in the Explorer: items by section with their state, evidence to click, boxes only a person can tick. */
export class ChecklistView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #disposables: vscode.Disposable;
  #state: ChecklistState | null = null;
  #onlyFailed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#view = vscode.window.createTreeView('preflight.checklist', {
      treeDataProvider: this,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.#disposables = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#view.onDidChangeCheckboxState(({ items }) => void this.#tick(items)),
      this.#view.onDidChangeVisibility(() => this.#soon(0)),
      vscode.languages.onDidChangeDiagnostics(() => this.#soon(CALM)),
      // A server that starts (again) does not know yet what was chosen.
      session.client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) void this.announce().catch(() => undefined);
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  /** Puts the command or query of a runtime item on the clipboard, from where a person runs it. */
  async copyCommand(node?: Node): Promise<void> {
    const command = node?.kind === 'item' ? node.item.command : null;
    if (command === null) return;
    await vscode.env.clipboard.writeText(command);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: nothing was run'), 3000);
  }

  /** Ticks an item only a person can know, or takes the tick away: the same as its box. Asks who has looked, unless that is given. */
  async tick(node?: Node, given?: TickParams['tick']): Promise<void> {
    if (node?.kind !== 'item' || !node.item.isManual) return;
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    await this.#tick([[node, node.item.state === 'pass' ? Unchecked : Checked]], given);
  }

  /** Asks for a checklist and shows it. */
  async choose(name?: string): Promise<void> {
    const { client, context } = this.#session;
    const names = await client.sendRequest<readonly ChecklistName[]>(CHECKLIST_NAMES, {});
    const picked =
      name ??
      (
        await vscode.window.showQuickPick(
          names.map((one) => ({
            label: one.title,
            name: one.name,
            detail: vscode.l10n.t('{0} items', one.items),
            description: one.name,
          })),
          { title: vscode.l10n.t('Production Checklist') },
        )
      )?.name;
    if (picked === undefined) return;
    await context.workspaceState.update(CHOSEN, picked);
    await this.announce();
    await this.refresh();
    await vscode.commands.executeCommand('preflight.checklist.focus');
  }

  /** Tells the server which checklist is chosen, so that its rules are on inline. */
  async announce(): Promise<void> {
    const params = this.#params();
    if (params !== undefined) await this.#session.client.sendRequest(CHOOSE_CHECKLIST, params);
  }

  /** Shows only what fails, or everything again. */
  toggleFailed(): void {
    this.#onlyFailed = !this.#onlyFailed;
    void vscode.commands.executeCommand('setContext', 'preflight.onlyFailed', this.#onlyFailed);
    this.#changed.fire();
  }

  /** Evaluates the chosen checklist again. */
  async refresh(): Promise<ChecklistState | null> {
    const params = this.#params();
    this.#state = params === undefined ? null : await this.#session.client.sendRequest(CHECKLIST, params);
    const { pass = 0, fail = 0 } = this.#state?.summary ?? {};
    this.#view.badge = fail === 0 ? undefined : { value: fail, tooltip: vscode.l10n.t('{0} items fail', fail) };
    this.#view.description =
      this.#state === null ? '' : vscode.l10n.t('{0}: {1} pass, {2} fail', this.#state.title, pass, fail);
    this.#changed.fire();
    return this.#state;
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      const shown = (item: ChecklistItemView) => !this.#onlyFailed || item.state === 'fail';
      const sections = (this.#state?.sections ?? []).map(({ title, items }) => ({ title, items: items.filter(shown) }));
      return sections.filter(({ items }) => items.length > 0).map((section) => ({ kind: 'section', ...section }));
    }
    if (node.kind === 'section') return node.items.map((item) => ({ kind: 'item', item }));
    return node.kind === 'item' ? node.item.places.map((place) => ({ kind: 'place', place })) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === 'section') return sectionItem(node.title, node.items);
    return node.kind === 'item' ? checklistItem(node.item) : placeItem(node.place);
  }

  #soon(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#view.visible || this.#params() === undefined) return;
    this.#timer = setTimeout(() => void this.refresh(), delay);
  }

  /** Multi-root: the folder of the file in front, else the first. */
  #params(): ChecklistParams | undefined {
    const name = this.#session.context.workspaceState.get<string>(CHOSEN);
    const active = vscode.window.activeTextEditor?.document.uri;
    const folder =
      (active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active)) ??
      vscode.workspace.workspaceFolders?.[0];
    return name === undefined || folder === undefined ? undefined : { name, folder: folder.uri.toString() };
  }

  async #tick(items: readonly [Node, vscode.TreeItemCheckboxState][], given?: TickParams['tick']): Promise<void> {
    const params = this.#params();
    for (const [node, box] of items) {
      if (node.kind !== 'item' || params === undefined) continue;
      const isChecked = box === vscode.TreeItemCheckboxState.Checked;
      const tick = isChecked ? (given ?? (await this.#askTick(node.item))) : undefined;
      if (isChecked && tick === undefined) continue;
      await this.#write({ ...params, item: node.item.id, ...(tick === undefined ? {} : { tick }) });
    }
    await this.refresh();
  }

  async #askTick({ title }: ChecklistItemView): Promise<TickParams['tick']> {
    const { globalState } = this.#session.context;
    const by = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t('Who has looked at it?'),
      value: globalState.get<string>(PERSON) ?? '',
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A tick needs a name.') : undefined),
    });
    if (by === undefined) return undefined;
    await globalState.update(PERSON, by.trim());
    const note = await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('What was found? (may stay empty)') });
    if (note === undefined) return undefined;
    const on = new Date().toISOString().slice(0, 10);
    return { by: by.trim(), on, ...(note.trim() === '' ? {} : { note: note.trim() }) };
  }

  async #write(params: TickParams): Promise<void> {
    const { client } = this.#session;
    const edit = await client.sendRequest<WorkspaceEdit | null>(TICK, params);
    if (edit === null) return;
    const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
    await vscode.workspace.applyEdit(change);
    for (const [uri] of change.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  }
}

function sectionItem(title: string, items: readonly ChecklistItemView[]): vscode.TreeItem {
  const failed = items.filter(({ state }) => state === 'fail').length;
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, failed > 0 ? Expanded : Collapsed);
  item.description = failed > 0 ? vscode.l10n.t('{0} of {1} fail', failed, items.length) : String(items.length);
  return item;
}

function checklistItem({
  id,
  title,
  state,
  isManual,
  command,
  expect,
  tick,
  places,
}: ChecklistItemView): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, places.length > 0 ? Collapsed : None);
  const words = stateWords(state);
  item.id = id;
  item.iconPath = ICONS[state];
  item.description = tick || words;
  item.tooltip = new vscode.MarkdownString(
    [
      `**${words}**: ${title}`,
      tick,
      ...(command === null ? [] : [vscode.l10n.t('Run:'), `\`\`\`\n${command}\n\`\`\``]),
      ...(expect === null ? [] : [vscode.l10n.t('Expect: {0}', expect)]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  item.accessibilityInformation = { label: `${title}: ${words}` };
  item.contextValue = [...(isManual ? ['manual'] : []), ...(command === null ? [] : ['runtime'])].join(' ');
  if (isManual) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = state === 'pass' ? Checked : Unchecked;
  }
  return item;
}

function placeItem({ uri, line, character, text, ok }: ChecklistPlace): vscode.TreeItem {
  const target = vscode.Uri.parse(uri);
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.description = `${vscode.workspace.asRelativePath(target)}:${line + 1}`;
  item.iconPath = new vscode.ThemeIcon(ok ? 'check' : 'warning');
  const selection = new vscode.Range(line, character, line, character);
  item.command = { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [target, { selection }] };
  return item;
}

function stateWords(state: ChecklistItemState): string {
  switch (state) {
    case 'pass':
      return vscode.l10n.t('pass');
    case 'fail':
      return vscode.l10n.t('fail');
    case 'manual':
      return vscode.l10n.t('to tick');
    case 'not-evidenced':
      return vscode.l10n.t('not evidenced');
    case 'not-applicable':
      return vscode.l10n.t('not applicable');
    case 'runtime':
      return vscode.l10n.t('to run');
  }
}
