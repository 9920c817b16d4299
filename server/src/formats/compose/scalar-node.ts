import type { Span } from '../../text/span.ts';
import { type FoundReference, findReferences, interpolate, type Lookup } from './interpolate.ts';
import type { ComposeDocument, ComposeReference, ComposeScalar, ComposeText } from './nodes.ts';
import type { SourceScalar } from './tree.ts';

/** Where interpolation looks and whether the file is a file of its own. */
export interface Scene {
  readonly document: ComposeDocument;
  readonly lookup: Lookup;
}

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
/** Booleans of YAML 1.1 and 1.2; Compose's parser takes the 1.1 ones where a boolean is expected. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['y', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['n', false],
]);

/** `true` or `false` in any spelling of YAML 1.1; `undefined` for other text. */
export function booleanOf(text: string): boolean | undefined {
  return BOOLEANS.get(text.toLowerCase());
}

/** The scalar with its interpolation. */
export function scalarNode(source: SourceScalar, scene: Scene): ComposeScalar {
  const { text } = source;
  const plain = source.style === 'plain';
  const isNull = plain && NULLS.has(text);
  const hasDollar = text.includes('$');
  const known = hasDollar ? interpolate(text, scene.lookup) : undefined;
  return {
    kind: 'scalar',
    uri: scene.document.uri,
    span: source.span,
    shared: source.use.uses > 1,
    document: scene.document,
    source,
    style: source.style,
    contentSpan: source.contentSpan,
    text,
    value: known === undefined ? text : known.value,
    certainty: known?.certainty ?? 'literal',
    references: hasDollar ? referencesOf(source, scene) : [],
    isNull,
    isString: !plain || !(isNull || isNumber(text) || /^(?:true|false)$/i.test(text)),
  };
}

function isNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  const mayBegin = (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
  return mayBegin && /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^0[xo][\dA-Fa-f]+$/.test(text);
}

/** A part of a scalar (`start`..`end` in its decoded text) as a text of its own. */
export function partOf(node: ComposeScalar, start: number, end: number, scene: Scene): ComposeText {
  const text = node.text.slice(start, end);
  const known = interpolate(text, scene.lookup);
  const span = spanIn(node, start, end);
  const inside = (inner: Span): boolean => inner.start >= span.start && inner.end <= span.end;
  return {
    uri: node.uri,
    span,
    text,
    value: known.value,
    certainty: known.certainty,
    references: isVerbatim(node) ? node.references.filter((reference) => inside(reference.span)) : [],
  };
}

/** Whether the source of the content is the decoded text, character for character. */
export function isVerbatim(node: ComposeScalar): boolean {
  const { start, end } = node.contentSpan;
  return end - start === node.text.length && node.document.text.startsWith(node.text, start);
}

/** Where a part of the decoded text stands; the whole content when escapes or folding hide it. */
export function spanIn(node: ComposeScalar, start: number, end: number): Span {
  if (!isVerbatim(node)) return node.contentSpan;
  return { start: node.contentSpan.start + start, end: node.contentSpan.start + end };
}

/** YAML escapes hardly ever touch a reference, so the source shows the same references: found there, they have exact spans. */
function referencesOf(source: SourceScalar, { document, lookup }: Scene): readonly ComposeReference[] {
  const { start, end } = source.contentSpan;
  const written = document.text.slice(start, end);
  const decoded = findReferences(source.text);
  const inSource = written === source.text ? decoded : findReferences(written);
  const exact = inSource.length === decoded.length && inSource.every((one, i) => one.name === decoded[i]?.name);
  return decoded.map((reference, i) => {
    const place = exact ? inSource[i] : undefined;
    return {
      name: reference.name,
      operator: reference.operator,
      span: place === undefined ? source.contentSpan : { start: start + place.start, end: start + place.end },
      word: wordOf(source, reference, place),
      resolved: lookup(reference.name),
    };
  });
}

function wordOf(
  source: SourceScalar,
  { word }: FoundReference,
  place: FoundReference | undefined,
): ComposeReference['word'] {
  if (word === undefined) return undefined;
  const offset = source.contentSpan.start;
  const span =
    place?.word === undefined ? source.contentSpan : { start: offset + place.word.start, end: offset + place.word.end };
  return { text: source.text.slice(word.start, word.end), span };
}
