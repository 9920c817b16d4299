import { describe, expect, it } from 'vitest';
import { maskText } from '../../../../server/src/engine/masking/mask-text.ts';

const at = (start: number, end: number) => ({ start, end });

describe('maskText', () => {
  it('shows the same mask for a secret of any length', () => {
    for (const secret of ['x', 'xxxx', 'x'.repeat(90)]) {
      const text = `a=${secret} b`;
      const masked = maskText(text, at(0, text.length), [at(2, 2 + secret.length)]);
      expect(masked.text).toBe('a=**** b');
      expect(masked.columnOf(text.length - 1)).toBe(7);
      expect([masked.columnOf(2), masked.columnOf(2 + secret.length, true)]).toEqual([2, 6]);
    }
  });

  it('puts an offset within a secret at an edge of its mask', () => {
    const masked = maskText('ab 0123456789 cd 0123456789 e', at(0, 29), [at(3, 13), at(17, 27)]);
    expect(masked.text).toBe('ab **** cd **** e');
    expect([masked.columnOf(8), masked.columnOf(8, true), masked.columnOf(14)]).toEqual([3, 7, 8]);
    expect([masked.columnOf(20), masked.columnOf(20, true), masked.columnOf(28)]).toEqual([11, 15, 16]);
  });

  it('masks the piece of a secret that is in the part', () => {
    expect(maskText('ab 0123456789 cd', at(5, 16), [at(3, 13)]).text).toBe('**** cd');
    expect(maskText('ab 0123456789 cd', at(0, 5), [at(3, 13)]).text).toBe('ab ****');
    expect(maskText('ab 0123456789 cd', at(13, 16), [at(3, 13)]).text).toBe(' cd');
  });

  it('keeps lines, their indentation and their endings', () => {
    const text = 'k: |\r\n  first\r\n\r\n  second\r\nz: 1\r\n';
    expect(maskText(text, at(0, text.length), [at(6, 27)]).text).toBe('k: |\r\n  ****\r\n\r\n  ****\r\nz: 1\r\n');
  });
});
