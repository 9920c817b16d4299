import { type Document, parseAllDocuments } from 'yaml';
import { append } from '../../../text/append.ts';
import { closest } from '../../../text/closest.ts';
import { LineIndex } from '../../../text/line-index.ts';
import { TOO_DEEP } from '../../../text/nesting.ts';
import type { Span } from '../../../text/span.ts';
import type { ReadFile, SyntaxProblem } from '../../format.ts';
import { commentsOf } from './comments.ts';
import { Converter } from './convert.ts';
import { tooDeepAt } from './nesting.ts';
import { openMarkProblem, openMarks } from './open-marks.ts';
import { type PlainDocument, readPlainYaml } from './plain-yaml.ts';
import { problemMessage } from './problem-messages.ts';
import { templateText } from './template-text.ts';
import { ownPair, type SourceMap, type SourceNode, targetOf } from './tree.ts';

/** What a compose file turns out to hold. `v1`: services at the top level (Compose 1, before 2016). `empty`: nothing at all. */
export type ComposeKind = 'compose' | 'v1' | 'other' | 'empty';

export interface ComposeFile extends ReadFile {
  readonly kind: ComposeKind;
  /** The first document with content; `undefined` when it is empty. */
  readonly root: SourceNode | undefined;
  /** More documents behind the first (Compose reads them as overrides, in order). */
  readonly further: readonly SourceNode[];
}

/** The kind under which a read file is kept: one parse a version, whoever asks. */
export const READ_KIND = 'file:compose';

/** Enough to see that a file is broken; the rest are mostly echoes. */
const MAX_PROBLEMS = 20;

/**
 * The failsafe schema keeps every scalar a string (Compose's types are neither YAML 1.1's nor 1.2's) and is the fastest.
 * Merge keys, duplicate keys (the library compares each with each) and tags are ours to handle.
 */
const OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Reads a compose file; never throws. */
export function readCompose(text: string): ComposeFile {
  const plain = readPlainYaml(text);
  if (plain === undefined) return readWithLibrary(text);
  return composeFile(text, [plain.root], plain.elements, plain.scalars, []);
}

/** The same by the YAML library alone, which decides in every case of doubt. */
export function readWithLibrary(text: string): ComposeFile {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const problem: SyntaxProblem = { span: { start: deep, end: deep + 1 }, message: TOO_DEEP, kind: 'unchecked' };
    return composeFile(text, [], [], [], [problem]);
  }
  const whole = parsed(text, text);
  const template = whole.problems.length === 0 ? undefined : templateText(text);
  const inPart = template === undefined ? undefined : parsed(template.text, text);
  if (template === undefined || inPart === undefined || inPart.problems.length >= whole.problems.length)
    return composeFile(text, whole.roots, whole.elements, whole.scalars, whole.problems);
  const problem = templateAt(template.first);
  const file = composeFile(text, inPart.roots, inPart.elements, inPart.scalars, [problem], template.text);
  return { ...file, complete: inPart.problems.length === 0 && template.hasAllLines };
}

interface Parsed {
  readonly roots: readonly SourceNode[];
  readonly elements: readonly Span[];
  readonly scalars: PlainDocument['scalars'];
  readonly problems: readonly SyntaxProblem[];
}

/** @param written the text of the file, where `text` is what YAML can read of a template */
function parsed(text: string, written: string): Parsed {
  const converter = new Converter(text, written);
  const roots: SourceNode[] = [];
  const problems: SyntaxProblem[] = [];
  for (const doc of parseSafely(text, problems)) {
    const open = openMarks(doc, text);
    for (const error of doc.errors) {
      const mark = open?.get(error.pos[0]);
      problems.push(mark === undefined ? fromLibrary(error, text) : openMarkProblem(mark, text));
    }
    const root = converter.document(doc);
    if (root !== undefined) roots.push(root);
  }
  append(problems, converter.problems);
  return { roots, elements: converter.elements, scalars: converter.scalars, problems };
}

function composeFile(
  text: string,
  [root, ...further]: readonly SourceNode[],
  elements: readonly Span[],
  scalars: PlainDocument['scalars'],
  errors: readonly SyntaxProblem[],
  readable = text,
): ComposeFile {
  const kind = kindOf(root);
  const complete = errors.length === 0;
  const note = complete ? kindProblem(kind, root) : undefined;
  const problems = note === undefined ? errors : [...errors, note];
  return {
    text,
    kind,
    root,
    further,
    problems: complete ? problems : shownProblems(text, problems),
    comments: commentsOf(readable, scalars),
    elements,
    complete,
  };
}

