import { judgeSecrets } from '../secrets/judge.ts';
import { classifyKey } from '../secrets/purpose.ts';
import { shapeOf } from '../secrets/value-shape.ts';
import type { NamedValue } from '../subjects/named-value.ts';
import type { Model } from '../subjects/subject.ts';
import { urlsIn } from '../subjects/url.ts';
import { append } from '../text/append.ts';
import type { Span } from '../text/span.ts';
import { Subjects } from './subjects.ts';

const HARMLESS = new Set(['empty', 'reference', 'path', 'plain']);

/**
 * Everything in a file that must never be shown: judged secrets, values under secret names, passwords in URLs, and text that looks
 * random wherever it stands. Errs on the side of hiding. Linear.
 */
export function secretSpans(model: Model): readonly Span[] {
  const spans: Span[] = [];
  for (const value of new Subjects(model).of('namedValue')) {
    if (value.uri === model.uri) append(spans, spansOf(value));
  }
  append(spans, commentedSecrets(model));
  return spans;
}

function spansOf(value: NamedValue): readonly Span[] {
  const spans = judgeSecrets(value).map((secret) => secret.span);
  const isSecretName = classifyKey(value.name, value.path).kind === 'secret';
  const shape = shapeOf(value.source);
  if (shape === 'private-key' || shape === 'hash' || (isSecretName && !HARMLESS.has(shape)))
    spans.push(value.valueSpan);
  else if (looksRandom(value.source)) spans.push(value.valueSpan);
  for (const url of urlsIn(value)) {
    if (url.password !== undefined) spans.push(url.password.span);
    for (const { value: parameter } of url.query)
      if (parameter !== undefined && parameter.text.length >= 8) spans.push(parameter.span);
  }
  return spans;
}

/** A run of 16 or more letters and digits of both kinds, without a reading: what tokens and keys look like. */
function looksRandom(text: string): boolean {
  let run = 0;
  let digits = 0;
  let letters = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0;
    const isDigit = code >= 48 && code <= 57;
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (isDigit || isLetter) {
      run += 1;
      if (isDigit) digits += 1;
      else letters += 1;
    } else {
      if (run >= 16 && digits >= 3 && letters >= 3) return true;
      run = digits = letters = 0;
    }
  }
  return false;
}

/** `# PASSWORD=…` in a comment: everything behind the first `=` or `:`. */
function commentedSecrets(model: Model): readonly Span[] {
  const { text, comments } = model.file;
  return comments.flatMap(({ span }) => {
    for (let i = span.start; i < span.end; i++) {
      const char = text[i];
      if (char === '=' || char === ':')
        return text.startsWith('preflight-ignore', span.start + 2) ? [] : [{ start: i + 1, end: span.end }];
    }
    return [];
  });
}
