import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onDisk, spelled } from '../../../server/src/hosts/node/names.ts';

const bytesOf = (path: string) => Buffer.from(onDisk(path) as string);

describe('names on disk as texts', () => {
  it('UTF-8 is itself, a wrong byte is told by its digits', () => {
    expect(spelled(Buffer.from('prüfung 😀.env'))).toBe('prüfung 😀.env');
    expect(spelled(Buffer.from([0x61, 0xff, 0x2e, 0xc3, 0x28]))).toBe('a\ufffdFF.\ufffdC3(');
    expect(onDisk('prüfung.env')).toBe('prüfung.env');
    expect(onDisk('a\ufffdb')).toEqual(Buffer.from('a\ufffdb'));
  });

  it('every name has one spelling and every spelling leads back', () => {
    const byte = fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(0xef, 0xbf, 0xbd, 0x46, 0xc3, 0xa4, 0xf0));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), (list) => {
        const bytes = Buffer.from(list);
        expect(bytesOf(spelled(bytes))).toEqual(bytes);
        expect(spelled(bytesOf(spelled(bytes)))).toBe(spelled(bytes));
      }),
    );
  });
});
