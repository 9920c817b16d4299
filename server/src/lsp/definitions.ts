import type { Location, Position, ReferenceParams } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import type { Location as Place } from '../formats/format.ts';
import { definitionsAt } from '../language/definitions.ts';
import { namesUsedAt, usesIn, variableAt } from '../language/references.ts';
import type { Project } from '../project/project.ts';
import { append } from '../text/append.ts';
import { LineIndex } from '../text/line-index.ts';
import type { FeatureContext } from './feature-context.ts';
import { withFolders } from './folder-look.ts';
import { rangeOf } from './positions.ts';

/** Where what stands at a position is set, or the files that the path there names. */
export async function definitionAt(
  report: FileReport,
  position: Position,
  project: Project,
): Promise<Location[] | null> {
  const offset = new LineIndex(report.text).offsetAt(position);
  const places = await withFolders(project, (look) => definitionsAt(report, offset, look));
  return places.length === 0 ? null : locationsOf(report, places);
}

/** Places as the protocol has them; each text is cut into lines once. */
function locationsOf(report: FileReport, places: readonly Place[]): Location[] {
  const lines = new Map<string, LineIndex>([[report.uri, new LineIndex(report.text)]]);
  return places.map(({ uri, span }) => {
    const known = lines.get(uri) ?? new LineIndex(textOf(report, uri));
    lines.set(uri, known);
    return { uri, range: rangeOf(known, span) };
  });
}

/** The text of a file that the models of a report have read; empty when none has. */
function textOf({ model, around }: FileReport, uri: string): string {
  for (const one of [...(model === undefined ? [] : [model]), ...around]) {
    const file = one.files.get(uri);
    if (file.state === 'read') return file.text;
  }
  return '';
}

/** Every use of the variable or the nginx name at a position, in this file and in the files known to depend on it. */
export async function referencesAt(
  report: FileReport,
  { position, context }: ReferenceParams,
  { analysis, background }: FeatureContext,
): Promise<Location[] | null> {
  const offset = new LineIndex(report.text).offsetAt(position);
  const names = namesUsedAt(report, offset, context.includeDeclaration);
  if (names.length > 0) return locationsOf(report, names);
  const target = variableAt(report, offset);
  if (target === undefined) return null;
  const near = new Set([report.uri, target.uri, ...background.results.dependentsOf(target.uri)]);
  for (const uri of [...analysis.openDependentsOf(target.uri)]) near.add(uri);
  const found: Location[] = [];
  for (const uri of near) {
    const other = uri === report.uri ? report : await analysis.report(uri);
    if (other !== undefined) {
      const lines = new LineIndex(other.text);
      append(
        found,
        usesIn(other, target).map((span) => ({ uri: other.uri, range: rangeOf(lines, span) })),
      );
    }
    if (uri !== report.uri) analysis.release(uri);
  }
  return found;
}
