import type { FileReport } from '../engine/file-report.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import { LineIndex } from '../text/line-index.ts';

/** Lines that fold away below their first, from 0, both included. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'block' | 'comment';
}

/**
 * What folds in a file: blocks of nginx, tables and lists of TOML, the groups of a `.env`, comments of several lines. `undefined` for
 * compose: an editor folds YAML by its indentation, and better than a list of ours would.
 */
export function foldsIn({ model, text }: FileReport): readonly Fold[] | undefined {
  if (model === undefined || model.format === 'compose') return undefined;
  const lines = new LineIndex(text);
  const comments = commentRuns(
    model.file.comments.flatMap(({ span, ownLine }) => (ownLine ? [lines.lineAt(span.start)] : [])),
  );
  const blocks =
    model.format === 'nginx'
      ? nginxBlocks(model.file.nodes, lines)
      : model.format === 'toml'
        ? tomlBlocks(model, lines)
        : groups(text, lines);
  return [...blocks, ...comments].filter(({ start, end }) => end > start);
}

/** Comment lines that follow one another. */
function commentRuns(rows: readonly number[]): readonly Fold[] {
  const runs: { start: number; end: number; kind: 'comment' }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last !== undefined && last.end === row - 1) last.end = row;
    else runs.push({ start: row, end: row, kind: 'comment' });
  }
  return runs;
}

function nginxBlocks(nodes: NginxModel['file']['nodes'], lines: LineIndex): readonly Fold[] {
  return nodes.flatMap(({ body, name }) => {
    if (body === undefined) return [];
    const start = lines.lineAt(name.span.start);
    const end = lines.lineAt(body.closeAt ?? body.inner.end);
    // The line of the `}` stays in sight.
    const own: Fold = { start, end: body.closeAt === undefined ? end : end - 1, kind: 'block' };
    return [own, ...nginxBlocks(body.nodes, lines)];
  });
}

function tomlBlocks(model: TomlModel, lines: LineIndex): readonly Fold[] {
  const tables = model.tables.flatMap(({ form, headerSpan, span }) =>
    headerSpan === undefined || (form !== 'header' && form !== 'element')
      ? []
      : [{ start: headerSpan.start, end: span.end }],
  );
  const arrays = model.arrays.flatMap(({ form, valueSpan }) => (form === 'inline' ? [valueSpan] : []));
  return [...tables, ...arrays].map(({ start, end }) => ({
    start: lines.lineAt(start),
    end: lines.lineAt(Math.max(start, end - 1)),
    kind: 'block',
  }));
}

/** A `.env` has no blocks: what stands between blank lines below a comment is one. */
function groups(text: string, lines: LineIndex): readonly Fold[] {
  const found: Fold[] = [];
  let start: number | undefined;
  for (let row = 0; row <= lines.lineCount; row++) {
    const line = row < lines.lineCount ? text.slice(lines.lineStart(row), lines.lineEnd(row)).trim() : '';
    if (line !== '') {
      start ??= row;
      continue;
    }
    if (start !== undefined && text.charAt(lines.lineStart(start)) === '#')
      found.push({ start, end: row - 1, kind: 'block' });
    start = undefined;
  }
  return found;
}
