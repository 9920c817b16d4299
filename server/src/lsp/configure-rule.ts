import { modify } from 'jsonc-parser';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { canonicalUri, resolveUri } from '../project/uri.ts';
import type { ConfigureParams } from '../protocol/messages.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';
import { jsonEdits } from './json-edits.ts';

/** The change that sets a rule's severity in the nearest settings file of a file; comments stay. `null` without a folder. */
export async function configureRule(
  { uri, rule, severity }: ConfigureParams,
  context: FeatureContext,
): Promise<WorkspaceEdit | null> {
  const file = canonicalUri(uri);
  const { project, uri: root } = context.folders.of(file);
  if (root === undefined) return null;
  const settings = await project.settingsFor(file);
  const nearest = settings.layers.flatMap((layer) => layer.uri ?? []).at(-1);
  const target = nearest ?? canonicalUri(resolveUri(root, `./${SETTINGS_NAME}`));
  const edits = await jsonEdits(project.store, target, (text, options) =>
    modify(text, ['rules', rule], severity, options),
  );
  return (await placeEdits(edits, context)) ?? null;
}
