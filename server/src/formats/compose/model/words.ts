import { findReferences, interpolate } from '../read/interpolate.ts';
import type { ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposeCommand, ComposeWord } from './parts.ts';
import { partOf } from './scalar-node.ts';

/** A command written as a string or a list; `undefined` when absent or empty. */
export function commandOf(node: ComposeNode | undefined): ComposeCommand | undefined {
  if (node === undefined || node.kind === 'map') return undefined;
  if (node.kind === 'list') {
    const words = node.items.flatMap((item) => (item.kind === 'scalar' ? [wholeWord(item)] : []));
    return { node, uri: node.uri, style: 'list', words };
  }
  return node.isNull ? undefined : { node, uri: node.uri, style: 'string', words: shellWords(node) };
}

function wholeWord(item: ComposeScalar): ComposeWord {
  const { uri, contentSpan, text, value, certainty, references } = item;
  return { uri, span: contentSpan, text, value, certainty, references, exact: item.verbatim };
}

/** The words of a string as a POSIX shell splits them; quotes inside a word make it inexact. References are never split. */
export function shellWords(node: ComposeScalar): readonly ComposeWord[] {
  return wordsBetween(node, 0, node.text.length);
}

/**
 * The words of a word: `sh -c "run --now"` has `run` and `--now`. Only a word that stands exactly as written has any, and no reference
 * of it is cut.
 */
export function wordsInside(node: ComposeScalar, word: ComposeWord): readonly ComposeWord[] {
  if (!word.exact || !node.verbatim) return [];
  const start = word.span.start - node.contentSpan.start;
  return wordsBetween(node, start, start + word.text.length);
}

function wordsBetween(node: ComposeScalar, from: number, to: number): readonly ComposeWord[] {
  const words: ComposeWord[] = [];
  const text = node.text.slice(0, to);
  const jumps = new Map(findReferences(text).map(({ start, end }) => [start, end]));
  for (let i = from; i < text.length; ) {
    if (isBlank(text[i])) {
      i++;
      continue;
    }
    const word = scanWord(text, i, jumps);
    words.push(wordAt(node, i, word));
    i = word.end;
  }
  return words;
}

interface Scanned {
  readonly end: number;
  /** Without quotes and backslashes. */
  readonly plain: string;
  readonly quoted: boolean;
}

function scanWord(text: string, start: number, jumps: ReadonlyMap<number, number>): Scanned {
  let plain = '';
  let quote = '';
  let quoted = false;
  let i = start;
  while (i < text.length && (quote !== '' || !isBlank(text[i]))) {
    const char = text.charAt(i);
    const jump = jumps.get(i);
    if (jump !== undefined) {
      plain += text.slice(i, jump);
      i = jump;
      continue;
    }
    if (quote === '' ? char === '"' || char === "'" : char === quote) {
      quote = quote === '' ? char : '';
      quoted = true;
    } else if (char === '\\' && quote !== "'" && i + 1 < text.length) {
      quoted = true;
      plain += text.charAt(++i);
    } else plain += char;
    i++;
  }
  return { end: i, plain, quoted };
}

function wordAt(node: ComposeScalar, start: number, { end, plain, quoted }: Scanned): ComposeWord {
  const { text } = node;
  if (!quoted) return { ...partOf(node, start, end), exact: node.verbatim };
  // A word quoted as a whole keeps exact positions inside its quotes.
  const first = text[start];
  const isWhole =
    (first === '"' || first === "'") && text.slice(start + 1, end - 1) === plain && text[end - 1] === first;
  if (isWhole) return { ...partOf(node, start + 1, end - 1), exact: node.verbatim };
  const known = interpolate(plain, node.document.lookup);
  return { ...partOf(node, start, end), text: plain, value: known.value, certainty: known.certainty, exact: false };
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
