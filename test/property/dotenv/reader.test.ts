import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDotenv } from '../../../server/src/formats/dotenv/read/read.ts';
import { LineIndex } from '../../../server/src/text/line-index.ts';

/** Pieces that meet every branch of the reader: quotes, escapes, comments, separators, line endings, odd white space. */
const piece = fc.constantFrom(
  ...[
    'A',
    'B',
    'KEY',
    'a.b',
    'x-y',
    '1',
    'export',
    'export ',
    '=',
    ' = ',
    ':',
    ': ',
    ':\n',
    ' ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '\r',
  ],
  ...[
    '"',
    "'",
    '`',
    '\\',
    '\\"',
    "\\'",
    '\\`',
    '\\n',
    '\\r',
    '#',
    ' #',
    '$',
    '${A}',
    '$A',
    '$(',
    ')',
    '{',
    '}',
    'é',
    '\u00a0',
  ],
  ...[
    '\ufeff',
    '\u2028',
    '\u2029',
    'value',
    'https://x.example/?a=b&c=d',
    '"a"',
    "'b'",
    '`c`',
    '="',
    "='",
    '=`',
    '"\n',
    "'\n",
    '=\n',
  ],
);
const document = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** Documents that look like real ones: mostly assignments. */
const line = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('A', 'B', 'C', 'export D', '  E'),
      fc.constantFrom('=', ' = ', '= ', ': '),
      fc.array(piece, { maxLength: 5 }),
    )
    .map(([key, separator, parts]) => key + separator + parts.join('')),
  fc.constantFrom('', '# comment', '#A=b', 'A', 'export A', 'not an assignment', 'A:b', '=b'),
);
const realistic = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, ending]) => lines.join(ending));

describe('dotenv reader', () => {
  it('reads the values the npm package dotenv reads from the whole file', () => {
    fc.assert(
      fc.property(fc.oneof(document, realistic), (text) => {
        // The last of equal keys counts.
        const ours = Object.fromEntries(
          readDotenv(text).entries.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])),
        );
        expect(ours).toEqual({ ...parse(text) });
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives spans that lie in the text, in order, and hold what they name', () => {
    fc.assert(
      fc.property(fc.oneof(document, realistic), (text) => {
        let position = 0;
        for (const entry of readDotenv(text).entries) {
          expect(entry.span.start).toBeGreaterThanOrEqual(position);
          expect(text.slice(entry.keySpan.start, entry.keySpan.end)).toBe(entry.key);
          const raw = text.slice(entry.rawSpan.start, entry.rawSpan.end);
          expect(raw).toBe(entry.quote + text.slice(entry.valueSpan.start, entry.valueSpan.end) + entry.quote);
          expect(text.slice(entry.separatorSpan.start, entry.separatorSpan.end)).toBe(entry.separator);
          for (const reference of entry.references) expect(text[reference.span.start]).toBe('$');
          position = (entry.commentSpan ?? entry.rawSpan).end;
          expect(position).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readDotenv(text);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['blank lines before junk', `${'\n'.repeat(200_000)}junk line`],
    ['plain assignments', 'KEY=value\n'.repeat(100_000)],
    ['keys alone on their line', 'KEY\n'.repeat(50_000)],
    ['quotes that never close', 'KEY="value\n'.repeat(50_000)],
    ['escaped quotes', `KEY="${'\\" '.repeat(100_000)}x`],
    ['references that never close', `KEY=${'${A:-'.repeat(100_000)}`],
    ['dollars', `KEY="${'$'.repeat(300_000)}"`],
    ['white space before a quote', `KEY=${' '.repeat(200_000)}"a"b`],
  ])('reads %s to the end', (_, text) => {
    readDotenv(text);
    expect(new LineIndex(text).lineCount).toBeGreaterThan(0);
  });
});
