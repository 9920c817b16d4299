import { describe, expect, it } from 'vitest';
import { encodeValue, fitsInto } from '../../../../server/src/formats/dotenv/edit/encode.ts';
import { LOADERS } from '../../../../server/src/formats/dotenv/read/loaders/loaders.ts';

const PLAIN = { quote: '', content: 'old' } as const;

describe('encodeValue', () => {
  it.each([
    ['plain', 'plain'],
    ['https://x.example/?a=1', "'https://x.example/?a=1'"],
    ['two words', "'two words'"],
    ["it's", '"it\'s"'],
    ['a#b', "'a#b'"],
    ['$x', "'$x'"],
    ['', ''],
  ])('writes %j', (value, source) => {
    expect(encodeValue(value, PLAIN)).toBe(source);
  });

  it('keeps the quotes a value has', () => {
    expect(encodeValue('plain', { quote: '"', content: 'x' })).toBe('"plain"');
    expect(encodeValue('a"b', { quote: '"', content: 'x' })).toBe("'a\"b'");
  });

  it('adds no quotes for the shell where the shell could not read the file before', () => {
    expect(encodeValue('a b&c', { quote: '', content: 'x y' })).toBe('a b&c');
  });

  it('says so when no spelling is read back', () => {
    expect(encodeValue('\'"`#\n', PLAIN)).toBeUndefined();
  });

  it.each([
    'plain',
    'two words',
    'a#b',
    '{"k":"v"}',
    'pa$word',
    'x;y|z',
    'naïve – 日本',
    '100%',
  ])('writes %j so that every loader but the raw ones reads it back', (value) => {
    const text = `KEY=${encodeValue(value, PLAIN)}\n`;
    for (const { id, read } of Object.values(LOADERS)) {
      // docker keeps quotes; dotenv-expand replaces $name whatever the quotes.
      if (id === 'docker' && text.includes("'")) continue;
      if (id.startsWith('dotenv-expand') && value.includes('$')) continue;
      expect(read(text).values.get('KEY'), id).toBe(value);
    }
  });
});

describe('fitsInto', () => {
  it.each([
    ['', 'plain', true],
    ['', 'a b', false],
    ['', '${NAME}', true],
    ['"', 'two words', true],
    ['"', 'a"b', false],
    ['"', 'pa$word', false],
    ['"', '${NAME}', true],
    ["'", '${NAME}', false],
    ["'", 'a"b', true],
  ] as const)('in %j, %j: %s', (quote, source, fits) => {
    expect(fitsInto(quote, source)).toBe(fits);
  });
});
