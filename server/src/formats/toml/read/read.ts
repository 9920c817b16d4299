import { parse, TomlError } from 'smol-toml';
import { LineIndex } from '../../../text/line-index.ts';
import { DEEPEST } from '../../../text/nesting.ts';
import { type Span, span } from '../../../text/span.ts';
import type { ReadFile, SyntaxProblem } from '../../format.ts';
import { buildTree, type LeafInMaking, type TomlTree } from './build-tree.ts';
import { decodeScalar, isScalar } from './decode.ts';
import { scan } from './scan.ts';
import type { ScannedValue, Statement } from './syntax.ts';
import type { TomlNode } from './tree.ts';

export interface TomlFile extends ReadFile {
  readonly tree: TomlTree;
}

/**
 * Reads a TOML text: positions from our scanner, values and validity from smol-toml.
 * In a broken file each value is decoded alone, so that what can be read is read. Never throws.
 */
export function readToml(text: string): TomlFile {
  const { statements, comments, problems: shape } = scan(text);
  const tree = buildTree(text, statements);
  const deep = shape.find(({ kind }) => kind === 'unchecked');
  const parsed: Parsed = deep === undefined ? parseWhole(text) : { problem: deep };
  const values = parsed.document === undefined ? [] : joinValues(tree.root, parsed.document);
  for (const [leaf, value] of values) leaf.value = value;
  const wrong =
    parsed.document === undefined || values.length < tree.leaves.length ? decodeAlone(text, tree.leaves) : [];
  const own = [...shape, ...tree.problems, ...wrong];
  const found =
    parsed.problem === undefined ? [] : shownProblems(text, own.length > 0 ? own : [parsed.problem], statements, tree);
  const problems = deep === undefined ? found : [deep, ...found.filter((problem) => problem.kind !== 'unchecked')];
  return { text, problems, comments, elements: elementsOf(text, statements), complete: problems.length === 0, tree };
}

type Parsed =
  | { readonly document: unknown; readonly problem?: undefined }
  | { readonly document?: undefined; readonly problem: SyntaxProblem };

function parseWhole(text: string): Parsed {
  try {
    return { document: parse(text, { integersAsBigInt: 'asNeeded', maxDepth: 2 * DEEPEST }) };
  } catch (error) {
    return { problem: problemOf(text, error) };
  }
}

function problemOf(text: string, error: unknown): SyntaxProblem {
  if (!(error instanceof TomlError)) return { span: span(0, 0), message: 'not valid TOML' };
  const lines = new LineIndex(text);
  const start = lines.offsetAt({ line: Math.max(0, error.line - 1), character: Math.max(0, error.column - 1) });
  const end = lines.lineEnd(lines.lineAt(start));
  // Only the first line: the rest of smol-toml's message quotes the file, which may hold a secret.
  const message = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '');
  return { span: span(start, Math.max(start, end)), message: message === '' ? 'not valid TOML' : message };
}

type Joined = readonly [LeafInMaking, LeafInMaking['value']];

/** Pairs every leaf of the tree with the value the library has at the same path. */
function joinValues(root: TomlNode, document: unknown): readonly Joined[] {
  const joined: Joined[] = [];
  const visit = (node: TomlNode, value: unknown): void => {
    if (node.type === 'leaf') {
      if (isScalar(value)) joined.push([node, value]);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (node.type === 'array') {
      if (Array.isArray(value)) for (const [i, item] of node.items.entries()) visit(item, value[i]);
      return;
    }
    for (const [name, child] of node.entries) {
      if (Object.hasOwn(value, name)) visit(child, Reflect.get(value, name));
    }
  };
  visit(root, document);
  return joined;
}

/** Decodes each leaf's own slice; returns what is wrong with those that are no value. */
function decodeAlone(text: string, leaves: readonly LeafInMaking[]): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (const leaf of leaves) {
    leaf.value ??= decodeScalar(text.slice(leaf.valueSpan.start, leaf.valueSpan.end));
    if (leaf.value === undefined) problems.push({ span: leaf.valueSpan, message: WRONG_VALUE[leaf.kind] });
  }
  return problems;
}

const WRONG_VALUE = {
  string: 'not a valid string: check its quotes and escapes',
  integer: 'not a valid integer',
  float: 'not a valid number',
  boolean: 'not a valid value',
  datetime: 'not a valid date or time',
  unknown: 'not a TOML value: text needs quotes',
} as const;

