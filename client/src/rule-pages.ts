import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE, RULE_PAGES } from '../../server/src/protocol/messages.ts';
import { showPreview } from './pages.ts';

const SCHEME = 'preflight-rule';

/** Rule pages as read-only documents, from the bundled catalogue: no network. */
export function registerRulePages(client: BaseLanguageClient, extension: vscode.Uri): vscode.Disposable {
  const served = client.onRequest<string | null, void>(RULE_PAGES, () => packedPages(extension));
  const shown = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const rule = uri.path.replace(/^\//, '').replace(/\.md$/, '');
      const page = await client.sendRequest<string | null>(RULE_PAGE, { rule });
      return page ?? vscode.l10n.t('No rule is called {0}.', rule);
    },
  });
  return vscode.Disposable.from(served, shown);
}

/** The server in a browser has no files: it asks for the pages, which lie beside it in the extension. */
async function packedPages(extension: vscode.Uri): Promise<string | null> {
  try {
    const path = vscode.Uri.joinPath(extension, 'dist/server/rule-pages.json');
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(path));
  } catch {
    return null;
  }
}

/** The address of a rule's page; the manifest has the editor open it in the Markdown preview. */
export function rulePageUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** Shows a rule's page in the Markdown preview beside the editor. */
export async function showRulePage(rule: string): Promise<void> {
  await showPreview(rulePageUri(rule));
}
