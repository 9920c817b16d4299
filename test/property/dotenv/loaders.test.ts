import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOADERS } from '../../../server/src/formats/dotenv/loaders/loaders.ts';

const piece = fc.constantFrom(
  ...[
    'A',
    'B',
    'export ',
    '=',
    ': ',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '"',
    "'",
    '`',
    '\\',
    '#',
    ' #',
    ';',
    '&',
    '|',
    '(',
    ')',
  ],
  ...['$', '${', '}', '${A}', '${A:-', '$(', '$$', 'x', 'é', '\ufeff', '[', ']', '+', '-', '.', '1'],
);

describe.each(Object.values(LOADERS))('$title', ({ read }) => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { values, runs } = read(pieces.join(''));
        for (const name of runs) expect(values.has(name)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['dollars', `A=${'$'.repeat(20_000)}`],
    ['open braces', `A="${'${A'.repeat(10_000)}"`],
    ['closed braces', `A=${'${B}'.repeat(10_000)}`],
    ['open quotes', 'A="\n'.repeat(10_000)],
    ['escaped quotes', `A="${'\\"'.repeat(20_000)}`],
    ['open commands', `A=${'$('.repeat(10_000)}`],
    ['blank lines', '\n'.repeat(50_000)],
    ['bare names', 'A\n'.repeat(20_000)],
  ])('takes no time over %s', (_, text) => {
    const started = performance.now();
    read(text);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
