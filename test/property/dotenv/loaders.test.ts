import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOADERS } from '../../../server/src/formats/dotenv/read/loaders/loaders.ts';

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
    ['backslashes', `A="${'\\'.repeat(20_000)}$`],
    ['escaped dollars', `A=${'\\$'.repeat(20_000)}`],
    ['nested commands', `A=${'$('.repeat(10_000)}x${')'.repeat(10_000)}`],
    ['defaults that never end', `A=${'$:-'.repeat(10_000)}`],
    ['comments with a quote', '# A="\n'.repeat(10_000)],
    ['hashes', `A=${' #'.repeat(20_000)}`],
    ['names of names', Array.from({ length: 3_000 }, (_, i) => `A${i}=$A${i + 1}`).join('\n')],
    ['a circle of names', 'A=$B\nB=$A\nC=$C\n'],
    ['values that double', Array.from({ length: 80 }, (_, i) => `A${i + 1}=x\${A${i}}\${A${i}}$A${i}`).join('\n')],
  ])('reads %s to the end', (_, text) => {
    expect(read(text).values).toBeInstanceOf(Map);
  });
});

describe('all loaders', () => {
  /** What no loader has an opinion on: capitals, `_` and digits behind them; values of letters, digits and `/:.,@%_-`, one `=` inside. */
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{1,12}$/);
  const value = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9/:.,@%_=-]{0,20}$/);

  it('agree on plain assignments', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 8 }), (pairs) => {
        const text = pairs.map((pair) => `${pair.join('=')}\n`).join('\n');
        for (const { read } of Object.values(LOADERS)) {
          const reading = read(text);
          expect(reading.rejected).toBe(false);
          expect(reading.runs.size).toBe(0);
          expect(Object.fromEntries(reading.values)).toEqual(Object.fromEntries(pairs));
        }
      }),
    );
  });

  it('agree on plain values in quotes, but docker', () => {
    const quoted = fc.tuple(name, value, fc.constantFrom('"', "'"));
    fc.assert(
      fc.property(quoted, ([key, content, quote]) => {
        for (const { id, read } of Object.values(LOADERS)) {
          const reading = read(`${key}=${quote}${content}${quote}\n`);
          expect(reading.values.get(key)).toBe(id === 'docker' ? `${quote}${content}${quote}` : content);
        }
      }),
    );
  });
});
