import { applyEdits as applyJsonEdits, modify } from 'jsonc-parser';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { canonicalUri, resolveUri } from '../project/uri.ts';
import { at } from '../text/span.ts';
import { workspaceEditOf } from './edits.ts';
import { editContext, type FeatureContext } from './features.ts';
import type { ConfigureParams } from './wire.ts';

const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** The change that sets a rule's severity in the nearest settings file of a file; comments stay. `null` without a folder. */
export async function configureRule(
  { uri, rule, severity }: ConfigureParams,
  context: FeatureContext,
): Promise<WorkspaceEdit | null> {
  const file = canonicalUri(uri);
  const folder = context.folders.of(file);
  if (folder.uri === undefined) return null;
  const { project } = folder;
  const settings = await project.settingsFor(file);
  const nearest = settings.layers.flatMap((layer) => layer.uri ?? []).at(-1);
  const target = nearest ?? canonicalUri(resolveUri(folder.uri, `./${SETTINGS_NAME}`));
  await project.store.read(target);
  const known = project.store.get(target);
  const text = known?.state === 'read' ? known.text : undefined;
  if (text === undefined) {
    const newText = applyJsonEdits('{}\n', modify('{}\n', ['rules', rule], severity, FORMATTING));
    return workspaceEditOf([{ uri: target, span: at(0), newText, create: true }], editContext(context)) ?? null;
  }
  const edits = modify(text, ['rules', rule], severity, FORMATTING).map(({ offset, length, content }) => ({
    uri: target,
    span: { start: offset, end: offset + length },
    newText: content,
  }));
  return workspaceEditOf(edits, editContext(context)) ?? null;
}
