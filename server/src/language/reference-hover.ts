import type { FileReport } from '../engine/file-report.ts';
import { looksRandom } from '../secrets/looks-random.ts';
import { MASK } from '../secrets/mask.ts';
import type { Reference } from '../subjects/named-value.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { referenceAt } from './references.ts';

/** What the reference at `offset` becomes and where that is written. Values are always masked: any of them may be a secret. */
export function referenceHover(
  report: FileReport,
  offset: number,
  pathOf: (uri: string) => string,
): { readonly markdown: string; readonly span: Span } | undefined {
  const reference = referenceAt(report, offset);
  if (reference === undefined || isOfNginx(report, reference)) return undefined;
  // A password that begins with a dollar reads like a variable.
  const name = looksRandom(reference.name) ? MASK : reference.name;
  return { markdown: `\`${name}\` ${describe(report, reference, pathOf)}`, span: reference.span };
}

/** Whether a `$name` is nginx's own: only templates are filled from the environment, and there nginx's names stay. */
function isOfNginx({ model }: FileReport, { name, resolved }: Reference): boolean {
  if (model?.format !== 'nginx' || resolved !== undefined) return false;
  return !model.isTemplate || model.variable(name) !== undefined || !/^[A-Z][A-Z0-9_]*$/.test(name);
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
  return text === '' ? '(empty)' : MASK;
}
