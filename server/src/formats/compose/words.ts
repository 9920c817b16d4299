import { findReferences, interpolate } from './interpolate.ts';
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
  return { uri, span: contentSpan, text, value, certainty, references, exact: true };
}

/** The words of a string as a POSIX shell splits them; quotes inside a word make it inexact. */
export function shellWords(node: ComposeScalar): readonly ComposeWord[] {
  const words: ComposeWord[] = [];
  const { text } = node;
  const references = findReferences(text);
  let next = 0;
  let i = 0;
  while (i < text.length) {
    if (isBlank(text[i])) {
      i++;
      continue;
    }
    const start = i;
    let plain = '';
    let quote = '';
    let quoted = false;
    for (; i < text.length && (quote !== '' || !isBlank(text[i])); i++) {
      const char = text[i] ?? '';
      while ((references[next]?.start ?? text.length) < i) next++;
      const reference = references[next];
      if (reference?.start === i) {
        plain += text.slice(i, reference.end);
        i = reference.end - 1;
      } else if (quote === '' && (char === '"' || char === "'")) {
        quote = char;
        quoted = true;
      } else if (char === quote) quote = '';
      else if (char === '\\' && quote !== "'" && i + 1 < text.length) {
        quoted = true;
        plain += text[++i];
      } else plain += char;
    }
    words.push(quoted ? unquoted(node, start, i, plain) : { ...partOf(node, start, i), exact: true });
  }
  return words;
}

/** `"word"` quoted as a whole keeps exact positions inside its quotes. */
function unquoted(node: ComposeScalar, start: number, end: number, plain: string): ComposeWord {
  if (end - start === plain.length + 2) return { ...partOf(node, start + 1, end - 1), exact: true };
  const raw = partOf(node, start, end);
  const known = interpolate(plain, node.document.lookup);
  return { ...raw, text: plain, value: known.value, certainty: known.certainty, exact: false };
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
