import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, areDisjoint, type TextEdit } from '../../../server/src/text/edit.ts';
import { Pieces } from '../../../server/src/text/pieces.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

describe('Pieces', () => {
  it('keeps rounds of edits as edits of the first text', () => {
    const pieces = new Pieces('one two three');
    pieces.apply([edit(4, 7, 'zwei')]);
    pieces.apply([edit(4, 8, ''), edit(0, 0, '> ')]);
    expect(pieces.text).toBe('> one  three');
    expect(pieces.edits).toEqual([edit(0, 0, '> '), edit(4, 7, '')]);
  });

  it('refuses edits that overlap or leave the text', () => {
    expect(() => new Pieces('abc').apply([edit(0, 2, 'x'), edit(1, 3, 'y')])).toThrow(RangeError);
    expect(() => new Pieces('abc').apply([edit(2, 4, '')])).toThrow(RangeError);
  });

  it('keeps the edits of each author apart, and says who changed what another had written', () => {
    const pieces = new Pieces('a\nb\nc\nd\n');
    pieces.apply([edit(0, 2, '')], 1);
    pieces.apply([edit(0, 2, '')], 2);
    pieces.apply([edit(2, 2, 'x\n')], 3);
    pieces.apply([edit(2, 2, 'y\n')], 4);
    pieces.apply([edit(3, 3, '!')], 5);
    expect(pieces.text).toBe('c\ny!\nx\nd\n');
    expect(pieces.entangled).toEqual([[5, 4]]);
    const of = (author: number) => (author === 5 ? 4 : author);
    expect(pieces.editsBy(of)).toEqual([
      { ...edit(0, 2, ''), author: 1 },
      { ...edit(2, 4, ''), author: 2 },
      { ...edit(6, 6, 'y!\n'), author: 4 },
      { ...edit(6, 6, 'x\n'), author: 3 },
    ]);
  });

  it('one application of its edits gives the text of all rounds', () => {
    const round = fc.array(fc.tuple(fc.nat(20), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 3 });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(round, { maxLength: 4 }), (text, rounds) => {
        const pieces = new Pieces(text);
        let now = text;
        let author = 0;
        for (const given of rounds) {
          const edits = given.map(([at, length, newText]) => {
            const start = Math.min(at, now.length);
            return edit(start, Math.min(start + length, now.length), newText);
          });
          if (!areDisjoint(edits)) continue;
          author += 1;
          pieces.apply(edits, author);
          now = applyEdits(now, edits);
        }
        let apart = '';
        let position = 0;
        for (const { span, newText } of pieces.editsBy((one) => one)) {
          expect(span.start).toBeGreaterThanOrEqual(position);
          apart += text.slice(position, span.start) + newText;
          position = span.end;
        }
        expect(apart + text.slice(position)).toBe(now);
        expect(pieces.text).toBe(now);
        expect(areDisjoint(pieces.edits)).toBe(true);
        expect(applyEdits(text, pieces.edits)).toBe(now);
      }),
    );
  });
});
