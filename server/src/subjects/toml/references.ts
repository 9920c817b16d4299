import { type Span, span } from '../../text/span.ts';
import type { Reference } from '../named-value.ts';

/**
 * References inside the source of a TOML string. TOML itself has none; these are the spellings applications read:
 * `${NAME}` with shell operators (Telegraf, Vector, Foundry, frp `{{ .Envs.X }}`), a whole `$NAME` (Bun, Vector),
 * `env(NAME)` (Supabase), `env:NAME`, `%{env:NAME}%` and `%{file:…}%` (Stalwart), `@{store:key}` (Telegraf),
 * `$__env{}` and `$__file{}` (Grafana), and template braces `{{ }}`.
 */
export function referencesIn(text: string, place: Span): readonly Reference[] {
  const references: Reference[] = [];
  if (!MARK.test(text.slice(place.start, place.end))) return references;
  let i = place.start;
  while (i < place.end) {
    const found = referenceAt(text, i, place);
    if (found === undefined) i++;
    else {
      references.push(found);
      i = found.span.end;
    }
  }
  return references;
}

/** What every reference has. */
const MARK = /[${]|^env[:(]/;

function referenceAt(text: string, i: number, place: Span): Reference | undefined {
  switch (text[i]) {
    case '$':
      return dollarAt(text, i, place);
    case '{':
      return text[i + 1] === '{' ? enclosed(text, i, place, '{{', '}}') : undefined;
    case '%':
      return enclosed(text, i, place, '%{env:', '}%') ?? enclosed(text, i, place, '%{file:', '}%');
    case '@':
      return enclosed(text, i, place, '@{', '}');
    case 'e':
      return i === place.start ? wholeEnv(text, place) : undefined;
    default:
      return undefined;
  }
}

function dollarAt(text: string, i: number, place: Span): Reference | undefined {
  if (text[i + 1] === '{') return bracedAt(text, i, place);
  const known = enclosed(text, i, place, '$__env{', '}') ?? enclosed(text, i, place, '$__file{', '}');
  if (known !== undefined || i !== place.start) return known;
  // `$NAME` is taken as a reference only as the whole value: inside a password it is more likely a plain dollar.
  const end = nameEnd(text, i + 1, place.end);
  if (end !== place.end || end === i + 1) return undefined;
  const name = text.slice(i + 1, end);
  return name === name.toUpperCase() ? reference(name, i, end) : undefined;
}

/** `${NAME}`, `${NAME:-default}`; braces inside the default are counted. */
function bracedAt(text: string, i: number, place: Span): Reference | undefined {
  const nameStop = nameEnd(text, i + 2, place.end);
  if (nameStop === i + 2) return undefined;
  const name = text.slice(i + 2, nameStop);
  if (text[nameStop] === '}') return reference(name, i, nameStop + 1);
  const operator = operatorAt(text, nameStop);
  if (operator === '') return undefined;
  const wordStart = nameStop + operator.length;
  const close = closingBrace(text, wordStart, place.end);
  if (close === undefined) return undefined;
  const word = { text: text.slice(wordStart, close), span: span(wordStart, close) };
  return { name, span: span(i, close + 1), operator, word };
}

function operatorAt(text: string, i: number): Reference['operator'] {
  const two = text.slice(i, i + 2);
  if (two === ':-' || two === ':?' || two === ':+') return two;
  const one = text[i];
  return one === '-' || one === '?' || one === '+' ? one : '';
}

function closingBrace(text: string, from: number, end: number): number | undefined {
  let open = 1;
  // A default of more than this is no default: keeps many `${` without an end linear.
  const limit = Math.min(end, from + 1000);
  for (let i = from; i < limit; i++) {
    if (text[i] === '{') open++;
    else if (text[i] === '}' && --open === 0) return i;
  }
  return undefined;
}

function enclosed(text: string, i: number, place: Span, open: string, close: string): Reference | undefined {
  if (!text.startsWith(open, i)) return undefined;
  const limit = Math.min(place.end, i + 400);
  const end = text.slice(i, limit).indexOf(close, open.length);
  if (end < 0) return undefined;
  return reference(text.slice(i + open.length, i + end).trim(), i, i + end + close.length);
}

/** `env(NAME)` or `env:NAME` as the whole value. */
function wholeEnv(text: string, place: Span): Reference | undefined {
  const parenthesis = text.startsWith('env(', place.start) && text[place.end - 1] === ')';
  if (!parenthesis && !text.startsWith('env:', place.start)) return undefined;
  const end = parenthesis ? place.end - 1 : place.end;
  if (nameEnd(text, place.start + 4, end) !== end || end === place.start + 4) return undefined;
  return reference(text.slice(place.start + 4, end), place.start, place.end);
}

function reference(name: string, start: number, end: number): Reference {
  return { name, span: span(start, end), operator: '' };
}

function nameEnd(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && /\w/.test(text.charAt(i))) i++;
  return i;
}
