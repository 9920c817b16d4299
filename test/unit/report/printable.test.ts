import { describe, expect, it } from 'vitest';
import { printable } from '../../../server/src/report/printable.ts';

describe('text for a terminal', () => {
  it.each([
    ['a tag', 0xe0041],
    ['a selector of a variant', 0xe0100],
    ['the last of that plane without a width', 0xe0fff],
    ['a control of shorthand', 0x1bca0],
    ['a control of musical notes', 0x1d17a],
    ['a space without a width', 0x200b],
    ['an escape', 0x1b],
  ])('shows %s as a whole', (_, code) => {
    expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u{${code.toString(16)}}b`);
  });

  it.each(['😀é漢', '𝅘𝅥𝅲', '❤️', '\u{1bc9f}\u{1bca4}', '\u{e1000}'])('leaves %j as it is', (text) => {
    expect(printable(text)).toBe(text);
  });

  it('leaves what stands around a pair', () => {
    expect(printable('😀\t😀\n##[x😀')).toBe('😀 😀\\u{a}\\u{23}#[x😀');
  });
});
