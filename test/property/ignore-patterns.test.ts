import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { IgnorePatterns } from '../../server/src/project/ignore-patterns.ts';

const PIECES = [
  'a',
  'b',
  '*',
  '**',
  'a*',
  '*b',
  '?',
  '[ab]',
  '[!a]',
  '[a-c]x',
  'a?b',
  '.env',
  '*.env',
  'ab',
  'A',
  '\\*',
  'a\\ ',
];
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '!/'),
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '', '/'),
  )
  .map(([before, pieces, behind]) => before + pieces.join('/') + behind);
const path = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', 'ab', 'aab', 'cx', '.env', 'x.env', '*', 'a '), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([names, isFolder]) => names.join('/') + (isFolder ? '/' : ''));

describe('patterns of .gitignore', () => {
  it('say what the library says that ESLint uses', () => {
    let ignored = 0;
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), path, (patterns, name) => {
        const result = ignore({ allowRelativePaths: true }).add(patterns).test(name);
        const expected = result.ignored ? true : result.unignored ? false : undefined;
        if (expected === true) ignored += 1;
        expect(new IgnorePatterns(patterns).verdict(name), `${JSON.stringify(patterns)} ${name}`).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
    expect(ignored).toBeGreaterThan(2000);
  });

  it('take steps in the product of pattern and path, whatever stands in them', () => {
    const hostile = ['**/a/'.repeat(200), `${'*a'.repeat(2000)}b`, '**/*a*/'.repeat(100), '?*'.repeat(3000)];
    const deep = 'a/'.repeat(400) + 'a'.repeat(3000);
    for (const one of hostile) expect(new IgnorePatterns([one]).verdict(deep)).not.toBe(false);
  });
});
