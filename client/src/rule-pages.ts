import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE } from '../../server/src/lsp/wire.ts';

const SCHEME = 'preflight-rule';

/** Rule pages as read-only documents, from the bundled catalogue: no network. */
export function registerRulePages(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const rule = uri.path.replace(/^\//, '').replace(/\.md$/, '');
      const page = await client.sendRequest<string | null>(RULE_PAGE, { rule });
      return page ?? vscode.l10n.t('No rule is called {0}.', rule);
    },
  });
}

/** Shows a rule's page in the Markdown preview beside the editor. */
export async function showRulePage(rule: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    // The Markdown extension may be off; the text is readable as it is.
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}
