import type { Location, Position } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import type { Location as Place } from '../formats/format.ts';
import { definitionsAt } from '../language/definitions.ts';
import { usesIn, variableAt } from '../language/references.ts';
import { append } from '../text/append.ts';
import { LineIndex } from '../text/line-index.ts';
import type { FeatureContext } from './feature-context.ts';
import { rangeOf } from './positions.ts';

/** Where what stands at a position is set, or the files that the path there names. */
export function definitionAt(report: FileReport, position: Position): Location[] | null {
  const places = definitionsAt(report, new LineIndex(report.text).offsetAt(position));
  return places.length === 0 ? null : places.map((place) => locationOf(report, place));
}

function locationOf(report: FileReport, place: Place): Location {
  const file = report.model?.files.get(place.uri);
  const text = place.uri === report.uri ? report.text : file?.state === 'read' ? file.text : '';
  return { uri: place.uri, range: rangeOf(new LineIndex(text), place.span) };
}

/** Every use of the variable that is set or used at a position, in this file and in the files known to depend on it. */
export async function referencesAt(
  report: FileReport,
  position: Position,
  { analysis, background }: FeatureContext,
): Promise<Location[] | null> {
  const target = variableAt(report, new LineIndex(report.text).offsetAt(position));
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
