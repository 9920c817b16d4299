import * as vscode from 'vscode';
import type {
  ChecklistItemState,
  ChecklistItemView,
  ChecklistPlace,
  ChecklistSectionView,
  ChecklistState,
} from '../../server/src/protocol/messages.ts';

/** A checklist somebody chose to look at, and the folder it is about. */
export interface Chosen {
  readonly name: string;
  readonly folder: string;
}

/** The same with what it says of the folder; null until the server has answered, or when there is no such checklist. */
export interface ShownList extends Chosen {
  readonly state: ChecklistState | null;
}

export type Node =
  | { readonly kind: 'list'; readonly list: ShownList }
  | { readonly kind: 'section'; readonly list: ShownList; readonly section: ChecklistSectionView }
  | { readonly kind: 'item'; readonly list: ShownList; readonly item: ChecklistItemView }
  | { readonly kind: 'place'; readonly place: ChecklistPlace };

const ICONS: Readonly<Record<ChecklistItemState, vscode.ThemeIcon>> = {
  pass: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  fail: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  manual: new vscode.ThemeIcon('person'),
  'not-evidenced': new vscode.ThemeIcon('question'),
  'not-applicable': new vscode.ThemeIcon('circle-slash'),
  runtime: new vscode.ThemeIcon('terminal'),
};

const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;

/** What the tree shows of a node. */
export function treeItemOf(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case 'list':
      return listItem(node.list);
    case 'section':
      return sectionItem(node.list, node.section);
    case 'item':
      return checklistItem(node);
    case 'place':
      return placeItem(node.place);
  }
}

/** A name that no other node has, so that what is open stays open. */
function idOf({ name, folder }: Chosen, ...parts: readonly string[]): string {
  return [folder, name, ...parts].join('\n');
}

export function folderName(folder: string): string {
  const uri = vscode.Uri.parse(folder);
  return vscode.workspace.getWorkspaceFolder(uri)?.name ?? uri.path.split('/').at(-1) ?? folder;
}

function listItem(list: ShownList): vscode.TreeItem {
  const item = new vscode.TreeItem(list.state?.title ?? list.name, list.state === null ? None : Expanded);
  const words = list.state === null ? vscode.l10n.t('not there') : progressWords(list.state);
  item.id = idOf(list);
  item.description = `${folderName(list.folder)} · ${words}`;
  item.iconPath = new vscode.ThemeIcon('checklist');
  item.contextValue = 'checklist';
  const sources = list.state === null ? [] : [list.state.source, totalWords(list.state), ...list.state.notes];
  item.tooltip = [`${list.state?.title ?? list.name} (${folderName(list.folder)})`, ...sources].join('\n\n');
  // Without it the whole tooltip is read out, its address included.
  item.accessibilityInformation = { label: `${list.state?.title ?? list.name}, ${folderName(list.folder)}, ${words}` };
  return item;
}

/** "21 of 26 pass": of what files can decide. */
function progressWords({ progress: { passed, decidable } }: Pick<ChecklistState, 'progress'>): string {
  return vscode.l10n.t('{0} of {1} pass', passed, decidable);
}

/** Every state with its number, whatever is shown. */
export function totalWords({ summary }: ChecklistState): string {
  const states = Object.entries(summary) as [ChecklistItemState, number][];
  return states
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${stateWords(state)}`)
    .join(', ');
}

function sectionItem(list: ShownList, section: ChecklistSectionView): vscode.TreeItem {
  const { title, items, progress } = section;
  const all = list.state?.sections.find((one) => one.title === title)?.items ?? items;
  const item = new vscode.TreeItem(title, items.some(({ state }) => state === 'fail') ? Expanded : Collapsed);
  const open = all.filter(({ state }) => state === 'manual' || state === 'runtime').length;
  item.id = idOf(list, title);
  item.description = [
    progress.decidable === 0 ? '' : progressWords(section),
    open === 0 ? '' : vscode.l10n.t('{0} to do by hand', open),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = `${title}: ${item.description}`;
  return item;
}

function checklistItem(node: Node & { readonly kind: 'item' }): vscode.TreeItem {
  const { list, item: shown } = node;
  const { id, title, state, isTickable, command, tick, places } = shown;
  const item = new vscode.TreeItem(title, places.length > 0 ? Collapsed : None);
  item.id = idOf(list, id, 'item');
  item.iconPath = ICONS[state];
  // The title needs the width; the icon says the state, and in words the tooltip.
  item.description = tick;
  item.tooltip = tooltipOf(shown);
  item.accessibilityInformation = { label: [`${title}: ${stateWords(state)}`, tick].filter(Boolean).join(', ') };
  item.contextValue = [...(isTickable ? ['manual'] : []), ...(command === null ? [] : ['runtime'])].join(' ');
  if (command !== null) {
    item.command = { title: vscode.l10n.t('Copy'), command: 'preflight.copyChecklistCommand', arguments: [node] };
  }
  if (isTickable) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = state === 'pass' ? Checked : Unchecked;
  }
  return item;
}

function tooltipOf({ title, state, tick, command, expect }: ChecklistItemView): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`${stateWords(state)}: ${title}`);
  if (tick !== '') text.appendMarkdown('\n\n').appendText(tick);
  if (command !== null) {
    text.appendMarkdown('\n\n').appendText(vscode.l10n.t('Run (a click copies it):')).appendCodeblock(command, 'shell');
  }
  if (expect !== null) text.appendMarkdown('\n\n').appendText(vscode.l10n.t('Expect: {0}', expect));
  return text;
}

function placeItem({ uri, line, character, text, ok }: ChecklistPlace): vscode.TreeItem {
  const target = vscode.Uri.parse(uri);
  const item = new vscode.TreeItem(text, None);
  item.description = `${vscode.workspace.asRelativePath(target, false)}:${line + 1}`;
  item.tooltip = `${text}\n${item.description}`;
  item.iconPath = new vscode.ThemeIcon(ok ? 'check' : 'warning');
  // What the icon says, for those who hear it.
  const verdict = ok ? vscode.l10n.t('as it should be') : vscode.l10n.t('to be looked at');
  item.accessibilityInformation = { label: `${text}, ${verdict}, ${item.description}` };
  const selection = new vscode.Range(line, character, line, character);
  item.command = { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [target, { selection }] };
  return item;
}

export function stateWords(state: ChecklistItemState): string {
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
