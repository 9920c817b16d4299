import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { ScannedEntry } from '../../formats/toml/read/syntax.ts';
import type { TomlTable } from '../../formats/toml/read/tree.ts';
import { isQuietFile } from '../../knowledge/toml/quiet-files.ts';
import { type Span, span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** A header that is commented out, and nothing else on its line. */
const HEADER = /^#+[ \t]*(\[{1,2}[ \t]*[^\s[\]#,]{1,150}[ \t]*\]{1,2})[ \t]*$/;

interface Line {
  readonly start: number;
  readonly table: TomlTable;
  /** Not there: the table's header. */
  readonly entry?: ScannedEntry;
  /** The least indentation of the entries from here to the next header. */
  least: number;
}

/** A commented header, and which line comes after it. */
interface Header {
  readonly at: Span;
  readonly name: string;
  readonly next: number;
}

export default defineRule({
  id: 'toml/key-under-commented-table',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Keys stand under a table header that is commented out',
  fix: 'behavior-changing',
  formats: ['toml'],
  check(model, report, context) {
    if (model.format !== 'toml' || !context.complete || isQuietFile(model.uri)) return;
    const { text, comments } = model.file;
    const lines = linesOf(model);
    let next = 0;
    let last: Header | undefined;
    for (const { span: at, ownLine } of comments) {
      const name = ownLine ? HEADER.exec(text.slice(at.start, Math.min(at.end, at.start + 200)))?.[1] : undefined;
      if (name === undefined) continue;
      while ((lines[next]?.start ?? text.length) < at.start) next++;
      // of several commented headers the last one counts
      if (last !== undefined && last.next !== next) reportKey(last, lines, model, report);
      last = { at, name, next };
    }
    if (last !== undefined) reportKey(last, lines, model, report);
  },
});

function reportKey({ at, name, next }: Header, lines: readonly Line[], model: TomlModel, report: ReportFunction): void {
  const { text } = model.file;
  const first = lines[next];
  if (first?.entry === undefined || !isLeftBehind(text, at, first)) return;
  const { table, entry } = first;
  const owner = table.form === 'root' ? 'the root table' : `[${table.path.join('.').slice(0, 24)}]`;
  const uncommented = [{ span: span(at.start, at.start + text.slice(at.start, at.end).indexOf('[')), newText: '' }];
  report({
    at: entry.keySpan,
    message: `${keyOf(text, entry)} belongs to ${owner} now: ${name.slice(0, 30)} above it is commented out; uncomment it`,
    path: [...table.path.map(String), ...entry.key.map((part) => part.text)],
    related: [{ at: { uri: model.uri, span: at }, message: 'The header' }],
    fixes: fixIf(
      `Uncomment ${name.slice(0, 40)} (the keys below it take effect there)`,
      'behavior-changing',
      first.least > indentAt(text, at.start) ? uncommented : undefined,
    ),
  });
}

/** Headers and entries of lines of their own, in the order of the text. */
function linesOf(model: TomlModel): readonly Line[] {
  const lines: Line[] = [];
  for (const table of model.tables) {
    if (table.form === 'inline') continue;
    if (table.headerSpan !== undefined) lines.push({ start: table.headerSpan.start, table, least: 0 });
    // what a dotted name made has its entries at the table around it too
    if (table.form !== 'dotted')
      for (const entry of table.statements) lines.push({ start: entry.span.start, table, entry, least: 0 });
  }
  lines.sort((a, b) => a.start - b.start);
  let least = Number.POSITIVE_INFINITY;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (line === undefined) continue;
    if (line.entry === undefined) least = Number.POSITIVE_INFINITY;
    else least = Math.min(least, indentAt(model.file.text, line.start));
    line.least = least;
  }
  return lines;
}

/** Whether an entry is indented as one of the commented table, deeper than its header and than the entries of the table it is in. */
function isLeftBehind(text: string, comment: Span, { start, table }: Line): boolean {
  const depth = indentAt(text, start);
  const [own] = table.statements;
  if (depth <= indentAt(text, comment.start) || own === undefined || own.span.start >= comment.start) return false;
  return indentAt(text, own.span.start) < depth && indentAt(text, own.span.start) <= indentAt(text, comment.start);
}

/** Columns of white space before a place on its line. */
function indentAt(text: string, at: number): number {
  let start = at;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return at - start;
}

function keyOf(text: string, { keySpan }: ScannedEntry): string {
  return text.slice(keySpan.start, Math.min(keySpan.end, keySpan.start + 30));
}
