import { statedPassword } from '../../secrets/explained.ts';
import { judgeSecrets } from '../../secrets/judge.ts';
import { findTokens } from '../../secrets/tokens/scan.ts';
import type { Model } from '../../subjects/subject.ts';
import { append } from '../../text/append.ts';
import { privateKeyBlocks } from '../../text/private-keys.ts';
import type { Span } from '../../text/span.ts';
import { subjectsOf } from '../subjects.ts';
import { hideInCompose } from './compose-secrets.ts';
import { hideInDotenv } from './dotenv-secrets.ts';
import { Hidden } from './hidden.ts';
import { knownTexts, occurrencesOf } from './known-texts.ts';
import { hideInNginx } from './nginx-secrets.ts';
import { firstBehind, joined } from './spans.ts';
import { hideInToml } from './toml-secrets.ts';

/** Where the secrets of a text stand, in order and apart; and their texts, to be found in other texts. */
export interface FileSecrets {
  readonly spans: readonly Span[];
  readonly texts: readonly string[];
}

const known = new WeakMap<Model, FileSecrets>();

/**
 * Everything in a file that must never be shown, found by its model: judged secrets, values under secret names, words of command lines,
 * passwords in URLs, tokens, private keys as a whole, settings in comments, and the same texts wherever else they stand. Lines the model
 * has no node for are guessed at. Names, keywords, paths and references are none of it. Errs on the side of hiding. Linear.
 */
export function secretsOf(model: Model): FileSecrets {
  const found = known.get(model);
  if (found !== undefined) return found;
  const hidden = new Hidden(model.file.text);
  for (const value of subjectsOf(model).of('namedValue')) {
    if (value.uri !== model.uri) continue;
    for (const { grade, span } of judgeSecrets(value))
      if (grade.verdict !== 'not-judged' && grade.verdict !== 'empty') hidden.spans.push(span);
  }
  hideByFormat(model, hidden);
  for (const { span } of model.file.comments) hideComment(span, hidden);
  for (const line of uncoveredLines(hidden)) hidden.read(line, 'unread');
  const secrets = finished(hidden);
  known.set(model, secrets);
  return secrets;
}

/** The same for a text without a model: every line is guessed at. */
export function secretsOfText(text: string): FileSecrets {
  const hidden = new Hidden(text);
  hidden.read({ start: 0, end: text.length }, 'unread');
  return finished(hidden);
}

/** The secrets of a text together with those of other texts that stand in it. */
export function withTexts(text: string, { spans, texts }: FileSecrets, others: readonly string[]): FileSecrets {
  const own = new Set(texts);
  const further = others.filter((other) => !own.has(other));
  return { spans: joined([...spans, ...occurrencesOf(text, further)]), texts: [...texts, ...further] };
}

/** Whether a text that is to stand in place of `range` repeats a secret of the file, known or in that very place. */
export function repeatsSecret(newText: string, range: Span, text: string, { spans, texts }: FileSecrets): boolean {
  if (occurrencesOf(newText, texts).length > 0) return true;
  for (let i = firstBehind(spans, range.start); i < spans.length; i++) {
    const secret = spans[i];
    if (secret === undefined || secret.start >= range.end) return false;
    const part = text.slice(Math.max(secret.start, range.start), Math.min(secret.end, range.end));
    if (newText.includes(part)) return true;
  }
  return false;
}

function finished({ text, spans }: Hidden): FileSecrets {
  for (const { format, start, end } of findTokens(text)) if (format.isPublic !== true) spans.push({ start, end });
  append(spans, privateKeyBlocks(text));
  const all = joined(spans);
  const texts = knownTexts(text, all);
  return { spans: joined([...all, ...occurrencesOf(text, texts)]), texts };
}

function hideByFormat(model: Model, hidden: Hidden): void {
  switch (model.format) {
    case 'compose':
      hideInCompose(model, hidden);
      break;
    case 'dotenv':
      hideInDotenv(model, hidden);
      break;
    case 'toml':
      hideInToml(model, hidden);
      break;
    case 'nginx':
      hideInNginx(model, hidden);
  }
}

/** What stands further behind in a comment is not about a hash. */
const LONGEST_COMMENT = 400;

function hideComment(span: Span, hidden: Hidden): void {
  hidden.cover(span);
  const stated = statedPassword(hidden.text.slice(span.start, Math.min(span.end, span.start + LONGEST_COMMENT)));
  if (stated !== undefined) hidden.spans.push({ start: span.start + stated.start, end: span.start + stated.end });
  if (!/^[#;/\s]*preflight-ignore/.test(hidden.text.slice(span.start, span.start + 40))) hidden.read(span, 'comment');
}

/** The lines with text on which no node of the model stands. */
function uncoveredLines({ text, covered }: Hidden): readonly Span[] {
  const spans = joined(covered);
  const lines: Span[] = [];
  let next = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    while (next < spans.length && (spans[next]?.end ?? 0) <= start) next++;
    const isCovered = (spans[next]?.start ?? text.length) < end;
    if (!isCovered && end > start) lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}
