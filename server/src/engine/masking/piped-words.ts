import { append } from '../../text/append.ts';
import { type Span, slice } from '../../text/span.ts';
import { hiddenParts } from './value-parts.ts';

/** `echo secret | login`, `printf %s secret | …`, `… <<< secret`: what a shell hands to a program. Linear. */
export function pipedWords(text: string, range: Span): readonly Span[] {
  const part = slice(text, range);
  const spans: Span[] = [];
  if (part.includes('|')) {
    for (const statement of statementsIn(part)) append(spans, argumentsOf(text, range.start, part, statement));
  }
  for (let at = part.indexOf('<<<'); at >= 0; at = part.indexOf('<<<', at + 3)) {
    const words = shellWords(part, at + 3, endOfStatement(part, at + 3).end);
    const [first] = words;
    if (first !== undefined) append(spans, hiddenParts(text, moved(first, range.start)));
  }
  return spans;
}

/** Commands that are piped into another. */
function* statementsIn(part: string): Generator<Span> {
  let start = 0;
  while (start < part.length) {
    const { end, pipe } = endOfStatement(part, start);
    if (pipe) yield { start, end };
    start = end + 1;
  }
}

/** Where a command ends: a pipe, `;`, `&` or the end of a line, wherever quotes stand. */
function endOfStatement(part: string, from: number): { readonly end: number; readonly pipe: boolean } {
  let i = from;
  while (i < part.length && !'|;&\n'.includes(part[i] ?? '')) i++;
  return { end: i, pipe: part[i] === '|' && part[i + 1] !== '|' && part[i - 1] !== '|' };
}

/** Programs that are asked something or change a text: a plain word for them (`echo ruok | nc …`) is no secret. */
const TAKES_TEXT = /^\s*(?:nc|ncat|netcat|socat|grep|tee|sed|awk|cat|wc|tr|cut|jq|bc|xargs|sort)\s/;

function argumentsOf(text: string, offset: number, part: string, statement: Span): readonly Span[] {
  const head = /(?:^|[\s"'`(])(?:echo|printf)[\s"']/.exec(part.slice(statement.start, statement.end));
  if (head === null) return [];
  const start = statement.start + head.index + head[0].length;
  const isText = TAKES_TEXT.test(part.slice(statement.end + 1, statement.end + 30));
  return shellWords(part, start, statement.end).flatMap((word) => {
    const source = slice(part, word);
    // flags, and the format of `printf`
    if (isText && /^[A-Za-z]+$/.test(source)) return [];
    if (/^-[neE]+$/.test(source) || /^(?:%[a-z]|\\[a-z\\]|[\s:])+$/i.test(source)) return [];
    return hiddenParts(text, moved(word, offset));
  });
}

/** Words between blanks, without their quotes. */
function shellWords(part: string, from: number, end: number): readonly Span[] {
  const words: Span[] = [];
  for (const { index, 0: word } of part.slice(from, end).matchAll(/[^\s"'`]+/g)) {
    words.push({ start: from + index, end: from + index + word.length });
  }
  return words;
}

function moved({ start, end }: Span, offset: number): Span {
  return { start: start + offset, end: end + offset };
}
