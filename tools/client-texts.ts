import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `vscode.l10n.t` is called with in the client, each text once, in the order of the alphabet. */
export function clientTexts(root: string): readonly string[] {
  const folder = join(root, 'client/src');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = names.flatMap((name) => textsIn(readFileSync(join(folder, name), 'utf8')));
  return [...new Set(texts)].sort();
}

function textsIn(source: string): string[] {
  return [...source.matchAll(/(?<![\w$])t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
}

/** The bundle that VS Code reads: every text under itself; a translation is a file beside it. */
export function l10nBundle(root: string): string {
  return `${JSON.stringify(Object.fromEntries(clientTexts(root).map((text) => [text, text])), null, 2)}\n`;
}