/** Marks of a template language where TOML has none: at the start of a line, or unquoted as a value. */
const TEMPLATE_MARK = /^[ \t]*(?:\{\{|\{%|<%)|=[ \t]*(?:\{\{|\{%|<%)/m;

/** `<PORT>` where a value stands: a script puts it there. */
const PLACEHOLDER = /^<[A-Z][A-Z0-9_-]*>$/;
/** A word without quotes where a value stands. */
const BARE_WORD = /^[A-Za-z_][\w-]*$/;
/** Half-typed text has one or two of them; more are filled in by a script, or the file is none of TOML. */
const MANY_WORDS = 3;

/** The problems of a broken file. One that becomes TOML only when a template is filled in has one problem, not a hundred. */
function shownProblems(
  text: string,
  problems: readonly SyntaxProblem[],
  statements: readonly Statement[],
  { leaves }: TomlTree,
): readonly SyntaxProblem[] {
  const mark = TEMPLATE_MARK.exec(text);
  if (mark !== null) return [templateProblem(span(mark.index + mark[0].length - 2, mark.index + mark[0].length))];
  const unknown = leaves.filter(({ kind }) => kind === 'unknown');
  const written = ({ valueSpan }: LeafInMaking) => text.slice(valueSpan.start, valueSpan.end);
  const placeholder = unknown.find((leaf) => PLACEHOLDER.test(written(leaf)));
  if (placeholder !== undefined) return [templateProblem(placeholder.valueSpan, countPlaceholders(text))];
  const words = unknown.filter((leaf) => BARE_WORD.test(written(leaf)));
  const [first] = words;
  if (first === undefined || words.length < MANY_WORDS) return withoutRepeats(problems);
  const [start] = statements;
  if (start !== undefined && OPENSSL.test(text))
    return [{ span: start.keySpan, message: NOT_TOML, kind: 'information' }];
  const message = `${words.length} values are words without quotes: to be filled in by a script, or no TOML; quote what is text`;
  return [{ span: first.valueSpan, message, kind: 'information' }];
}

/** The section and the key that `openssl req -config` cannot do without: https://docs.openssl.org/master/man1/openssl-req/ */
const OPENSSL = /^[ \t]*\[[ \t]*req[ \t]*\][^[]*^[ \t]*distinguished_name[ \t]*=/m;
const NOT_TOML = 'an OpenSSL request configuration, no TOML: not checked';

/** Placeholders from this many on make a file a template; fewer may have been forgotten. */
const MANY_PLACEHOLDERS = 3;

/** Lines with a `<NAME>` in their value, up to the number that decides. */
function countPlaceholders(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/=[^#\n]{0,200}<[A-Z][A-Z0-9_-]*>/g)) {
    count++;
    if (count === MANY_PLACEHOLDERS) break;
  }
  return count;
}

function templateProblem(place: Span, placeholders = 1): SyntaxProblem {
  const kind = placeholders < MANY_PLACEHOLDERS ? 'information' : 'template';
  return { span: place, message: 'a template: only what it becomes when filled in is TOML', kind };
}

/** More mistakes than this in one file tell nobody anything. */
const MAX_PROBLEMS = 200;

/** In the order of the text; of two problems at one place the first. */
function withoutRepeats(problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const seen = new Set<number>();
  return [...problems]
    .filter((problem) => {
      if (seen.has(problem.span.start)) return false;
      seen.add(problem.span.start);
      return true;
    })
    .sort((a, b) => a.span.start - b.span.start)
    .slice(0, MAX_PROBLEMS);
}

/** Tables with their bodies, their entries, and the members of a value that stand on lines of their own. */
function elementsOf(text: string, statements: readonly Statement[]): readonly Span[] {
  const elements: Span[] = [];
  let headerAt: number | undefined;
  for (const statement of statements) {
    if (statement.type === 'header') headerAt = elements.length;
    const header = headerAt === undefined ? undefined : elements[headerAt];
    if (statement.type === 'entry' && header !== undefined && headerAt !== undefined) {
      elements[headerAt] = span(header.start, statement.span.end);
    }
    elements.push(statement.span);
    if (statement.type === 'entry' && statement.value !== undefined) addMembers(text, statement.value, elements);
  }
  return elements;
}

function addMembers(text: string, value: ScannedValue, elements: Span[]): void {
  if (value.kind !== 'array' && value.kind !== 'inline-table') return;
  let previousEnd = value.span.start;
  for (const member of value.kind === 'array' ? value.items : value.entries) {
    if (text.slice(previousEnd, member.span.start).includes('\n')) elements.push(member.span);
    const inner = 'type' in member ? member.value : member;
    if (inner !== undefined) addMembers(text, inner, elements);
    previousEnd = member.span.end;
  }
}
