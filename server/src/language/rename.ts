import type { FileReport } from '../engine/file-report.ts';
import type { Location } from '../formats/format.ts';
import type { Reference } from '../subjects/named-value.ts';
import type { TextEdit } from '../text/edit.ts';
import { at, type Span } from '../text/span.ts';
import { passedOn } from './compose/references.ts';
import { holds, referencesIn } from './references.ts';

/** A variable that can be renamed, with the span of its name at the cursor. */
export interface RenameTarget {
  readonly name: string;
  readonly span: Span;
  /** Where it is set, as far as files tell. */
  readonly definedAt: Location | undefined;
}

/** The environment variable whose name stands at an offset; `undefined` where none does. */
export function renameTargetAt(report: FileReport, offset: number): RenameTarget | undefined {
  const { model, uri } = report;
  if (model === undefined) return undefined;
  if (model.format === 'dotenv') {
    const entry = model.entries.find(({ keySpan }) => holds(keySpan, offset));
    if (entry !== undefined) return { name: entry.key, span: entry.keySpan, definedAt: { uri, span: entry.keySpan } };
  }
  // What nginx calls `$name` is its own; in its templates the environment's variables are in capitals.
  const reference = referencesIn(report).find(({ span }) => holds(span, offset));
  if (
    reference === undefined ||
    (model.format === 'nginx' && (!model.isTemplate || !/^[A-Z_][A-Z0-9_]*$/.test(reference.name)))
  )
    return undefined;
  const span = nameSpans(report.text, reference, reference.name)[0];
  return span === undefined ? undefined : { name: reference.name, span, definedAt: reference.resolved?.at };
}

/** Whether a shell, Compose and every loader take the name. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Whether a file sets a variable of that name. */
export function setsVariable({ model }: FileReport, name: string): boolean {
  return model?.format === 'dotenv' && model.entries.some(({ key }) => key === name);
}

/**
 * The edits that rename a variable in one file: its entries and the lines of a template that are commented out, `${NAME}` in every value
 * that takes it from one of `homes` (or from nowhere we see), and what a service takes over by name keeps its name inside the container.
 */
export function renameEdits(
  report: FileReport,
  name: string,
  newName: string,
  homes: ReadonlySet<string>,
): readonly TextEdit[] {
  const { model, text, uri } = report;
  if (model === undefined) return [];
  const spans = new Map<number, Span>();
  if (model.format === 'dotenv' && homes.has(uri))
    for (const span of entrySpans(report, name)) spans.set(span.start, span);
  for (const reference of referencesIn(report)) {
    const home = reference.resolved?.at.uri;
    if (home !== undefined && home !== uri && !homes.has(home)) continue;
    for (const span of nameSpans(text, reference, name)) spans.set(span.start, span);
  }
  const passed = model.format === 'compose' ? passedOn(model).filter((one) => one.name === name) : [];
  return [
    ...[...spans.values()].map((span) => ({ span, newText: newName })),
    ...passed.map(({ offset, style }) =>
      style === 'list'
        ? { span: at(offset), newText: `=\${${newName}}` }
        : { span: at(colonBehind(text, offset)), newText: ` \${${newName}}` },
    ),
  ].sort((a, b) => a.span.start - b.span.start);
}

function entrySpans({ model, text }: FileReport, name: string): readonly Span[] {
  if (model?.format !== 'dotenv') return [];
  const entries = model.entries.filter(({ key }) => key === name).map(({ keySpan }) => keySpan);
  const commented = model.file.comments.flatMap(({ span, ownLine }) => {
    const found = /^#+\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(text.slice(span.start, span.end));
    if (!ownLine || found?.[1] !== name) return [];
    const start = span.start + found[0].indexOf(name);
    return [{ start, end: start + name.length }];
  });
  return [...entries, ...commented];
}

/** Where a name stands behind a `$` in a reference, in its default too. */
function nameSpans(text: string, { span }: Reference, name: string): readonly Span[] {
  const source = text.slice(span.start, span.end);
  const spans: Span[] = [];
  for (let i = source.indexOf('$'); i >= 0; i = source.indexOf('$', i + 1)) {
    const start = source[i + 1] === '{' ? i + 2 : i + 1;
    const end = start + name.length;
    if (source.slice(start, end) === name && !/\w/.test(source.charAt(end)))
      spans.push({ start: span.start + start, end: span.start + end });
  }
  return spans;
}

/** Behind the `:` that follows a key, quotes passed over. */
function colonBehind(text: string, offset: number): number {
  const colon = text.indexOf(':', offset);
  return colon < 0 ? offset : colon + 1;
}
