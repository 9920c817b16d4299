import type { CancellationToken } from 'vscode-languageserver';
import { canonicalUri, relativePath } from '../project/uri.ts';
import type { Found, FoundEntry, FoundParams } from '../protocol/messages.ts';
import { isEntry } from './diagnostics.ts';
import type { FeatureContext } from './feature-context.ts';

export const NOTHING_FOUND: Found = { files: 0, isWhole: false, isOff: false, entries: [] };

/**
 * The entries of the files below a URI, for whoever asks for them without an editor's list of problems: that one gets them later, and only
 * what is to be shown. Scans before.
 */
export async function findBelow(
  { below }: FoundParams,
  { analysis, background }: FeatureContext,
  token: CancellationToken,
): Promise<Found> {
  if (!analysis.enabled) return { files: 0, isWhole: true, isOff: true, entries: [] };
  const place = below === undefined ? undefined : canonicalUri(below);
  const { files, cancelled } = await background.look(token, place === undefined ? undefined : [place]);
  const entries = background.results.all
    .filter(({ uri }) => place === undefined || relativePath(place, uri) !== undefined)
    .flatMap(({ uri, diagnostics }) =>
      diagnostics.filter(isEntry).map(
        ({ range, severity = 1, message, code }): FoundEntry => ({
          uri,
          ...range.start,
          severity,
          message: typeof message === 'string' ? message : message.value,
          rule: String(code),
        }),
      ),
    )
    .sort((a, b) => a.severity - b.severity || compare(a.uri, b.uri) || a.line - b.line);
  return { files, isWhole: !cancelled, isOff: false, entries };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
