import { type Span, span } from '../../../text/span.ts';
import type { TomlLeaf, TomlTable } from '../read/tree.ts';
import type { TomlModel } from './model.ts';

/** A place that only TOML 1.1 (2025-12-18) allows, and how TOML 1.0 says the same. */
export interface NewerSyntax {
  readonly kind: 'inline-table' | 'escape' | 'time';
  readonly at: Span;
  /** Tells it from the others when lines move. */
  readonly path: readonly string[];
  /** What stands there, in a word or two. */
  readonly what: string;
  /** `undefined`: nothing can be moved without losing a comment. */
  readonly edits: readonly { readonly span: Span; readonly newText: string }[] | undefined;
}

/** Everything in a file that a reader of TOML 1.0 refuses and one of TOML 1.1 takes. */
export function newerSyntax(model: TomlModel): readonly NewerSyntax[] {
  const { text } = model.file;
  return [
    ...model.tables.flatMap((table) => (table.form === 'inline' ? inlineTable(text, table) : [])),
    ...escapedKeys(model),
    ...model.leaves.flatMap((leaf) => (leaf.kind === 'datetime' ? timeOf(text, leaf) : stringOf(text, leaf))),
  ].sort((a, b) => a.at.start - b.at.start);
}

/** Line breaks, comments and a last comma between the entries; line breaks inside arrays and strings were always allowed. */
function inlineTable(text: string, { path: names, headerSpan, statements }: TomlTable): readonly NewerSyntax[] {
  const path = names.map(String);
  if (headerSpan === undefined || !text.slice(headerSpan.start, headerSpan.end).endsWith('}')) return [];
  const starts = statements.map((entry) => entry.span.start);
  const ends = statements.map((entry) => entry.span.end);
  const gaps = [headerSpan.start + 1, ...ends].map((start, i) => span(start, starts[i] ?? headerSpan.end - 1));
  const last = gaps[gaps.length - 1];
  const lastComma = last === undefined || statements.length === 0 ? -1 : withoutComments(text, last).indexOf(',');
  const broken = gaps.some((gap) => /[\r\n]/.test(text.slice(gap.start, gap.end)));
  if (!broken && (lastComma < 0 || last === undefined)) return [];
  if (!broken && last !== undefined) {
    const at = span(last.start + lastComma, last.start + lastComma + 1);
    return [
      { kind: 'inline-table', at, path, what: 'a comma behind the last entry', edits: [{ span: at, newText: '' }] },
    ];
  }
  const hasComments = gaps.some((gap) => withoutComments(text, gap) !== text.slice(gap.start, gap.end));
  const edits = gaps.map((gap, i) => {
    const isEdge = i === 0 || i === gaps.length - 1;
    return { span: gap, newText: isEdge ? (statements.length === 0 ? '' : ' ') : ', ' };
  });
  const at = span(headerSpan.start, headerSpan.start + 1);
  return [
    {
      kind: 'inline-table',
      at,
      path,
      what: 'an inline table over several lines',
      edits: hasComments ? undefined : edits,
    },
  ];
}

/** Between entries a `#` always starts a comment. */
function withoutComments(text: string, { start, end }: Span): string {
  return text.slice(start, end).replace(/#[^\r\n]*/g, '');
}

/** A part that several paths share (`a.b`, `a.c`) counts once. */
function escapedKeys(model: TomlModel): readonly NewerSyntax[] {
  const found = keyParts(model).flatMap(([part, path]) => escapesIn(model.file.text, part, path));
  return [...new Map(found.map((one) => [one.at.start, one])).values()];
}

/** The parts of every key, with the path that tells them apart. */
function keyParts({ leaves, tables }: TomlModel): readonly (readonly [Span, readonly string[]])[] {
  const entries = tables.flatMap(({ path, statements }) => statements.map(({ key }) => ({ path, key })));
  return [...leaves, ...entries].flatMap(({ path, key }) =>
    key.map((part) => [part.span, [...path.map(String), part.text, 'key']] as const),
  );
}

function stringOf(text: string, leaf: TomlLeaf): readonly NewerSyntax[] {
  return leaf.quote === '"' || leaf.quote === '"""' ? escapesIn(text, leaf.valueSpan, leaf.path.map(String)) : [];
}

/** `\e` and `\xHH` in one string or quoted key: one place, all of them repaired together. */
function escapesIn(text: string, { start, end }: Span, path: readonly string[]): readonly NewerSyntax[] {
  if (text[start] !== '"') return [];
  const edits = [...text.slice(start, end).matchAll(/\\(?:(e)|x([0-9a-fA-F]{2})|[\s\S])/g)].flatMap((match) => {
    const [source, e, hex] = match;
    const from = start + match.index;
    const newText = `\\u00${hex ?? '1B'}`;
    return e === undefined && hex === undefined ? [] : [{ span: span(from, from + source.length), newText }];
  });
  const at = edits[0]?.span;
  if (at === undefined) return [];
  return [{ kind: 'escape', at, path, what: `the escape ${text.slice(at.start, at.end)}`, edits }];
}

/** A time without seconds. */
function timeOf(text: string, { path, valueSpan }: TomlLeaf): readonly NewerSyntax[] {
  const source = text.slice(valueSpan.start, valueSpan.end);
  const match = /^((?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d)(?:[Zz]|[+-]\d\d:\d\d)?$/.exec(source);
  const minutes = match?.[1]?.length;
  if (minutes === undefined) return [];
  const behind = valueSpan.start + minutes;
  const edits = [{ span: span(behind, behind), newText: ':00' }];
  return [{ kind: 'time', at: valueSpan, path: path.map(String), what: 'a time without seconds', edits }];
}