/** A broken file may give an error for every few characters, and a stack trace for each costs far more than finding it. */
function parseSafely(text: string, problems: SyntaxProblem[]): readonly Document.Parsed[] {
  const traces: { stackTraceLimit?: number } = Error;
  const { stackTraceLimit } = traces;
  traces.stackTraceLimit = 0;
  try {
    const docs = parseAllDocuments(text, OPTIONS);
    if ('empty' in docs) {
      for (const error of docs.errors) problems.push(fromLibrary(error, text));
      return [];
    }
    return docs as unknown as readonly Document.Parsed[];
  } catch {
    problems.push({ span: { start: 0, end: Math.min(1, text.length) }, message: 'Not readable as YAML' });
    return [];
  } finally {
    if (stackTraceLimit !== undefined) traces.stackTraceLimit = stackTraceLimit;
  }
}

function fromLibrary(
  error: { readonly code: string; readonly pos: readonly [number, number] },
  text: string,
): SyntaxProblem {
  const start = Math.max(0, Math.min(error.pos[0], text.length));
  const end = Math.max(start, Math.min(error.pos[1], text.length));
  const newline = text.indexOf('\n', start);
  return {
    span: { start, end: newline > start && newline < end ? newline : end },
    message: problemMessage(error.code),
  };
}

/** One fault often gives several errors: the first of each line is enough. */
function onePerLine(text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (problems.length < 2) return problems;
  const lines = new LineIndex(text);
  const seen = new Set<number>();
  const sorted = [...problems].sort((a, b) => a.span.start - b.span.start);
  const kept = sorted.filter(({ span }) => {
    const line = lines.lineAt(span.start);
    return !seen.has(line) && seen.add(line);
  });
  return kept.slice(0, MAX_PROBLEMS);
}

/** What is told of a file that is not whole. That it was not read at all stays said, whatever else its text looks like. */
function shownProblems(text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  if (problems.some(({ kind }) => kind === 'unchecked')) return problems;
  return templateProblem(text, problems) ?? onePerLine(text, problems);
}

/** Statements of Jinja, Go or ERB templates, where YAML stands: at the start of a line or where the library stumbles. */
const STATEMENT = /^[ \t]*(?:- )?(?:\{[%#]|\{\{[-~]? |<%)/m;

/** A template breaks YAML on most lines; one problem says it all. What another tool fills in may still be right. */
function templateProblem(text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] | undefined {
  const stumbled = problems.find(({ span }) =>
    /^.?\{[{%]|^.?<%/.test(text.slice(Math.max(0, span.start - 1), span.start + 2)),
  );
  const found = STATEMENT.exec(text);
  const start = found === null ? stumbled?.span.start : found.index + found[0].search(/[{<]/);
  if (start === undefined) return undefined;
  return [templateAt(start)];
}

function templateAt(start: number): SyntaxProblem {
  const message = 'A template of another tool, checked only in part: check what it renders to';
  return { span: { start, end: start + 2 }, message, kind: 'template' };
}

const TOP_LEVEL = ['services', 'include', 'networks', 'volumes', 'secrets', 'configs', 'models', 'name'];
const SERVICE_KEYS = ['image', 'build', 'command', 'environment', 'ports', 'volumes', 'links', 'extends'];

function kindOf(root: SourceNode | undefined): ComposeKind {
  if (root === undefined) return 'empty';
  const map = targetOf(root);
  if (map?.kind !== 'map') return 'other';
  if (TOP_LEVEL.some((key) => ownPair(map, key) !== undefined)) return 'compose';
  if (map.pairs.some(isMisspeltServices)) return 'compose';
  if (map.pairs.some((pair) => isOldService(pair.value))) return 'v1';
  // Anchors alone (`x-…`), or `services` still to be typed.
  return map.pairs.every(({ key }) => key.text === 'version' || key.text.startsWith('x-')) ? 'compose' : 'other';
}

/** `servicess:` with services below it: the file is meant for Compose, and the schema says what is wrong with it. */
function isMisspeltServices({ key, value }: SourceMap['pairs'][number]): boolean {
  const map = targetOf(value);
  if (map?.kind !== 'map' || !map.pairs.some((pair) => isOldService(pair.value))) return false;
  return closest(key.text, ['services']) !== undefined;
}

function isOldService(node: SourceNode): boolean {
  const map = targetOf(node);
  return map?.kind === 'map' && SERVICE_KEYS.some((key) => ownPair(map, key) !== undefined);
}

function kindProblem(kind: ComposeKind, root: SourceNode | undefined): SyntaxProblem | undefined {
  if (kind === 'compose' || kind === 'empty' || root === undefined) return undefined;
  const first = root.kind === 'map' ? firstKey(root) : undefined;
  const span = first ?? { start: root.span.start, end: Math.min(root.span.start + 1, root.span.end) };
  const message =
    kind === 'v1'
      ? 'Compose 1 file (no `services:`), no longer supported and not checked: move the services below `services:`'
      : 'Not a compose file, nothing is checked: it has no `services:`; add it or rename the file';
  return { span, message, kind: 'information' };
}

function firstKey(map: SourceMap): { readonly start: number; readonly end: number } | undefined {
  return map.pairs[0]?.key.span;
}
