import type { FileReport } from '../engine/file-report.ts';
import { subjectsOf } from '../engine/subjects.ts';
import type { Location } from '../formats/format.ts';
import type { Reference } from '../subjects/named-value.ts';
import type { Model } from '../subjects/subject.ts';
import { at, type Span } from '../text/span.ts';
import { composeDefinitions, composeNameAt, composeUses } from './compose/names.ts';
import { composeReferences } from './compose/references.ts';
import { nginxReferences } from './nginx/definitions.ts';
import { nginxAround } from './nginx-around.ts';

/** Every `${NAME}` of a file that models know of. */
export function referencesIn({ model, uri }: FileReport): readonly Reference[] {
  if (model === undefined) return [];
  const known = KNOWN.get(model);
  if (known !== undefined) return known;
  const inValues = subjectsOf(model)
    .of('namedValue')
    .filter((value) => value.uri === uri)
    .flatMap(({ references }) => references);
  // Images, ports and paths of a compose file are no named values.
  const elsewhere = model.format === 'compose' ? composeReferences(model) : [];
  const all = new Map<number, Reference>();
  for (const reference of [...inValues, ...elsewhere])
    if (!all.has(reference.span.start)) all.set(reference.span.start, reference);
  const found = [...all.values()];
  KNOWN.set(model, found);
  return found;
}

const KNOWN = new WeakMap<Model, readonly Reference[]>();

/** The `${NAME}` at an offset. */
export function referenceAt(report: FileReport, offset: number): Reference | undefined {
  return referencesIn(report).find(({ span }) => holds(span, offset));
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
  return referencesIn(report).flatMap(({ span, resolved }) => {
    const place = resolved?.at;
    return place?.uri === target.uri && place.span.start === target.span.start ? [span] : [];
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
