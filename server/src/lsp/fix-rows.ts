import type { FixedFiles, Repaired } from '../project/fix-files.ts';
import { grouped } from '../text/grouped.ts';
import type { EditAnnotation, PlacedEdit } from './edits.ts';

/** Edits of one change with at most so many lines between them are shown as one row. */
const LINES_BETWEEN = 3;

const SAFE = 'Changes nothing that a working deployment notices';

/**
 * What fixing changed as rows of an editor's preview: a row a change, under a label that says its consequence. VS Code groups by labels, ticks
 * each group as a whole and lets no row be ticked whose file is not made: so changes that must be taken together share one label.
 * @param prefix makes the names of the annotations unique among those of several projects.
 */
export function rowsOf(
  { units, unitEdits, before }: Pick<FixedFiles, 'units' | 'unitEdits' | 'before'>,
  pathOf: (uri: string) => string,
  prefix: string,
): readonly PlacedEdit[] {
  const filesOf = units.map((_, unit) =>
    [...unitEdits].filter(([, edits]) => edits.some((edit) => edit.unit === unit)).map(([uri]) => uri),
  );
  const labels = labelsOf(units, filesOf, (uri) => before.get(uri) === undefined, pathOf);
  const annotations = units.map(
    (repaired, unit): EditAnnotation => ({
      id: `${prefix}${unit}`,
      label: labels[unit] ?? SAFE,
      description: [...new Set(repaired.map(({ title }) => title))].join('; '),
      needsConfirmation: !isSafe(repaired) || (labels[unit] ?? SAFE) !== SAFE,
    }),
  );
  return [...unitEdits].flatMap(([uri, edits]) =>
    joined(edits, before.get(uri) ?? '').map(({ span, newText, unit }) => ({
      uri,
      span,
      newText,
      create: before.get(uri) === undefined,
      annotation: annotations[unit],
    })),
  );
}

function isSafe(repaired: readonly Repaired[]): boolean {
  return repaired.every(({ safety }) => safety === 'safe');
}

function labelsOf(
  units: readonly (readonly Repaired[])[],
  filesOf: readonly (readonly string[])[],
  isNew: (uri: string) => boolean,
  pathOf: (uri: string) => string,
): readonly string[] {
  const labels = units.map((repaired, unit) => {
    if (isSafe(repaired)) return SAFE;
    const title = repaired.find(({ safety }) => safety !== 'safe')?.title ?? '';
    const files = filesOf[unit]?.length ?? 0;
    return files > 1 ? `All or none of ${files} files: ${title}` : `Changes behavior: ${consequenceOf(title)}`;
  });
  for (const [made, together] of grouped(
    filesOf.map((_, unit) => unit),
    (unit) => makersOf(unit, filesOf, isNew),
  )) {
    if (made === '') continue;
    const paths = made.split('\n').map(pathOf);
    for (const unit of together) labels[unit] = `All or none: makes ${paths.join(', ')}`;
  }
  return labels;
}

/** The new files of all changes that share one with this change, directly or through others; empty: it makes none. */
function makersOf(unit: number, filesOf: readonly (readonly string[])[], isNew: (uri: string) => boolean): string {
  const found = new Set(filesOf[unit]?.filter(isNew));
  if (found.size === 0) return '';
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const files of filesOf) {
      const made = files.filter(isNew);
      if (made.some((uri) => found.has(uri))) for (const uri of made) found.add(uri);
    }
  }
  return [...found].sort().join('\n');
}

/** What a behavior-changing title says at its end, in parentheses. */
export function consequenceOf(title: string): string {
  if (!title.endsWith(')')) return 'see the change';
  let depth = 0;
  for (let at = title.length - 1; at >= 0; at--) {
    if (title[at] === ')') depth += 1;
    else if (title[at] === '(') depth -= 1;
    if (depth === 0) return title.slice(at + 1, -1);
  }
  return 'see the change';
}

type Row = {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
  readonly unit: number;
};

/** Edits of one change that are near each other as one, with what is between them. */
function joined(edits: readonly Row[], text: string): readonly Row[] {
  const rows: Row[] = [];
  for (const edit of edits) {
    const last = rows.at(-1);
    const between = last === undefined ? '' : text.slice(last.span.end, edit.span.start);
    if (last?.unit === edit.unit && between.split('\n').length - 1 <= LINES_BETWEEN) {
      const span = { start: last.span.start, end: edit.span.end };
      rows[rows.length - 1] = { span, newText: last.newText + between + edit.newText, unit: edit.unit };
    } else rows.push(edit);
  }
  return rows;
}
