import * as vscode from 'vscode';
import { State, type WorkspaceEdit } from 'vscode-languageclient';
import {
  CHECKLIST,
  CHECKLIST_RULES,
  type ChecklistItemState,
  type ChecklistItemView,
  type ChecklistRules,
  type ChecklistState,
  TICK,
  type TickParams,
} from '../../server/src/protocol/messages.ts';
import { ChecklistChoice } from './checklist-choice.ts';
import { ChecklistDocuments } from './checklist-documents.ts';
import { type Chosen, type Node, type ShownList, stateWords, treeItemOf } from './checklist-nodes.ts';
import type { Session } from './session.ts';

const PERSON = 'preflight.checklistPerson';
/** Milliseconds after the last change of findings until the checklists that are seen are evaluated again. */
const CALM = 1500;

/** What the filter can leave; totals count everything. */
const FILTERS = ['fail', 'not-evidenced', 'manual', 'runtime', 'pass', 'not-applicable'] as const;

/** The view of production checklists: any number side by side, by section, with evidence to click and boxes for what only a person knows. */
export class ChecklistView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #session: Session;
  readonly #choice: ChecklistChoice;
  readonly #documents: ChecklistDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #disposables: vscode.Disposable;
  #lists: readonly ShownList[] = [];
  #filter: readonly ChecklistItemState[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#choice = new ChecklistChoice(session);
    this.#documents = new ChecklistDocuments(session);
    this.#view = vscode.window.createTreeView('preflight.checklist', {
      treeDataProvider: this,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    const ticks = vscode.workspace.createFileSystemWatcher('**/.preflight/ticks.json');
    const soon = () => this.#soon(CALM);
    this.#disposables = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#documents,
      ticks,
      ticks.onDidChange(soon),
      ticks.onDidCreate(soon),
      ticks.onDidDelete(soon),
      this.#view.onDidChangeCheckboxState(({ items }) => void this.#tickBoxes(items)),
      this.#view.onDidChangeVisibility(() => this.#soon(0)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#soon(0)),
      vscode.languages.onDidChangeDiagnostics(soon),
      session.client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.#soon(0);
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  /** Asks which checklists to look at, or shows one by name beside the others. */
  async choose(name?: string, folder?: string): Promise<void> {
    if (typeof name === 'string') await this.#choice.add(name, folder);
    else if (!(await this.#choice.ask())) return;
    await vscode.commands.executeCommand('preflight.checklist.focus');
    await this.refresh();
  }

  /** Stops looking at one checklist, or at all. */
  async close(node?: Node): Promise<void> {
    if (node?.kind === 'list') await this.#choice.remove(node.list);
    else await this.#choice.set([]);
    await this.refresh();
  }

  /** Shows only items in one state, or everything again; the totals stay. Asks, unless a state (or `all`) is given. */
  async filter(given?: ChecklistItemState | 'all'): Promise<{ readonly shown: number; readonly total: number }> {
    const wanted = typeof given === 'string' ? given : await this.#askFilter();
    if (wanted === undefined) return this.#shown();
    this.#filter = FILTERS.filter((state) => state === wanted);
    void vscode.commands.executeCommand('setContext', 'preflight.checklistFiltered', this.#filter.length > 0);
    this.#say();
    this.#changed.fire();
    return this.#shown();
  }

  /** How many items are shown, of how many. */
  #shown(): { readonly shown: number; readonly total: number } {
    const count = (states: readonly ChecklistItemState[]) =>
      this.#lists.reduce((sum, { state }) => sum + states.reduce((all, one) => all + (state?.summary[one] ?? 0), 0), 0);
    return { shown: count(this.#filter.length === 0 ? FILTERS : this.#filter), total: count(FILTERS) };
  }

  async #askFilter(): Promise<ChecklistItemState | 'all' | undefined> {
    const count = (state: ChecklistItemState) =>
      this.#lists.reduce((sum, list) => sum + (list.state?.summary[state] ?? 0), 0);
    const entry = (wanted: ChecklistItemState | 'all', label: string, items: number) => ({
      label: `${(this.#filter[0] ?? 'all') === wanted ? '$(check) ' : ''}${label}`,
      description: vscode.l10n.t('{0} items', items),
      wanted,
    });
    const all = FILTERS.reduce((sum, state) => sum + count(state), 0);
    const entries = [
      entry('all', vscode.l10n.t('Everything'), all),
      ...FILTERS.map((state) => entry(state, stateWords(state), count(state))),
    ];
    return (await vscode.window.showQuickPick(entries, { title: vscode.l10n.t('Show Checklist Items') }))?.wanted;
  }

  /** Shows the report on a checklist as a preview. */
  async preview(node?: Node): Promise<void> {
    const list = await this.#listOf(node);
    if (list !== undefined) await this.#documents.preview(list, list.state?.title ?? list.name);
  }

  /** Writes the report on a checklist into a file, which is asked for unless given. */
  async save(node?: Node, target?: vscode.Uri): Promise<vscode.Uri | undefined> {
    const list = await this.#listOf(node);
    return list === undefined ? undefined : this.#documents.save(list, target);
  }

  /**
   * Has the rules of a checklist checked while editing, or no longer: `preflight.json` names it from then on. Says first how many
   * findings that brings. `isAgreed`: nobody is asked.
   */
  async checkRules(node?: Node, isAgreed = false): Promise<ChecklistRules | undefined> {
    const list = await this.#listOf(node);
    if (list === undefined) return undefined;
    const { name, folder } = list;
    const { client } = this.#session;
    const rules = await vscode.window.withProgress({ location: { viewId: 'preflight.checklist' } }, () =>
      client.sendRequest<ChecklistRules | null>(CHECKLIST_RULES, { name, folder }),
    );
    if (rules === null) return undefined;
    if (isAgreed !== true && !(await agreesTo(rules, list.state?.title ?? name))) return undefined;
    await this.#apply(rules.edit as WorkspaceEdit | null);
    return rules;
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
    if (node?.kind !== 'item' || !node.item.isTickable) return;
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    await this.#tickBoxes([[node, node.item.state === 'pass' ? Unchecked : Checked]], given);
  }

  /** Evaluates the chosen checklists again. */
  async refresh(): Promise<readonly ShownList[]> {
    const round = ++this.#round;
    const chosen = this.#choice.all;
    const lists: ShownList[] = [];
    for (const { name, folder } of chosen) {
      const state = await this.#session.client
        .sendRequest<ChecklistState | null>(CHECKLIST, { name, folder })
        .catch(() => null);
      lists.push({ name, folder, state });
    }
    // A later round is under way: its lists will be shown.
    if (round !== this.#round) return lists;
    this.#lists = lists;
    this.#say();
    this.#changed.fire();
    return lists;
  }

  /** What stands above the tree and on its icon: what is left out, what could not be read, how much fails. */
  #say(): void {
    const failed = this.#lists.reduce((sum, { state }) => sum + (state?.summary.fail ?? 0), 0);
    this.#view.badge = failed === 0 ? undefined : { value: failed, tooltip: vscode.l10n.t('{0} items fail', failed) };
    const [only] = this.#filter;
    const filter = only === undefined ? [] : [vscode.l10n.t('Shown: {0}. Totals count everything.', stateWords(only))];
    const lines = [...filter, ...this.#lists.flatMap(({ state }) => state?.notes ?? [])];
    this.#view.message = lines.join('\n');
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) return this.#lists.map((list) => ({ kind: 'list', list }));
    switch (node.kind) {
      case 'list':
        return this.#sections(node.list);
      case 'section':
        return node.section.items.map((item) => ({ kind: 'item', list: node.list, item }));
      case 'item':
        return node.item.places.map((place) => ({ kind: 'place', place }));
      case 'place':
        return [];
    }
  }

  #sections(list: ShownList): Node[] {
    const isShown = ({ state }: ChecklistItemView) => this.#filter.length === 0 || this.#filter.includes(state);
    return (list.state?.sections ?? [])
      .map((section) => ({ ...section, items: section.items.filter(isShown) }))
      .filter(({ items }) => items.length > 0)
      .map((section) => ({ kind: 'section', list, section }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItemOf(node);
  }

  #soon(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#view.visible || (this.#choice.all.length === 0 && this.#lists.length === 0)) return;
    this.#timer = setTimeout(() => void this.refresh(), delay);
  }

  /** The checklist a command is about: that of the node, the only one, or one that is asked for. */
  async #listOf(node: Node | undefined): Promise<ShownList | undefined> {
    if (node?.kind === 'list') return node.list;
    if (this.#lists.length === 0) await this.refresh();
    if (this.#lists.length < 2) return this.#lists[0];
    const entries = this.#lists.map((list) => ({ label: list.state?.title ?? list.name, list }));
    return (await vscode.window.showQuickPick(entries, { title: vscode.l10n.t('Production Checklist') }))?.list;
  }

  async #tickBoxes(items: readonly [Node, vscode.TreeItemCheckboxState][], given?: TickParams['tick']): Promise<void> {
    for (const [node, box] of items) {
      if (node.kind !== 'item') continue;
      const isChecked = box === vscode.TreeItemCheckboxState.Checked;
      const tick = isChecked ? (given ?? (await this.#askTick(node.item))) : undefined;
      if (isChecked && tick === undefined) continue;
      await this.#write(node.list, { item: node.item.id, ...(tick === undefined ? {} : { tick }) });
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

  async #write({ name, folder }: Chosen, tick: Pick<TickParams, 'item' | 'tick'>): Promise<void> {
    const edit = await this.#session.client.sendRequest<WorkspaceEdit | null>(TICK, { name, folder, ...tick });
    await this.#apply(edit);
  }

  /** Makes a change of files and saves them: what is only typed is nobody else's tick. */
  async #apply(edit: WorkspaceEdit | null): Promise<void> {
    if (edit === null) return;
    const change = await this.#session.client.protocol2CodeConverter.asWorkspaceEdit(edit);
    await vscode.workspace.applyEdit(change);
    for (const [uri] of change.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  }
}

/** Asks with the number of findings that come or go. */
async function agreesTo({ isOn, findings, files }: ChecklistRules, title: string): Promise<boolean> {
  const yes = isOn ? vscode.l10n.t('Stop Checking Them') : vscode.l10n.t('Check While Editing');
  const message = isOn
    ? vscode.l10n.t('No longer check the rules of "{0}" while editing?', title)
    : vscode.l10n.t('Check the rules of "{0}" while editing?', title);
  const detail = isOn
    ? vscode.l10n.t('{0} findings in {1} files go; preflight.json no longer names the checklist.', findings, files)
    : vscode.l10n.t('This adds {0} findings in {1} files; preflight.json will name the checklist.', findings, files);
  return (await vscode.window.showInformationMessage(message, { modal: true, detail }, yes)) === yes;
}
