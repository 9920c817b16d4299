import type { Span } from '../../../text/span.ts';
import { type FoundReference, findReferences, type Interpolated, interpolate } from '../read/interpolate.ts';
import type { SourceScalar } from '../read/tree.ts';
import type { ComposeDocument, ComposeReference, ComposeScalar, ComposeText } from './nodes.ts';

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

const TEMPLATE_TAG = /\{[{%]|<%/;

/** A text after interpolation; not known where another tool fills in a part of it. */
export function knownText(text: string, { lookup, isTemplate }: ComposeDocument): Interpolated {
  if (isTemplate && TEMPLATE_TAG.test(text)) return { value: undefined, certainty: 'unknown' };
  return interpolate(text, lookup);
}

/** The scalar with its interpolation. */
export function scalarNode(source: SourceScalar, document: ComposeDocument): ComposeScalar {
  const { text } = source;
  const plain = source.style === 'plain';
  const isNull = plain && NULLS.has(text);
  const hasDollar = text.includes('$');
  const known = hasDollar || document.isTemplate ? knownText(text, document) : undefined;
  return {
    kind: 'scalar',
    uri: document.uri,
    span: source.span,
    shared: source.use.uses > 1,
    document,
    source,
    style: source.style,
    contentSpan: source.contentSpan,
    verbatim: isVerbatim(source, document),
    text,
    value: known === undefined ? text : known.value,
    certainty: known?.certainty ?? 'literal',
    references: hasDollar ? referencesOf(source, document) : [],
    isNull,
    isString: !plain || !(isNull || isNumber(text) || /^(?:true|false)$/i.test(text)),
  };
}

function isVerbatim({ contentSpan, text }: SourceScalar, document: ComposeDocument): boolean {
  return contentSpan.end - contentSpan.start === text.length && document.text.startsWith(text, contentSpan.start);
}

function isNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  const mayBegin = (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
  return mayBegin && /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^0[xo][\dA-Fa-f]+$/.test(text);
}

/** A part of a scalar (`start` to `end` of its decoded text) as a text of its own. */
export function partOf(node: ComposeScalar, start: number, end: number): ComposeText {
  const text = node.text.slice(start, end);
  const known = knownText(text, node.document);
  const span = spanIn(node, start, end);
  return {
    uri: node.uri,
    span,
    text,
    value: known.value,
    certainty: known.certainty,
    references: text.includes('$') && node.verbatim ? within(node.references, span) : [],
  };
}

/** The references inside a span: they are in order, so the first is found by halving. */
export function within(references: readonly ComposeReference[], { start, end }: Span): readonly ComposeReference[] {
  let low = 0;
  let high = references.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((references[middle]?.span.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  let stop = low;
  while ((references[stop]?.span.end ?? Number.POSITIVE_INFINITY) <= end) stop++;
  return references.slice(low, stop);
}

/** Where a part of the decoded text stands; the whole content when escapes or folding hide it. */
export function spanIn(node: ComposeScalar, start: number, end: number): Span {
  if (!node.verbatim) return node.contentSpan;
  return { start: node.contentSpan.start + start, end: node.contentSpan.start + end };
}

/** YAML escapes hardly ever touch a reference, so the source shows the same references: found there, they have exact spans. */
function referencesOf(source: SourceScalar, document: ComposeDocument): readonly ComposeReference[] {
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
      resolved: document.lookup(reference.name),
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
