import type { Finding } from '../finding/finding.ts';
import type { Fix } from '../finding/fix.ts';
import type { ReadFile } from '../formats/format.ts';
import { closest } from '../text/closest.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { engineFinding, type RawFinding, withFingerprints } from './lint.ts';
import { readSuppressions, type Suppression } from './suppressions.ts';

export interface PipelineOptions {
  /** Every rule id there is, for "unknown rule". */
  readonly knownRules: ReadonlySet<string>;
  /** The rules that ran: a suppression of a rule that did not run is not called unused. */
  readonly ranRules: ReadonlySet<string>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export interface PipelineResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** What is not reported because of what the file is for, and no comment silences. */
  readonly resting: readonly Finding[];
}

/** Same place, same rule, same words: said once. Then suppressions, fingerprints and order. Findings of one file only. */
export function finish(
  raw: readonly RawFinding[],
  file: ReadFile,
  uri: string,
  options: PipelineOptions,
): PipelineResult {
  const lines = new LineIndex(file.text);
  const unique = dedupe(raw);
  const suppressions = readSuppressions(file, lines);
  const { decided, used } = suppressAll(unique, suppressions, options.today);
  const guess = guesser(options.knownRules);
  const problems = suppressions.flatMap((suppression) =>
    problemsOf(suppression, used, { file, lines, uri, guess }, options),
  );
  const all = withFingerprints(sortFindings([...decided, ...problems]), file);
  const speaking = all.filter((finding) => finding.rests !== true);
  return {
    findings: speaking.filter((finding) => finding.suppressed === undefined),
    suppressed: speaking.filter((finding) => finding.suppressed !== undefined),
    resting: all.filter((finding) => finding.rests === true && finding.suppressed === undefined),
  };
}

