import { applyEdits, type Edit, type ModificationOptions } from 'jsonc-parser';
import { tooDeepAt } from '../engine/json-text.ts';
import type { FileStore } from '../project/file-store.ts';
import { at } from '../text/span.ts';
import type { PlacedEdit } from './edits.ts';

const OPTIONS: ModificationOptions = { formattingOptions: { insertSpaces: true, tabSize: 2 } };
const EMPTY = '{}\n';

/** The edits of a JSON file with comments; a file that is not there is made, with what the change makes of an empty object. */
export async function jsonEdits(
  store: FileStore,
  uri: string,
  change: (text: string, options: ModificationOptions) => readonly Edit[],
): Promise<readonly PlacedEdit[]> {
  if (!store.isOpen(uri)) await store.read(uri);
  const file = store.get(uri);
  if (file?.state !== 'read') {
    return [{ uri, span: at(0), newText: applyEdits(EMPTY, [...change(EMPTY, OPTIONS)]), create: true }];
  }
  if (tooDeepAt(file.text) !== undefined) return [];
  return change(file.text, OPTIONS).map(({ offset, length, content }) => ({
    uri,
    span: { start: offset, end: offset + length },
    newText: content,
  }));
}
