import type { FileReport } from '../project/project.ts';
import { mask } from '../secrets/mask.ts';
import type { NamedValue, Reference } from '../subjects/named-value.ts';
import { Subjects } from '../subjects/subjects.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';

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

/** What the reference at `offset` becomes and where that is written. Values are always masked: any of them may be a secret. */
export function referenceHover(
  report: FileReport,
  offset: number,
  pathOf: (uri: string) => string,
): { readonly markdown: string; readonly span: Span } | undefined {
  const found = referencesIn(report).find(({ reference: { span } }) => span.start <= offset && offset <= span.end);
  if (found === undefined) return undefined;
  const { reference } = found;
  return { markdown: `\`${reference.name}\` ${describe(report, reference, pathOf)}`, span: reference.span };
}

function describe(report: FileReport, reference: Reference, pathOf: (uri: string) => string): string {
  const { resolved, word, operator } = reference;
  if (resolved !== undefined) {
    const file = report.model?.files.get(resolved.at.uri);
    const text = resolved.at.uri === report.uri ? report.text : file?.state === 'read' ? file.text : undefined;
    const line = text === undefined ? '' : `:${new LineIndex(text).lineAt(resolved.at.span.start) + 1}`;
    return `is \`${shown(resolved.text)}\`, set in \`${pathOf(resolved.at.uri)}${line}\``;
  }
  if (word !== undefined && (operator === '-' || operator === ':-')) {
    return `is not set in any file read; its default is \`${shown(word.text)}\``;
  }
  if (operator === '?' || operator === ':?') return 'is not set in any file read; the stack does not start without it';
  return 'is not set in any file read; it comes from the environment, or is empty';
}

function shown(text: string): string {
  return text === '' ? '(empty)' : mask(text).replaceAll('`', '');
}
