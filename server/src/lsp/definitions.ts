import type { Location, Position } from 'vscode-languageserver';
import { nginxDefinitions } from '../engine/nginx-language/definitions.ts';
import type { Location as Place } from '../formats/format.ts';
import type { FileReport } from '../project/project.ts';
import { Subjects } from '../subjects/subjects.ts';
import { append } from '../text/append.ts';
import { LineIndex } from '../text/line-index.ts';
import { at, type Span } from '../text/span.ts';
import type { FeatureContext } from './features.ts';
import { fileMentions } from './file-mentions.ts';
import { rangeOf } from './positions.ts';
import { referencesIn } from './reference-hover.ts';

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where the `${VARIABLE}` at a position is set, or the files that the path there names. */
export function definitionAt(report: FileReport, position: Position): Location[] | null {
  const offset = new LineIndex(report.text).offsetAt(position);
  const variable = referencesIn(report).find(({ reference }) => holds(reference.span, offset))?.reference.resolved;
  if (variable !== undefined) return [locationOf(report, variable.at)];
  const { model } = report;
  const places = model?.format === 'nginx' ? nginxDefinitions(model, offset) : [];
  if (places.length > 0) return places.map((place) => locationOf(report, place));
  const mention = fileMentions(report).find(({ span }) => holds(span, offset));
  return mention === undefined ? null : mention.uris.map((uri) => ({ uri, range: FILE_START }));
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
  const offset = new LineIndex(report.text).offsetAt(position);
  const used = referencesIn(report).find(({ reference }) => holds(reference.span, offset))?.reference;
  const target = used?.resolved?.at ?? settingAt(report, offset);
  if (target === undefined) return null;
  const near = new Set([report.uri, target.uri, ...background.results.dependentsOf(target.uri)]);
  for (const uri of [...analysis.openDependentsOf(target.uri)]) near.add(uri);
  const found: Location[] = [];
  for (const uri of near) {
    const other = uri === report.uri ? report : await analysis.report(uri);
    if (other !== undefined) append(found, usesIn(other, target));
    if (uri !== report.uri) analysis.release(uri);
  }
  return found;
}

function usesIn(report: FileReport, target: Place): Location[] {
  const lines = new LineIndex(report.text);
  return referencesIn(report).flatMap(({ reference }) => {
    const place = reference.resolved?.at;
    const same = place?.uri === target.uri && place.span.start === target.span.start;
    return same ? [{ uri: report.uri, range: rangeOf(lines, reference.span) }] : [];
  });
}

/** The place that references to the key at `offset` of an env file resolve to: models point at the value or at the key. */
function settingAt(report: FileReport, offset: number): Place | undefined {
  const { model, uri } = report;
  if (model?.format !== 'dotenv') return undefined;
  const entry = new Subjects(model).of('dotenvEntry').find(({ span }) => holds(span, offset));
  return entry === undefined ? undefined : { uri, span: at(entry.valueSpan.start) };
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
