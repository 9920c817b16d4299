import type { FileReport } from '../engine/file-report.ts';
import { subjectsOf } from '../engine/subjects.ts';
import type { Location } from '../formats/format.ts';
import type { NamedValue, Reference } from '../subjects/named-value.ts';
import { at, type Span } from '../text/span.ts';
import { composeDefinitions, composeNameAt, composeUses } from './compose/names.ts';
import { nginxReferences } from './nginx/definitions.ts';
import { nginxAround } from './nginx-around.ts';

/** Every `${NAME}` of a file that models know of, with the value it stands in, in the order of the file. */
export function referencesIn(
  report: FileReport,
): readonly { readonly reference: Reference; readonly value: NamedValue }[] {
  const { model, uri } = report;
  if (model === undefined) return [];
  return subjectsOf(model)
    .of('namedValue')
    .filter((value) => value.uri === uri)
    .flatMap((value) => value.references.map((reference) => ({ reference, value })));
}

/** The `${NAME}` at an offset. */
export function referenceAt(report: FileReport, offset: number): Reference | undefined {
  return referencesIn(report).find(({ reference }) => holds(reference.span, offset))?.reference;
}

/** Where the variable is set that is set or used at an offset; `undefined` when no variable stands there or nobody sets it. */
export function variableAt(report: FileReport, offset: number): Location | undefined {
  return referenceAt(report, offset)?.resolved?.at ?? settingAt(report, offset);
}

/** The places that use the name at an offset (variable, upstream, zone … of nginx; service, network, secret … of compose); empty where none stands. */
export function namesUsedAt(report: FileReport, offset: number, withDeclarations: boolean): readonly Location[] {
  const { model } = report;
  if (model?.format === 'nginx') return nginxReferences(model, offset, nginxAround(report), withDeclarations);
  const named = model?.format === 'compose' ? composeNameAt(model, offset) : undefined;
  if (model?.format !== 'compose' || named === undefined) return [];
  return [...(withDeclarations ? composeDefinitions(model, named) : []), ...composeUses(model, named)];
}

/** The places of a file that use the variable set at `target`. */
export function usesIn(report: FileReport, target: Location): readonly Span[] {
  return referencesIn(report).flatMap(({ reference }) => {
    const place = reference.resolved?.at;
    return place?.uri === target.uri && place.span.start === target.span.start ? [reference.span] : [];
  });
}

/** The place that references to the key at `offset` of an env file resolve to: models point at the value or at the key. */
function settingAt(report: FileReport, offset: number): Location | undefined {
  const { model, uri } = report;
  if (model?.format !== 'dotenv') return undefined;
  const entry = subjectsOf(model)
    .of('dotenvEntry')
    .find(({ span }) => holds(span, offset));
  return entry === undefined ? undefined : { uri, span: at(entry.valueSpan.start) };
}

/** Whether an offset stands in a span or at one of its ends. */
export function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
