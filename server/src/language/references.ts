import type { FileReport } from '../engine/file-report.ts';
import { Subjects } from '../engine/subjects.ts';
import type { NamedValue, Reference } from '../subjects/named-value.ts';

/** Every `${NAME}` of a file that models know of, with the value it stands in, in the order of the file. */
export function referencesIn(
  report: FileReport,
): readonly { readonly reference: Reference; readonly value: NamedValue }[] {
  const { model, uri } = report;
  if (model === undefined) return [];
  return new Subjects(model)
    .of('namedValue')
    .filter((value) => value.uri === uri)
    .flatMap((value) => value.references.map((reference) => ({ reference, value })));
}
