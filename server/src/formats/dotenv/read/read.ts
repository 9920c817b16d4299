import { parse } from 'dotenv';
import { type Span, slice, span } from '../../../text/span.ts';
import type { Comment, SyntaxProblem } from '../../format.ts';
import { referencesIn } from './references.ts';
import { type ScannedEntry, type ScannedLine, scan } from './scan.ts';
import type { DotenvEntry, DotenvFile } from './tree.ts';

/** Reads a `.env` text. Never throws; a line that is no assignment is one problem and the rest is read. */
export function readDotenv(text: string): DotenvFile {
  const lines = scan(text);
  const scanned = lines.filter((line) => line.kind === 'entry');
  const keys = new Set(scanned.map((entry) => slice(text, entry.keySpan)));
  const entries = scanned.map((entry) => toEntry(text, entry, keys));
  const junk = lines.filter((line) => line.kind === 'junk').map((line) => line.span);
  return {
    text,
    entries,
    junk,
    hasBom: text.charCodeAt(0) === 0xfeff,
    problems: junk.map(junkProblem),
    comments: lines.flatMap(commentOf),
    elements: entries.map((entry) => entry.span),
    complete: junk.length === 0 && entries.every((entry) => entry.defect !== 'unterminated'),
  };
}

function toEntry(text: string, scanned: ScannedEntry, keys: ReadonlySet<string>): DotenvEntry {
  const { kind: _, ...rest } = scanned;
  return {
    ...rest,
    key: slice(text, scanned.keySpan),
    span: span((scanned.exportSpan ?? scanned.keySpan).start, scanned.rawSpan.end),
    value: scanned.separator === '' ? undefined : decode(text, scanned),
    references: referencesIn(text, scanned, keys),
  };
}

/**
 * The value as `dotenv` reads it. Text that opens with no quote stands for itself (unless a Unicode line separator is in it:
 * the library takes quotes off each of its lines); the rest is given to the library, this entry alone.
 */
function decode(text: string, entry: ScannedEntry): string {
  const raw = slice(text, entry.rawSpan);
  if (!/^["'`]|[\u2028\u2029]/.test(raw)) return raw;
  return parse(`V=${raw}`).V ?? slice(text, entry.valueSpan);
}

function junkProblem(line: Span): SyntaxProblem {
  return {
    span: line,
    message:
      'Not an assignment: some loaders skip this line, others reject the file; write KEY=value or start it with #.',
  };
}

function commentOf(line: ScannedLine): Comment[] {
  if (line.kind === 'comment') return [{ span: line.span, ownLine: true }];
  if (line.kind === 'entry' && line.commentSpan !== undefined) return [{ span: line.commentSpan, ownLine: false }];
  return [];
}
