import * as vscode from 'vscode';
import { COMMANDS, type FindingPlace, IGNORE_KIND, MORE_KIND } from '../../server/src/protocol/messages.ts';

/** The commands behind the links of a hover and the last entry of the light bulb. They open menus of the editor's own. */
export function registerFindingLinks(): vscode.Disposable {
  const at = (open: () => Thenable<unknown>) => async (place?: FindingPlace) => {
    if (place !== undefined) await showPlace(place);
    await open();
  };
  const codeAction = (kind: string, apply: 'ifSingle' | 'never') => () =>
    vscode.commands.executeCommand('editor.action.codeAction', { kind, apply });
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      COMMANDS.fixFinding,
      at(() => vscode.commands.executeCommand('editor.action.quickFix')),
    ),
    vscode.commands.registerCommand(COMMANDS.ignoreFinding, at(codeAction(IGNORE_KIND, 'ifSingle'))),
    vscode.commands.registerCommand(COMMANDS.moreActions, at(codeAction(MORE_KIND, 'never'))),
  );
}

/** What hovers may link to, whatever text of a workspace stands in them: commands that open a menu or a page and change nothing. */
export const LINKED_COMMANDS: readonly string[] = [COMMANDS.fixFinding, COMMANDS.ignoreFinding, COMMANDS.explainRule];

/** Puts the cursor on a finding: the menus of an editor are about what is there. */
async function showPlace({ uri, line, character }: FindingPlace): Promise<void> {
  const position = new vscode.Position(line, character);
  const target = vscode.Uri.parse(uri);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
  await vscode.window.showTextDocument(shown?.document ?? (await vscode.workspace.openTextDocument(target)), {
    selection: new vscode.Range(position, position),
    ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
  });
}