function dedupe(raw: readonly RawFinding[]): readonly RawFinding[] {
  const seen = new Set<string>();
  return raw.filter((finding) => {
    const key = `${finding.rule}\u001f${finding.span.start}\u001f${finding.span.end}\u001f${finding.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Findings in the fixed order: place, then rule. */
function sortFindings<T extends { readonly span: Span; readonly rule: string }>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

/** Suppressions of one rule that cover the same place. */
interface Cover {
  readonly span: Span;
  /** Where their rule ids stand. */
  readonly places: number[];
  reason: string;
  /** Of the last one in the file: that one's reason is given. */
  order: number;
}

/** The suppressions in force by rule, each list by start. */
function coversByRule(suppressions: readonly Suppression[], today: string): ReadonlyMap<string, readonly Cover[]> {
  const byRule = new Map<string, Map<string, Cover>>();
  for (const [order, suppression] of suppressions.entries()) {
    const { covers, reason } = suppression;
    if (suppression.error !== undefined || isExpired(suppression, today) || covers === undefined) continue;
    for (const { id, span } of suppression.rules) {
      const known = byRule.get(id) ?? new Map<string, Cover>();
      byRule.set(id, known);
      const key = `${covers.start}:${covers.end}`;
      const cover = known.get(key);
      if (cover === undefined) known.set(key, { span: covers, places: [span.start], reason, order });
      else {
        cover.places.push(span.start);
        cover.reason = reason;
        cover.order = order;
      }
    }
  }
  const sorted = new Map<string, readonly Cover[]>();
  for (const [id, covers] of byRule)
    sorted.set(
      id,
      [...covers.values()].sort((a, b) => a.span.start - b.span.start),
    );
  return sorted;
}

/**
 * Marks what suppressions cover: for each rule one sweep over its findings and its suppressions, both in the order of the file.
 * @returns the findings in the order of the file, and where the rule ids of suppressions that silenced something stand.
 */
function suppressAll(
  findings: readonly RawFinding[],
  suppressions: readonly Suppression[],
  today: string,
): { readonly decided: readonly RawFinding[]; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  if (suppressions.length === 0) return { decided: findings, used };
  const waiting = coversByRule(suppressions, today);
  const sweeps = new Map<string, { next: number; open: Cover[] }>();
  const counted = new Set<Cover>();
  const decided = sortFindings(findings).map((finding) => {
    const covers = waiting.get(finding.rule);
    if (covers === undefined) return finding;
    const at = finding.span.start;
    const sweep = sweeps.get(finding.rule) ?? { next: 0, open: [] };
    sweeps.set(finding.rule, sweep);
    for (let cover = covers[sweep.next]; cover !== undefined && cover.span.start <= at; cover = covers[sweep.next]) {
      sweep.open.push(cover);
      sweep.next += 1;
    }
    sweep.open = sweep.open.filter((cover) => cover.span.end >= at);
    let last: Cover | undefined;
    for (const cover of sweep.open) {
      if (!counted.has(cover)) for (const place of cover.places) used.add(`${place}`);
      counted.add(cover);
      if (last === undefined || cover.order > last.order) last = cover;
    }
    return last === undefined ? finding : { ...finding, suppressed: { reason: last.reason } };
  });
  return { decided, used };
}

function isExpired(suppression: Suppression, today: string): boolean {
  return suppression.until !== undefined && suppression.until < today;
}

interface Place {
  readonly file: ReadFile;
  readonly lines: LineIndex;
  readonly uri: string;
  /** The rule somebody may have meant. */
  readonly guess: (id: string) => string | undefined;
}

/** Rule ids that are guessed in one file: comparing with every rule is the dearest part of a suppression. */
const MOST_GUESSES = 100;

function guesser(knownRules: ReadonlySet<string>): Place['guess'] {
  const known = new Map<string, string | undefined>();
  return (id) => {
    if (!known.has(id) && known.size < MOST_GUESSES) known.set(id, closest(id, knownRules));
    return known.get(id);
  };
}

function problemsOf(
  suppression: Suppression,
  used: ReadonlySet<string>,
  { file, lines, uri, guess: guessOf }: Place,
  options: PipelineOptions,
): readonly RawFinding[] {
  const removal = removeComment(suppression, file.text, lines);
  const say = (span: Span, message: string, fixes: readonly Fix[] = [removal]): RawFinding => ({
    ...engineFinding('preflight/suppression', uri, span, message),
    fixes: () => fixes,
  });
  if (suppression.error !== undefined)
    return [say(suppression.span, `Suppression has no effect: ${suppression.error}`)];
  if (isExpired(suppression, options.today)) {
    return [
      say(
        suppression.span,
        `Suppression expired on ${suppression.until}: fix the finding, or decide again with a new date`,
      ),
    ];
  }
  const problems: RawFinding[] = [];
  const only = suppression.rules.length === 1;
  for (const { id, span } of suppression.rules) {
    if (!options.knownRules.has(id)) {
      const guess = guessOf(id);
      problems.push(
        say(
          span,
          `Unknown rule in a suppression${guess === undefined ? '' : `; did you mean ${guess}?`}`,
          only ? renameOr(removal, span, guess) : renameOr(removeRule(span, id, file.text), span, guess),
        ),
      );
    } else if (!used.has(`${span.start}`) && options.ranRules.has(id)) {
      const fix = only ? removal : removeRule(span, id, file.text);
      problems.push(say(span, `Suppression of ${id} silences nothing here: remove it`, [fix]));
    }
  }
  if (suppression.reason === '')
    problems.push(say(suppression.span, 'Suppression gives no reason: add one behind --', []));
  return problems;
}

/** What is left of an id once somebody may have meant another one is theirs to decide. */
function renameOr(removal: Fix, span: Span, guess: string | undefined): readonly Fix[] {
  if (guess === undefined) return [removal];
  const rename: Fix = {
    title: `Change to ${guess}`,
    safety: 'behavior-changing',
    edits: () => [{ span, newText: guess }],
  };
  return [rename, { ...removal, safety: 'behavior-changing' }];
}

/** With the comma behind it, or with what parts it from the word before. */
function removeRule(span: Span, id: string, text: string): Fix {
  let { start, end } = span;
  if (/^ *,/.test(text.slice(end, end + 20))) while (text[end] === ',' || text[end] === ' ') end++;
  else while (text[start - 1] === ',' || text[start - 1] === ' ') start--;
  return {
    title: `Remove ${id} from the suppression`,
    safety: 'safe',
    edits: () => [{ span: { start, end }, newText: '' }],
  };
}

/** Deletes the comment, with its line when nothing else stands on it. */
function removeComment(suppression: Suppression, text: string, lines: LineIndex): Fix {
  const { comment } = suppression;
  const line = lines.lineAt(comment.span.start);
  let { start, end } = comment.span;
  if (comment.ownLine) {
    start = lines.lineStart(line);
    end = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
  } else {
    while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  }
  return {
    title: 'Remove the suppression comment',
    safety: 'safe',
    edits: () => [{ span: { start, end }, newText: '' }],
  };
}
